package io.fastaccel.interceptors.jackson3.read;

import io.fastaccel.interceptors.json.read.Documents;
import io.fastaccel.interceptors.json.read.Fuzzed;
import io.fastaccel.interceptors.json.read.Typed;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

class ReadingTest {

  private static final Type MAP =
      new tools.jackson.core.type.TypeReference<Map<String, Object>>() {}.getType();

  private static final Type LIST =
      new tools.jackson.core.type.TypeReference<List<Object>>() {}.getType();

  private final ObjectMapper mapper = new JsonMapper();

  @BeforeEach
  void prepare() {
    Reading.prepare();
  }

  @Test
  void dynamicValuesAreThoseOfJackson() {
    for (ObjectMapper m :
        List.of(
            mapper,
            JsonMapper.builder()
                .enable(
                    DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS,
                    DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
                .build(),
            JsonMapper.builder()
                .enable(
                    DeserializationFeature.USE_LONG_FOR_INTS,
                    DeserializationFeature.USE_JAVA_ARRAY_FOR_JSON_ARRAY,
                    DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build())) {
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
  void whatIsLimitedIsLimitedAsByJackson() {
    ObjectMapper limited =
        JsonMapper.builder(
                JsonFactory.builder()
                    .streamReadConstraints(
                        StreamReadConstraints.builder()
                            .maxNestingDepth(3)
                            .maxNumberLength(12)
                            .maxStringLength(30)
                            .maxNameLength(6)
                            .build())
                    .build())
            .build();
    Reading.same(limited, Object.class, "{\"a\":[{\"b\":\"in all limits\"},123456]}");
    Documents documents = new Documents(4);
    for (int i = 0; i < 300 * Documents.ROUNDS; i++) {
      Reading.sameOrOriginal(limited, Object.class, documents.value(4));
      Reading.sameOrOriginal(limited, JsonNode.class, documents.value(4));
    }
    ObjectMapper counting =
        JsonMapper.builder(
                JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder().maxTokenCount(5).build())
                    .build())
            .build();
    Reading.original("stream read constraints", counting, Object.class, "[1,2]");
  }

  @Test
  void noMoreIsReadOfAStreamThanJacksonNeedsToSeeThatItIsWrong() {
    for (String wrong :
        new String[] {"\u00f4\u0090\u0080\u0080", "\u00f5\u0080", "\u00e0\u0080x"}) {
      byte[] bytes = ("\"a" + wrong + "bcdefgh\"").getBytes(StandardCharsets.ISO_8859_1);
      byte[] oneByOne = Arrays.copyOf(bytes, (bytes.length + 6) / 7 * 7);
      Arrays.fill(oneByOne, bytes.length, oneByOne.length, (byte) ' ');
      Reading.compareBytes(mapper, mapper.constructType(Object.class), oneByOne, false);
      Reading.compareBytes(mapper, mapper.constructType(String.class), oneByOne, false);
    }
    byte[] binary = "\"YW!jYWJj\"       ".substring(0, 14).getBytes(StandardCharsets.UTF_8);
    Reading.compareBytes(mapper, mapper.constructType(byte[].class), binary, false);
  }

  @Test
  void nullFromStreamsIsReadByJacksonAlone() {
    for (String document : new String[] {"null", " null ", "null null", "nul"}) {
      byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
      Reading.compareBytes(mapper, mapper.constructType(Object.class), bytes, false);
      Reading.compareBytes(mapper, mapper.constructType(String.class), bytes, false);
    }
  }

  @Test
  void streamsThatDoNotCloseFailAsWithJackson() {
    for (String document : new String[] {"{\"a\":[1,\"x\"]}", "[", "null", ""}) {
      Reading.sameForStreams(mapper, Object.class, () -> new BrokenAtEnd(document));
      Reading.sameForStreams(
          JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build(),
          Object.class,
          () -> new BrokenAtEnd(document));
    }
  }

  @Test
  void filesAreReadAndClosed(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("document.json");
    Files.writeString(file, "{\"a\":[1,\"\u4e2d\"]}");
    Reading.sameFile(mapper, Object.class, file, true);
    Reading.sameFile(mapper, JsonNode.class, file, true);
    Files.writeString(file, "{\"a\":[1,\"\u4e2d\"]");
    Reading.sameFile(mapper, Object.class, file, false);
    Files.writeString(file, "");
    Reading.sameFile(mapper, Object.class, file, false);
    Reading.sameFile(mapper, Object.class, folder.resolve("none.json"), false);
    Reading.sameFile(mapper, Object.class, folder, false);
  }

  /** A stream whose end is an error. */
  private static final class BrokenAtEnd extends ByteArrayInputStream {

    BrokenAtEnd(String document) {
      super(document.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() throws IOException {
      throw new IOException("cannot be closed");
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
