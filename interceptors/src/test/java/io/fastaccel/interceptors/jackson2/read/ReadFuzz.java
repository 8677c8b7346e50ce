package io.fastaccel.interceptors.jackson2.read;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fastaccel.interceptors.json.read.Fuzzed;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Target of a fuzzer: whatever the bytes are, they are read as Jackson reads them. */
public final class ReadFuzz {

  private static final List<ObjectMapper> MAPPERS =
      List.of(
          new ObjectMapper(),
          new ObjectMapper()
              .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
              .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS));

  private static final List<Type> TYPES = List.of(Fuzzed.Bean.class, Object.class, JsonNode.class);

  static final int CHOICES = MAPPERS.size() * TYPES.size();

  private ReadFuzz() {}

  /** Throws where we differ. */
  public static void fuzzerTestOneInput(byte[] input) {
    Reading.prepare();
    Fuzzed.input(
        input,
        CHOICES,
        (choice, document) -> {
          ObjectMapper mapper = MAPPERS.get(choice / TYPES.size());
          Type type = TYPES.get(choice % TYPES.size());
          Reading.compareBytes(mapper, mapper.constructType(type), document, false);
          Reading.sameOrOriginal(mapper, type, new String(document, StandardCharsets.UTF_8));
        });
  }
}
