package io.fastaccel.interceptors.jackson3;

import io.fastaccel.interceptors.json.Subclasses;
import java.util.List;
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

  private static final Subclasses ALIKE =
      new Subclasses(List.of(ObjectMapper.class, JsonMapper.class), PARTS);

  private MapperClasses() {}

  static boolean isSupported(Class<?> type) {
    return ALIKE.isAlike(type);
  }
}
