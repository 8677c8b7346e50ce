package io.fastaccel.agent.link;

import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/** Stands where the dispatcher in {@code java.lang} stands in a real JVM. */
public final class LoopTestDispatcher {

  private LoopTestDispatcher() {}

  public static CallSite link(
      MethodHandles.Lookup caller, String name, MethodType type, Object... rest) throws Exception {
    MethodHandle original = rest.length > 1 ? (MethodHandle) rest[1] : null;
    return new ConstantCallSite(LoopHooks.link(caller, name, type, (Integer) rest[0], original));
  }
}
