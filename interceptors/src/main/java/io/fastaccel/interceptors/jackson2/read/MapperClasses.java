package io.fastaccel.interceptors.jackson2.read;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.lang.reflect.Method;
import java.util.Set;

/** Which subclasses of {@link ObjectMapper} read as it does. */
final class MapperClasses {

  /** Methods that take part in reading; a subclass that has one of its own goes to the original. */
  private static final Set<String> PARTS =
      Set.of(
          "readValue",
          "readTree",
          "getFactory",
          "tokenStreamFactory",
          "getDeserializationConfig",
          "_readMapAndClose",
          "_readTreeAndClose",
          "_initForReading",
          "_readValue");

  private static final ClassValue<Boolean> SUPPORTED =
      new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
          return readsLikeObjectMapper(type);
        }
      };

  private MapperClasses() {}

  static boolean isSupported(Class<?> type) {
    return type == ObjectMapper.class || type == JsonMapper.class || SUPPORTED.get(type);
  }

  private static boolean readsLikeObjectMapper(Class<?> type) {
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
