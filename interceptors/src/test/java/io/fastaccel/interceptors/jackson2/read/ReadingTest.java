package io.fastaccel.interceptors.jackson2.read;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fastaccel.interceptors.json.read.Documents;
import io.fastaccel.interceptors.json.read.Fuzzed;
import io.fastaccel.interceptors.json.read.Typed;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReadingTest {

  private static final Type MAP =
      new com.fasterxml.jackson.core.type.TypeReference<Map<String, Object>>() {}.getType();

  private static final Type LIST =
      new com.fasterxml.jackson.core.type.TypeReference<List<Object>>() {}.getType();

  private final ObjectMapper mapper = new ObjectMapper();

  @BeforeEach
  void prepare() {
    Reading.prepare();
  }

  @Test
  void dynamicValuesAreThoseOfJackson() {
    for (ObjectMapper m :
        List.of(
            mapper,
            new ObjectMapper()
                .enable(
                    DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS,
                    DeserializationFeature.USE_BIG_INTEGER_FOR_INTS),
            new ObjectMapper()
                .enable(
                    DeserializationFeature.USE_LONG_FOR_INTS,
                    DeserializationFeature.USE_JAVA_ARRAY_FOR_JSON_ARRAY,
                    DeserializationFeature.FAIL_ON_TRAILING_TOKENS))) {
      Documents documents = new Documents(1);
      for (int i = 0; i < 60 * Documents.ROUNDS; i++) {
        String document = documents.object(3, "a", "b", "content", "\u4e2d", "x y");
        Reading.same(m, Object.class, document);
        Reading.same(m, MAP, document);
        Reading.same(m, JsonNode.class, document);
        Reading.same(m, LIST, "[" + document + "]");
        Reading.sameTree(m, document, true);
        Reading.sameOrOriginal(m, Object.class, documents.value(4));
      }
    }
  }

  @Test
  void damagedDocumentsGiveWhatJacksonGives() {
    Documents documents = new Documents(2);
    for (int i = 0; i < 600 * Documents.ROUNDS; i++) {
      String document = documents.damaged(documents.value(3));
      Type type = List.of(Object.class, MAP, JsonNode.class, LIST).get(i % 4);
      Reading.sameOrOriginal(mapper, type, document);
      Reading.sameTree(mapper, document, false);
    }
  }

  @Test
  void otherEncodingsAndBrokenOnesGiveWhatJacksonGives() {
    Documents documents = new Documents(3);
    for (int i = 0; i < 600 * Documents.ROUNDS; i++) {
      byte[] bytes = documents.bytes(documents.value(2));
      Reading.compareBytes(mapper, mapper.constructType(Object.class), bytes, false);
    }
  }

  @Test
  void theFuzzersTargetFindsNothing() {
    Typed typed = new Typed(4);
    for (int i = 0; i < 300 * Documents.ROUNDS; i++) {
      String document = typed.of(Fuzzed.Bean.class);
      String given = i % 3 == 0 ? typed.damaged(document) : document;
      ReadFuzz.fuzzerTestOneInput(
          Fuzzed.input(i % ReadFuzz.CHOICES, given.getBytes(StandardCharsets.UTF_8)));
    }
  }
}
