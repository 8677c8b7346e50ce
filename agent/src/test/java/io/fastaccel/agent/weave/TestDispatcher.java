package io.fastaccel.agent.weave;

import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/** Stands where the dispatcher in {@code java.lang} stands in a real JVM. */
public final class TestDispatcher {

  /** How a test binds a hook. */
  interface Binding {
    MethodHandle bind(int hook, MethodType type, MethodHandle original) throws Exception;
  }

  static final ThreadLocal<Binding> BINDING = new ThreadLocal<>();

  private TestDispatcher() {}

  public static CallSite link(
      MethodHandles.Lookup caller, String name, MethodType type, Object... rest) throws Exception {
    MethodHandle original = rest.length > 1 ? (MethodHandle) rest[1] : null;
    return new ConstantCallSite(BINDING.get().bind((Integer) rest[0], type, original));
  }
}
