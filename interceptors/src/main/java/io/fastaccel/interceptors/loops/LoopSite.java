package io.fastaccel.interceptors.loops;

import java.util.List;

/**
 * A loop as its class file shows it. Immutable.
 *
 * @param name as the user has declared it
 * @param call the task's method, for people
 * @param elementPosition which operand of the call is the element, the receiver being the first
 * @param isStatic whether the call has no receiver
 * @param plain what else the loop calls
 */
public record LoopSite(
    String name, String call, int elementPosition, boolean isStatic, List<PlainMethod> plain) {}
