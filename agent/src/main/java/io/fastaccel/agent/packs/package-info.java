/** Libraries and classes that are used now and then, out of the way of the agent's start. */
package io.fastaccel.agent.packs;
