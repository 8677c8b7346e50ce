package io.fastaccel.interceptors.tools;

import io.fastaccel.runtime.tasks.CallerContext;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;

/**
 * State of a thread that a library keeps behind static methods: one that tells it, one that sets it
 * and one that clears it. Bound when the application has loaded the class. Thread-safe.
 */
final class ThreadState {

  private final String className;
  private final ClassLoader loader;
  private final String getter;
  private final String setter;
  private final String clearer;
  private final String olderGetter;
  private final String olderSetter;
  private volatile Methods methods;

  private record Methods(MethodHandle get, MethodHandle set, MethodHandle clear) {}

  /**
   * @param className with colons in the place of dots, which hides the name from the build step
   *     that renames our own copies of libraries
   */
  ThreadState(ClassLoader loader, String className, String getter, String setter, String clearer) {
    this(loader, className, getter, setter, clearer, null, null);
  }

  private ThreadState(
      ClassLoader loader,
      String className,
      String getter,
      String setter,
      String clearer,
      String olderGetter,
      String olderSetter) {
    this.loader = loader;
    this.olderGetter = olderGetter;
    this.olderSetter = olderSetter;
    this.className = className.replace(':', '.');
    this.getter = getter;
    this.setter = setter;
    this.clearer = clearer;
  }

  /** The same with methods to be used where the library has not got the others yet. */
  ThreadState or(String olderGetter, String olderSetter) {
    return new ThreadState(loader, className, getter, setter, clearer, olderGetter, olderSetter);
  }

  /** What is to be put on another thread; {@code null} for nothing. */
  CallerContext capture() throws Throwable {
    Methods bound = bind();
    if (bound == null) {
      return null;
    }
    Object value = bound.get.invoke();
    if (value == null) {
      return null;
    }
    return () -> {
      bound.set.invoke(value);
      return () -> bound.clear.invoke();
    };
  }

  private Methods bind() throws IllegalAccessException {
    Methods bound = methods;
    if (bound == null) {
      Class<?> type = LoadedClasses.find(className, loader);
      if (type == null) {
        return null;
      }
      MethodHandle get = find(type, getter, 0);
      MethodHandle set = find(type, setter, 1);
      MethodHandle clear = find(type, clearer, 0);
      if (olderGetter != null && (get == null || set == null)) {
        get = find(type, olderGetter, 0);
        set = find(type, olderSetter, 1);
      }
      if (get == null || set == null || clear == null) {
        return null;
      }
      bound = new Methods(get, set, clear);
      methods = bound;
    }
    return bound;
  }

  private static MethodHandle find(Class<?> type, String name, int parameters)
      throws IllegalAccessException {
    for (Method method : type.getMethods()) {
      if (method.getName().equals(name)
          && method.getParameterCount() == parameters
          && Modifier.isStatic(method.getModifiers())) {
        return MethodHandles.publicLookup().unreflect(method);
      }
    }
    return null;
  }
}
