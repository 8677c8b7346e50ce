/** What the user set, and what is wrong with it. */
package io.fastaccel.agent.config;
