package io.fastaccel.interceptors.tools;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * Finds classes of the application that it has loaded itself. What it has not loaded holds no state
 * that matters, and loading it could have effects: a logging facade looks for its implementation
 * and complains where there is none.
 */
public final class LoadedClasses {

  /** {@code null} where {@code java.lang} is not open to us. */
  private static final MethodHandle FIND_LOADED_CLASS = findLoadedClass();

  private LoadedClasses() {}

  /** The class as the loader sees it, or {@code null}. It is not initialised by this. */
  public static Class<?> find(String name, ClassLoader loader) {
    if (FIND_LOADED_CLASS == null) {
      return load(name, loader);
    }
    try {
      for (ClassLoader next = loader; next != null; next = next.getParent()) {
        Class<?> loaded = (Class<?>) FIND_LOADED_CLASS.invokeExact(next, name);
        if (loaded != null) {
          return loaded;
        }
      }
      return null;
    } catch (Throwable e) {
      return null;
    }
  }

  /** The class as the loader sees it, loaded if need be, or {@code null}. */
  public static Class<?> load(String name, ClassLoader loader) {
    try {
      return Class.forName(name, false, loader);
    } catch (ClassNotFoundException | LinkageError e) {
      return null;
    }
  }

  private static MethodHandle findLoadedClass() {
    try {
      return MethodHandles.privateLookupIn(ClassLoader.class, MethodHandles.lookup())
          .findVirtual(
              ClassLoader.class,
              "findLoadedClass",
              MethodType.methodType(Class.class, String.class));
    } catch (IllegalAccessException | NoSuchMethodException e) {
      return null;
    }
  }
}
