package io.fastaccel.interceptors.jackson2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;

import com.acme.model.Failing;
import com.acme.model.Values;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.Closeable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WritingTest {

  @BeforeEach
  void switchOn() {
    Differential.on();
  }

  @Test
  void randomValuesUnderManyConfigurations() {
    List<ObjectMapper> mappers =
        List.of(
            new ObjectMapper(),
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build(),
            JsonMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .serializationInclusion(JsonInclude.Include.NON_EMPTY)
                .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                .build(),
            JsonMapper.builder()
                .enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN)
                .disable(JsonWriteFeature.WRITE_NAN_AS_STRINGS)
                .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                .build(),
            new ObjectMapper().enable(SerializationFeature.WRAP_ROOT_VALUE));
    for (int seed = 0; seed < 400; seed++) {
      int s = seed;
      Differential.same(mappers.get(seed % mappers.size()), () -> new Values(s).any(4));
    }
  }

  @Test
  void everyCharInValuesAndNames() {
    ObjectMapper mapper = new ObjectMapper();
    for (int c = 0; c < 0x10000; c++) {
      String text = "a" + (char) c + "b";
      if (c < 0x900 || c % 61 == 0 || Character.isSurrogate((char) c)) {
        Differential.same(mapper, () -> Collections.singletonMap(text, text));
      }
    }
  }

  @Test
  void prettyPrinters() {
    ObjectMapper mapper = new ObjectMapper();
    DefaultPrettyPrinter custom =
        new DefaultPrettyPrinter()
            .withObjectIndenter(new DefaultIndenter("\t", "\r\n"))
            .withArrayIndenter(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE)
            .withoutSpacesInObjectEntries();
    for (int seed = 0; seed < 40; seed++) {
      int s = seed;
      Differential.same(mapper.writerWithDefaultPrettyPrinter(), () -> new Values(s).any(4));
      Differential.same(mapper.writer(custom), () -> new Values(s).any(4));
      Differential.same(mapper.writer(new MinimalPrettyPrinter("\n")), () -> new Values(s).any(4));
      Differential.same(
          mapper.writer().with((com.fasterxml.jackson.core.PrettyPrinter) null),
          () -> new Values(s).any(4));
    }
    ObjectMapper own = new ObjectMapper().setDefaultPrettyPrinter(custom);
    own.enable(SerializationFeature.INDENT_OUTPUT);
    Differential.same(own, () -> new Values(7).map(4));
  }

  @Test
  void writersWithRootTypeViewsAndNull() {
    ObjectMapper mapper = new ObjectMapper();
    Differential.same(mapper, () -> null);
    Differential.same(mapper.writer(), () -> null);
    Differential.same(mapper.writerFor(Map.class), () -> new Values(3).map(3));
    Differential.same(mapper.writerFor(List.class), () -> List.of("a", 1));
    Differential.same(mapper.writerFor(List.class), () -> "not a list");
    Differential.same(mapper.writer().withRootName("root"), () -> new Values(3).map(3));
  }

  @Test
  void exceptionsAreJacksons() {
    ObjectMapper mapper = new ObjectMapper();
    List<RuntimeException> failures =
        List.of(
            new IllegalStateException("no luck"),
            new NullPointerException(),
            new Failing.Bare("bare"),
            new java.io.UncheckedIOException(new java.io.IOException("disk")));
    for (RuntimeException failure : failures) {
      Differential.sameOrOriginal(
          mapper, () -> new Failing.Outer("x", List.of(new Failing(null), new Failing(failure))));
      Differential.sameOrOriginal(mapper, () -> new Failing(failure));
    }
    Differential.same(mapper, Object::new);
    Differential.same(mapper, () -> Map.of("k", new Object()));
    Differential.sameOrOriginal(mapper, Failing.Cyclic::new);
    Differential.same(mapper, () -> new HashMap<>(Collections.singletonMap(null, "null key")));
  }

  @Test
  void anIteratorIsReadOnceEvenWhenAnElementFails() {
    ObjectMapper mapper = new ObjectMapper();
    Iterator<Object> iterator =
        Arrays.<Object>asList("a", Failing.because("no luck"), "b").iterator();
    Object outcome = ValueWriter.write(mapper, iterator, true);
    assertEquals(io.fastaccel.interceptors.api.Raise.class, outcome.getClass());
    assertEquals("b", iterator.next());
  }

  @Test
  void deepNestingUpToJacksonsLimitAndBeyond() {
    ObjectMapper mapper = new ObjectMapper();
    for (int depth : new int[] {500, 999, 1000, 1001, 1002}) {
      Differential.sameOrOriginal(
          mapper,
          () -> {
            Object value = "leaf";
            for (int i = 0; i < depth; i++) {
              value = i % 2 == 0 ? Collections.singletonList(value) : Map.of("k", value);
            }
            return value;
          });
    }
  }

  @Test
  void whatIsNotReproducedGoesToTheOriginal() {
    Map<String, String> value = Map.of("k", "v");
    Differential.original(
        "generator feature",
        JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build(),
        value);
    Differential.original(
        "generator feature",
        JsonMapper.builder().enable(JsonWriteFeature.WRITE_NUMBERS_AS_STRINGS).build(),
        value);
    Differential.original(
        "generator feature",
        new ObjectMapper().writer().with(JsonGenerator.Feature.STRICT_DUPLICATE_DETECTION),
        value);
    ObjectMapper escaping = new ObjectMapper();
    escaping.getFactory().setCharacterEscapes(new Stars());
    Differential.original("character escapes", escaping, value);
    Differential.original("character escapes", new ObjectMapper().writer(new Stars()), value);
    Differential.original(
        "factory setting",
        new ObjectMapper(new JsonFactoryBuilder().quoteChar('\'').build()),
        value);
    Differential.original(
        "factory setting",
        new ObjectMapper(new JsonFactoryBuilder().highestNonEscapedChar(0xff).build()),
        value);
    Differential.original(
        "custom factory",
        new ObjectMapper(
            new JsonFactory() {
              private static final long serialVersionUID = 1L;
            }),
        value);
    Differential.original(
        "custom mapper",
        new ObjectMapper() {
          private static final long serialVersionUID = 1L;

          @Override
          public com.fasterxml.jackson.databind.SerializationConfig getSerializationConfig() {
            return super.getSerializationConfig();
          }
        },
        value);
    Differential.original(
        "closeable value",
        new ObjectMapper().enable(SerializationFeature.CLOSE_CLOSEABLE),
        (Closeable) () -> {});
  }

  @Test
  void aSubclassThatChangesNothingOfWritingIsServed() {
    Differential.same(
        new ObjectMapper() {
          private static final long serialVersionUID = 1L;

          {
            enable(SerializationFeature.INDENT_OUTPUT);
          }
        },
        () -> new Values(5).map(3));
  }

  @Test
  void aMapperThatIsReconfiguredIsFollowed() {
    ObjectMapper mapper = new ObjectMapper();
    Map<String, Object> value = Map.of("k", "v");
    Differential.same(mapper, () -> value);
    mapper.enable(SerializationFeature.INDENT_OUTPUT);
    Differential.same(mapper, () -> value);
    mapper.getFactory().enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN);
    Differential.same(mapper, () -> Map.of("k", new java.math.BigDecimal("1E+30")));
    mapper.getFactory().enable(JsonWriteFeature.ESCAPE_NON_ASCII.mappedFeature());
    Differential.original("generator feature", mapper, value);
    mapper.getFactory().disable(JsonWriteFeature.ESCAPE_NON_ASCII.mappedFeature());
    Differential.same(mapper, () -> value);
  }

  @Test
  void everythingThatPlansNeedIsThereInThisVersion() {
    assertEquals(null, SerializerInternals.obstacle());
  }

  @Test
  void offMeansOff() {
    io.fastaccel.interceptors.api.Features.of(io.fastaccel.interceptors.api.Feature.JSON)
        .switchTo(false);
    assertEquals(null, ValueWriter.write(new ObjectMapper(), "x", true));
  }

  @Test
  void manyThreadsAndNestedCalls() throws Exception {
    ObjectMapper mapper = new ObjectMapper();
    ExecutorService executor = Executors.newFixedThreadPool(8);
    try {
      List<Callable<Boolean>> tasks = new ArrayList<>();
      for (int t = 0; t < 16; t++) {
        int thread = t;
        tasks.add(
            () -> {
              for (int seed = 0; seed < 60; seed++) {
                int s = seed * 31 + thread;
                Differential.same(mapper, () -> new Nested(mapper, new Values(s).any(3)));
              }
              return true;
            });
      }
      for (Future<Boolean> result : executor.invokeAll(tasks)) {
        assertEquals(true, result.get());
      }
    } finally {
      executor.shutdownNow();
    }
  }

  @Test
  void resultsAreTheCallersAlone() {
    ObjectMapper mapper = new ObjectMapper();
    byte[] first = (byte[]) ValueWriter.write(mapper, "abc", false);
    byte[] second = (byte[]) ValueWriter.write(mapper, "abc", false);
    assertNotSame(first, second);
    first[1] = 'X';
    assertEquals("\"abc\"", new String(second, java.nio.charset.StandardCharsets.US_ASCII));
  }

  /** Writes a document while it is itself being written. */
  static final class Nested {
    private final ObjectMapper mapper;
    private final Object value;

    Nested(ObjectMapper mapper, Object value) {
      this.mapper = mapper;
      this.value = value;
    }

    public Object getFirst() {
      return value;
    }

    public String getInner() {
      return String.valueOf(ValueWriter.write(mapper, value, true));
    }

    public Object getLast() {
      return value;
    }
  }

  private static final class Stars extends CharacterEscapes {
    private static final long serialVersionUID = 1L;

    @Override
    public int[] getEscapeCodesForAscii() {
      return CharacterEscapes.standardAsciiEscapesForJSON();
    }

    @Override
    public SerializableString getEscapeSequence(int c) {
      return null;
    }
  }
}
