package io.fastaccel.interceptors.jackson2.read;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;

/** Finds members that are not public, and remembers the first that is not there. */
final class Members {

  private String missing;

  /** What is missing, or {@code null} if nothing is. */
  String missing() {
    return missing;
  }

  VarHandle field(Class<?> owner, String name, Class<?> type) {
    try {
      return in(owner).findVarHandle(owner, name, type);
    } catch (ReflectiveOperationException e) {
      note(owner, name, e);
      return null;
    }
  }

  MethodHandle method(Class<?> owner, String name, Class<?> result, Class<?>... parameters) {
    try {
      return in(owner).findVirtual(owner, name, MethodType.methodType(result, parameters));
    } catch (ReflectiveOperationException e) {
      note(owner, name, e);
      return null;
    }
  }

  /** A static method that not all versions have, or {@code null}. */
  static MethodHandle optionalStatic(Class<?> owner, String name, Class<?> result) {
    try {
      return in(owner).findStatic(owner, name, MethodType.methodType(result));
    } catch (ReflectiveOperationException e) {
      return null;
    }
  }

  private static MethodHandles.Lookup in(Class<?> owner) throws IllegalAccessException {
    return MethodHandles.privateLookupIn(owner, MethodHandles.lookup());
  }

  private void note(Class<?> owner, String name, Exception e) {
    if (missing == null) {
      missing = owner.getSimpleName() + "." + name + " (" + e + ")";
    }
  }
}
