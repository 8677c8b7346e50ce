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
    String name, String call, int elementPosition, boolean isStatic, List<PlainMethod> plain) {

  // Written out: the first record whose own methods are used costs a JVM some 20 ms.

  @Override
  public boolean equals(Object other) {
    return this == other
        || (other instanceof LoopSite site
            && name.equals(site.name)
            && call.equals(site.call)
            && elementPosition == site.elementPosition
            && isStatic == site.isStatic
            && plain.equals(site.plain));
  }

  @Override
  public int hashCode() {
    return 31 * name.hashCode() + call.hashCode();
  }
}
