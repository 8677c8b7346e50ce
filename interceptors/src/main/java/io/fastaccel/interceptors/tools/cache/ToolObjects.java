package io.fastaccel.interceptors.tools.cache;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;

/**
 * The objects behind tools: a stand-in for each that keeps nothing alive, and what their classes
 * tell of them. Thread-safe.
 */
public final class ToolObjects {

  private final ByIdentity<Object, Object> owners = new ByIdentity<>();

  /** A stand-in for the object: the same for as long as the object lives, and no other's. */
  public Object owner(Object object) {
    return owners.get(object, o -> new Object());
  }

  /** Whether objects of the class have no fields, so that one is as good as another. */
  public static boolean isStateless(Class<?> type) {
    if (type.isArray()) {
      return false;
    }
    for (Class<?> next = type; next != null && next != Object.class; next = next.getSuperclass()) {
      for (Field field : next.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers())) {
          return false;
        }
      }
    }
    return true;
  }

  /** Class, name and parameters of a method, in words that are the same on every machine. */
  public static String signature(Class<?> type, Method method) {
    StringBuilder text = new StringBuilder(type.getName()).append('#').append(method.getName());
    for (Class<?> parameter : method.getParameterTypes()) {
      text.append(' ').append(parameter.getName());
    }
    return text.toString();
  }
}
