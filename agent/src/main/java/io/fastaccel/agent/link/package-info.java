/**
 * How a woven call site in the application finds its advice: class-loading rooms, checks, method
 * handles.
 */
package io.fastaccel.agent.link;
