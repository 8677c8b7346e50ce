package io.fastaccel.interceptors.jackson2;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fastaccel.interceptors.json.Subclasses;
import java.util.List;
import java.util.Set;

/** Which subclasses of {@link ObjectMapper} write as it does. */
final class MapperClasses {

  /** Methods that take part in writing; a subclass that has one of its own goes to the original. */
  private static final Set<String> PARTS =
      Set.of(
          "writeValueAsString",
          "writeValueAsBytes",
          "writeValue",
          "createGenerator",
          "getFactory",
          "tokenStreamFactory",
          "getSerializationConfig",
          "getSerializerProviderInstance",
          "_serializerProvider",
          "_writeValueAndClose",
          "_configAndWriteValue");

  private static final Subclasses ALIKE =
      new Subclasses(List.of(ObjectMapper.class, JsonMapper.class), PARTS);

  private MapperClasses() {}

  static boolean isSupported(Class<?> type) {
    return ALIKE.isAlike(type);
  }
}
