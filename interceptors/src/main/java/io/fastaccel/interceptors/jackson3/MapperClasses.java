package io.fastaccel.interceptors.jackson3;

import java.lang.reflect.Method;
import java.util.Set;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/** Which subclasses of {@link ObjectMapper} write as it does. */
final class MapperClasses {

  /** Methods that take part in writing; a subclass that has one of its own goes to the original. */
  private static final Set<String> PARTS =
      Set.of(
          "writeValueAsString",
          "writeValueAsBytes",
          "writeValue",
          "createGenerator",
          "tokenStreamFactory",
          "serializationConfig",
          "_serializationContext");

  private static final ClassValue<Boolean> SUPPORTED =
      new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
          return writesLikeObjectMapper(type);
        }
      };

  private MapperClasses() {}

  static boolean isSupported(Class<?> type) {
    return type == ObjectMapper.class || type == JsonMapper.class || SUPPORTED.get(type);
  }

  private static boolean writesLikeObjectMapper(Class<?> type) {
    for (Class<?> c = type;
        c != ObjectMapper.class && c != JsonMapper.class;
        c = c.getSuperclass()) {
      for (Method method : c.getDeclaredMethods()) {
        if (PARTS.contains(method.getName())) {
          return false;
        }
      }
    }
    return true;
  }
}
