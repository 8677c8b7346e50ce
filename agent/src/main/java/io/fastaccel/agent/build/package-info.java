/** What the build runs; left out of the jar. */
package io.fastaccel.agent.build;
