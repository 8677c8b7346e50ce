package io.fastaccel.interceptors.gson;

import com.google.gson.Gson;
import com.google.gson.TypeAdapter;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.lang.reflect.Field;

/**
 * Finds what Gson keeps to itself, and remembers the first that is not there. The handles take and
 * give more general types, since most of Gson's own cannot be named. For one thread.
 */
final class GsonMembers {

  private String missing;

  /** What is missing, or {@code null} if nothing is. */
  String missing() {
    return missing;
  }

  Class<?> type(String name) {
    Class<?> type = optionalType(name);
    if (type == null) {
      note(name);
    }
    return type;
  }

  Class<?> optionalType(String name) {
    try {
      return Class.forName(name, false, Gson.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      return null;
    }
  }

  Class<?> constant(String name) {
    try {
      Class<?> owner =
          Class.forName(GsonInternals.BIND + "TypeAdapters", true, Gson.class.getClassLoader());
      return in(owner).findStaticGetter(owner, name, TypeAdapter.class).invoke().getClass();
    } catch (Throwable e) {
      note(name + " (" + e + ")");
      return null;
    }
  }

  /** Reads a field as a more general type. */
  MethodHandle field(Class<?> owner, String name, Class<?> as) {
    MethodHandle getter = optionalField(owner, name, as);
    if (getter == null) {
      note(owner + "." + name);
    }
    return getter;
  }

  MethodHandle optionalField(Class<?> owner, String name, Class<?> as) {
    try {
      Field field = owner.getDeclaredField(name);
      return in(owner).unreflectGetter(field).asType(MethodType.methodType(as, Object.class));
    } catch (ReflectiveOperationException | RuntimeException e) {
      return null;
    }
  }

  MethodHandle method(Class<?> owner, String name, Class<?> as, Class<?>... parameters) {
    MethodHandle method = optionalMethod(owner, name, as, parameters);
    if (method == null) {
      note(owner + "." + name);
    }
    return method;
  }

  MethodHandle optionalMethod(Class<?> owner, String name, Class<?> as, Class<?>... parameters) {
    try {
      MethodHandle method = in(owner).unreflect(owner.getDeclaredMethod(name, parameters));
      return method.asType(method.type().changeReturnType(as).changeParameterType(0, Object.class));
    } catch (ReflectiveOperationException | RuntimeException e) {
      return null;
    }
  }

  /** Makes an object of a more general type. */
  MethodHandle constructor(Class<?> owner, Class<?> as, Class<?>... parameters) {
    try {
      return in(owner)
          .findConstructor(owner, MethodType.methodType(void.class, parameters))
          .asType(MethodType.methodType(as, parameters));
    } catch (ReflectiveOperationException | RuntimeException e) {
      note(owner + " without its constructor");
      return null;
    }
  }

  /** A field of type {@code int}. */
  VarHandle number(Class<?> owner, String name) {
    try {
      return in(owner).findVarHandle(owner, name, int.class);
    } catch (ReflectiveOperationException e) {
      note(owner + "." + name);
      return null;
    }
  }

  private static MethodHandles.Lookup in(Class<?> owner) throws IllegalAccessException {
    return MethodHandles.privateLookupIn(owner, MethodHandles.lookup());
  }

  private void note(String name) {
    if (missing == null) {
      missing = name + " is not accessible";
    }
  }
}
