/** The command line of the jar. In a pack of its own: the agent's start never sees it. */
package io.fastaccel.agent.cli;
