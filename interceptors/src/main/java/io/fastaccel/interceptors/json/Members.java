package io.fastaccel.interceptors.json;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;

/**
 * Finds members that a library keeps to itself, and remembers the first that is not there: in
 * another version, or in a module that is not open. For one thread.
 */
public final class Members {

  private final MethodHandles.Lookup room;
  private String missing;

  /**
   * @param room a lookup of a class that may see the library
   */
  public Members(MethodHandles.Lookup room) {
    this.room = room;
  }

  /** What is missing, or {@code null} if nothing is. */
  public String missing() {
    return missing;
  }

  /** A field, or {@code null}. */
  public VarHandle field(Class<?> owner, String name, Class<?> type) {
    try {
      return in(owner).findVarHandle(owner, name, type);
    } catch (ReflectiveOperationException e) {
      note(owner, name, e);
      return null;
    }
  }

  /** A field that only some versions have, or {@code null}. */
  public VarHandle optionalField(Class<?> owner, String name, Class<?> type) {
    try {
      return in(owner).findVarHandle(owner, name, type);
    } catch (ReflectiveOperationException e) {
      return null;
    }
  }

  /** A method that only some versions have, or {@code null}. */
  public MethodHandle optionalMethod(
      Class<?> owner, String name, Class<?> result, Class<?>... parameters) {
    try {
      return in(owner).findVirtual(owner, name, MethodType.methodType(result, parameters));
    } catch (ReflectiveOperationException e) {
      return null;
    }
  }

  /** What a static field holds, or {@code null}. */
  public <T> T constant(Class<?> owner, String name, Class<T> type) {
    try {
      return type.cast(in(owner).findStaticVarHandle(owner, name, type).get());
    } catch (ReflectiveOperationException e) {
      note(owner, name, e);
      return null;
    }
  }

  /** A method, or {@code null}. */
  public MethodHandle method(Class<?> owner, String name, Class<?> result, Class<?>... parameters) {
    try {
      return in(owner).findVirtual(owner, name, MethodType.methodType(result, parameters));
    } catch (ReflectiveOperationException e) {
      note(owner, name, e);
      return null;
    }
  }

  /** A static method that only some versions have, or {@code null}. */
  public MethodHandle optionalStatic(Class<?> owner, String name, Class<?> result) {
    try {
      return in(owner).findStatic(owner, name, MethodType.methodType(result));
    } catch (ReflectiveOperationException e) {
      return null;
    }
  }

  /** A constructor, or {@code null}. */
  public MethodHandle constructor(Class<?> owner, Class<?>... parameters) {
    try {
      return in(owner).findConstructor(owner, MethodType.methodType(void.class, parameters));
    } catch (ReflectiveOperationException e) {
      note(owner, "<init>", e);
      return null;
    }
  }

  private MethodHandles.Lookup in(Class<?> owner) throws IllegalAccessException {
    return MethodHandles.privateLookupIn(owner, room);
  }

  private void note(Class<?> owner, String name, Exception e) {
    if (missing == null) {
      missing = owner.getSimpleName() + "." + name + " (" + e + ")";
    }
  }
}
