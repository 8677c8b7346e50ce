package io.fastaccel.interceptors.evidence;

import java.lang.reflect.Modifier;

/** Asks an object by the name of a method, since nothing is linked against. */
final class PublicMethod {

  private PublicMethod() {}

  /** What it returns; {@code null} where it cannot be asked. */
  static Object of(Object object, String method) {
    for (Class<?> type = object.getClass(); type != null; type = type.getSuperclass()) {
      Object answer = Modifier.isPublic(type.getModifiers()) ? ask(object, type, method) : null;
      for (Class<?> face : type.getInterfaces()) {
        answer = answer == null ? ask(object, face, method) : answer;
      }
      if (answer != null) {
        return answer;
      }
    }
    return null;
  }

  private static Object ask(Object object, Class<?> type, String method) {
    try {
      return type.getMethod(method).invoke(object);
    } catch (ReflectiveOperationException | RuntimeException notThere) {
      return null;
    }
  }
}
