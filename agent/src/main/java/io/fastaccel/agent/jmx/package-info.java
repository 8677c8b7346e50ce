/** The agent as MBeans, where an application has MBeans anyway. In a pack. */
package io.fastaccel.agent.jmx;
