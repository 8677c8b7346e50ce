package io.fastaccel.interceptors.json;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Set;

/**
 * Which subclasses of a library's class do as it does: those that have none of its methods that
 * take part. Looked up once for each class; safe for use by many threads.
 */
public final class Subclasses {

  private final List<Class<?>> originals;
  private final Set<String> parts;

  private final ClassValue<Boolean> alike =
      new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
          return overridesNothing(type);
        }
      };

  /**
   * @param originals the library's class, and subclasses of it that the library has itself
   * @param parts names of the methods that take part
   */
  public Subclasses(List<Class<?>> originals, Set<String> parts) {
    this.originals = originals;
    this.parts = parts;
  }

  /** Whether it is the class itself, or a subclass that leaves the methods alone. */
  public boolean isAlike(Class<?> type) {
    return originals.contains(type) || alike.get(type);
  }

  private boolean overridesNothing(Class<?> type) {
    for (Class<?> c = type; !originals.contains(c); c = c.getSuperclass()) {
      for (Method method : c.getDeclaredMethods()) {
        if (parts.contains(method.getName())) {
          return false;
        }
      }
    }
    return true;
  }
}
