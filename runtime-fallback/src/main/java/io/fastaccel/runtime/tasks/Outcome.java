package io.fastaccel.runtime.tasks;

/**
 * How a call ended.
 *
 * @param value what it returned; {@code null} if it returned that or failed
 * @param failure what it threw, or {@code null}
 */
public record Outcome(Object value, Throwable failure) {}
