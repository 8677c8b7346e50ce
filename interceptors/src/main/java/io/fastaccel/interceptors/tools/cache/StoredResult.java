package io.fastaccel.interceptors.tools.cache;

/**
 * A result as a store keeps it.
 *
 * @param text as {@link ResultForm#toText} made it
 * @param remainingMillis how long it is still good for
 */
public record StoredResult(String text, long remainingMillis) {}
