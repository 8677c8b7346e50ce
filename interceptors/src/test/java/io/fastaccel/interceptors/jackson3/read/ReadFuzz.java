package io.fastaccel.interceptors.jackson3.read;

import io.fastaccel.interceptors.json.read.Fuzzed;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/** Target of a fuzzer: whatever the bytes are, they are read as Jackson reads them. */
public final class ReadFuzz {

  private static final List<ObjectMapper> MAPPERS =
      List.of(
          new ObjectMapper(),
          JsonMapper.builder()
              .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
              .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
              .build());

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
