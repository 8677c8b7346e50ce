package io.fastaccel.interceptors.jackson2.read;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fastaccel.interceptors.json.Subclasses;
import java.util.List;
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

  private static final Subclasses ALIKE =
      new Subclasses(List.of(ObjectMapper.class, JsonMapper.class), PARTS);

  private static final Subclasses ALIKE_IN_CONTEXTS =
      new Subclasses(
          List.of(ObjectMapper.class, JsonMapper.class),
          Set.of("createDeserializationContext", "_findRootDeserializer"));

  private MapperClasses() {}

  static boolean isSupported(Class<?> type) {
    return ALIKE.isAlike(type);
  }

  /** Whether they also look for deserializers and make contexts as it does. */
  static boolean makesContextsAlike(Class<?> type) {
    return ALIKE_IN_CONTEXTS.isAlike(type);
  }
}
