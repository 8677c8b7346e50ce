/** The agent's start, its statistics, and the command line. */
package io.fastaccel.agent;
