package io.fastaccel.interceptors.jackson3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.jackson3.Shapes;
import com.acme.model.Failing;
import com.acme.model.GeneratedClasses;
import com.acme.model.Message;
import com.acme.model.Values;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.fastaccel.interceptors.api.Feature;
import io.fastaccel.interceptors.api.Features;
import io.fastaccel.interceptors.api.Raise;
import io.fastaccel.interceptors.json.OwnCopies;
import java.io.OutputStream;
import java.io.Writer;
import java.lang.ref.WeakReference;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.SerializableString;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.io.CharacterEscapes;
import tools.jackson.core.io.IOContext;
import tools.jackson.core.io.OutputDecorator;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.core.type.TypeReference;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.ser.std.SimpleBeanPropertyFilter;
import tools.jackson.databind.ser.std.SimpleFilterProvider;
import tools.jackson.databind.ser.std.StdSerializer;
import tools.jackson.databind.ser.std.ToStringSerializer;

class Jackson3WritingTest {

  /** More of them may find more, on a machine that has the time. */
  private static final int SEEDS = Integer.getInteger("fastaccel.fuzz.classes", 16);

  @BeforeEach
  void switchOn() {
    Differential.on();
  }

  private static List<ObjectMapper> mappers() {
    return List.of(
        new ObjectMapper(),
        JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .changeDefaultPropertyInclusion(i -> i.withValueInclusion(JsonInclude.Include.NON_NULL))
            .build(),
        JsonMapper.builder()
            .changeDefaultPropertyInclusion(
                i -> i.withValueInclusion(JsonInclude.Include.NON_EMPTY))
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .enable(EnumFeature.WRITE_ENUMS_USING_TO_STRING)
            .disable(JsonWriteFeature.WRITE_NAN_AS_STRINGS)
            .build(),
        JsonMapper.builder()
            .changeDefaultPropertyInclusion(
                i -> i.withValueInclusion(JsonInclude.Include.NON_DEFAULT))
            .enable(EnumFeature.WRITE_ENUMS_USING_INDEX)
            .enable(SerializationFeature.WRITE_SINGLE_ELEM_ARRAYS_UNWRAPPED)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build(),
        JsonMapper.builder()
            .disable(SerializationFeature.WRAP_EXCEPTIONS)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build(),
        JsonMapper.builder().enable(SerializationFeature.WRAP_ROOT_VALUE).build(),
        JsonMapper.builder()
            .enable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(DateTimeFeature.WRITE_DATES_WITH_ZONE_ID)
            .disable(DateTimeFeature.WRITE_DATE_TIMESTAMPS_AS_NANOSECONDS)
            .changeDefaultPropertyInclusion(
                i ->
                    i.withValueInclusion(JsonInclude.Include.NON_ABSENT)
                        .withContentInclusion(JsonInclude.Include.NON_ABSENT))
            .build(),
        JsonMapper.builder().enable(MapperFeature.USE_STATIC_TYPING).build(),
        JsonMapper.builderWithJackson2Defaults().build());
  }

  @Test
  void everyShapeUnderEveryConfiguration() {
    for (ObjectMapper mapper : mappers()) {
      for (int i = 0; i < Shapes.all().size(); i++) {
        int shape = i;
        for (int repeat = 0; repeat < 3; repeat++) {
          Differential.sameOrOriginal(mapper, () -> Shapes.all().get(shape));
        }
      }
      Differential.sameOrOriginal(mapper, Shapes::all);
      Differential.sameOrOriginal(mapper, () -> Map.of("all", Shapes.all()));
      Differential.same(mapper, () -> tree(7));
    }
    Differential.same(new ObjectMapper(), Shapes::all);
  }

  private static ObjectNode tree(long seed) {
    Values values = new Values(seed);
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.put("text", values.text()).put("n", values.whole()).put("b", values.bigDecimal());
    tree.put("bytes", values.bytes()).putNull("none");
    tree.putArray("array").add("\ud83d\ude00").add(1.5).addNull().add(true);
    tree.putPOJO("pojo", new Shapes.One());
    return tree;
  }

  @Test
  void generatedClassesAndValues() {
    for (int seed = 0; seed < SEEDS; seed++) {
      List<ObjectMapper> mappers = mappers();
      ObjectMapper mapper = mappers.get(seed % mappers.size());
      GeneratedClasses classes = new GeneratedClasses(seed);
      for (int i = 0; i < 5; i++) {
        Class<?> type = classes.next(12);
        for (int v = 0; v < 4; v++) {
          Object value = classes.instance(type, 3);
          Differential.sameOrOriginal(mapper, () -> value);
          Differential.sameOrOriginal(mapper, () -> Arrays.asList(value, null, value));
        }
      }
    }
  }

  @Test
  void everyCharInValuesAndNames() {
    ObjectMapper mapper = new ObjectMapper();
    for (int c = 0; c < 0x10000; c++) {
      if (c < 0x900 || c % 61 == 0) {
        String text = "a" + (char) c + "b";
        Differential.sameOrOriginal(mapper, () -> Collections.singletonMap(text, text));
        Differential.sameOrOriginal(mapper, () -> List.of(text + "\u4e2d\ud83d\ude00", text));
      }
    }
  }

  @Test
  void textsOfAllLengthsWithPairsOfSurrogates() {
    ObjectMapper mapper = new ObjectMapper();
    for (int length = 0; length < 9000; length += length < 60 ? 1 : 401) {
      String text = "x".repeat(length) + "\ud83d\ude00".repeat(5000) + "\u4e2d";
      Differential.same(mapper, () -> text);
    }
    for (int seed = 0; seed < 300; seed++) {
      int s = seed;
      Differential.sameOrOriginal(mapper, () -> List.of("x", new Values(s).text()));
    }
  }

  @Test
  void surrogatesWithoutTheirPartners() {
    ObjectMapper mapper = new ObjectMapper();
    ObjectMapper escaping =
        JsonMapper.builder().disable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8).build();
    for (String text : List.of("\ud800b", "\udc00", "a\ud83d", "\ude00\ud83d\ud83d\ude00")) {
      Differential.sameOrOriginal(mapper, () -> Map.of(text, List.of(text)));
      Differential.same(escaping, () -> Map.of(text, List.of(text)));
      assertNotNull(ValueWriter.write(mapper, text, true));
    }
  }

  @Test
  void writersAndTheirSettings() {
    ObjectMapper mapper = new ObjectMapper();
    DefaultPrettyPrinter custom =
        new DefaultPrettyPrinter()
            .withObjectIndenter(new DefaultIndenter("\t", "\r\n"))
            .withArrayIndenter(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE);
    ObjectWriter filtered =
        mapper.writer(
            new SimpleFilterProvider()
                .addFilter("some", SimpleBeanPropertyFilter.filterOutAllExcept("kept")));
    for (int i = 0; i < 3; i++) {
      Differential.same(mapper.writer(), () -> null);
      Differential.same(mapper.writer(), Shapes.Containers::new);
      Differential.same(mapper.writerWithDefaultPrettyPrinter(), Shapes.Containers::new);
      Differential.same(mapper.writer().with(custom), Shapes.Containers::new);
      Differential.same(mapper.writerFor(Map.class), () -> Map.of("k", List.of(1)));
      Differential.same(mapper.writerFor(List.class), () -> "not a list");
      Differential.same(mapper.writer().withRootName("root"), Shapes.One::new);
      Differential.same(mapper.writerWithView(Shapes.Inner.class), Shapes.Viewed::new);
      Differential.same(mapper.writer(), Shapes.Viewed::new);
      Differential.same(mapper.writer().withAttribute("k", "v"), Shapes.Viewed::new);
      Differential.same(filtered, Shapes.Filtered::new);
      Differential.same(
          mapper.writer().with(EnumFeature.WRITE_ENUMS_USING_INDEX), Shapes.Formats::new);
      Differential.same(mapper.writer(), Shapes.Formats::new);
      Differential.same(
          mapper.writer().with(EnumFeature.WRITE_ENUMS_USING_TO_STRING), Shapes.Formats::new);
    }
  }

  @Test
  void exceptionsAreJacksons() {
    for (ObjectMapper mapper : mappers()) {
      Differential.sameOrOriginal(mapper, () -> Failing.because("first"));
      Differential.sameOrOriginal(
          mapper,
          () ->
              Map.of("list", List.of(new Failing.Outer("a", List.of(1, Failing.because("deep"))))));
      Differential.sameOrOriginal(
          mapper, () -> List.of(new Shapes.Point(1, 2, "x", Failing.because("in a record"))));
    }
    ObjectMapper mapper = new ObjectMapper();
    Differential.same(mapper, () -> Failing.because("served"));
    Differential.same(mapper, () -> List.of(1, Map.of("k", Failing.because("served"))));
    Differential.sameOrOriginal(mapper, Failing.Cyclic::new);
    Differential.same(mapper, Object::new);
    Differential.same(mapper, () -> new HashMap<>(Collections.singletonMap(null, "null key")));
    Differential.same(
        mapper.writerFor(new TypeReference<Map<String, String>>() {}),
        () -> new HashMap<String, String>(Collections.singletonMap(null, "null key")));
    ObjectMapper strict =
        JsonMapper.builder().enable(SerializationFeature.FAIL_ON_EMPTY_BEANS).build();
    Differential.sameOrOriginal(strict, Object::new);
  }

  @Test
  void anIteratorIsReadOnceEvenWhenAnElementFails() {
    ObjectMapper mapper = new ObjectMapper();
    Iterator<Object> iterator =
        Arrays.<Object>asList("a", Failing.because("no luck"), "b").iterator();
    assertEquals(Raise.class, ValueWriter.write(mapper, iterator, true).getClass());
    assertEquals("b", iterator.next());
  }

  @Test
  void deepNestingUpToTheLimitAndBeyond() {
    int limit = StreamWriteConstraints.defaults().getMaxNestingDepth();
    ObjectMapper shallow =
        JsonMapper.builder(
                JsonFactory.builder()
                    .streamWriteConstraints(
                        StreamWriteConstraints.builder().maxNestingDepth(3).build())
                    .build())
            .build();
    for (int depth : new int[] {2, 3, 4, limit - 1, limit, limit + 1}) {
      for (ObjectMapper mapper : List.of(new ObjectMapper(), shallow)) {
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
    Differential.original("nesting depth", shallow, List.of(List.of(List.of(List.of(1)))));
  }

  @Test
  void whatIsNotReproducedGoesToTheOriginal() {
    Map<String, String> value = Map.of("k", "v");
    for (JsonWriteFeature feature :
        List.of(
            JsonWriteFeature.ESCAPE_NON_ASCII,
            JsonWriteFeature.WRITE_NUMBERS_AS_STRINGS,
            JsonWriteFeature.ESCAPE_FORWARD_SLASHES)) {
      Differential.original(
          "generator feature", JsonMapper.builder().enable(feature).build(), value);
    }
    for (JsonWriteFeature feature :
        List.of(JsonWriteFeature.WRITE_HEX_UPPER_CASE, JsonWriteFeature.QUOTE_PROPERTY_NAMES)) {
      Differential.original(
          "generator feature", JsonMapper.builder().disable(feature).build(), value);
    }
    Differential.original(
        "generator feature",
        new ObjectMapper().writer().with(StreamWriteFeature.STRICT_DUPLICATE_DETECTION),
        value);
    Differential.original(
        "generator feature",
        new ObjectMapper().writer().with(StreamWriteFeature.USE_FAST_DOUBLE_WRITER),
        value);
    Differential.original("character escapes", new ObjectMapper().writer(new Stars()), value);
    for (JsonFactory factory :
        List.of(
            JsonFactory.builder().quoteChar('\'').build(),
            JsonFactory.builder().characterEscapes(new Stars()).build(),
            JsonFactory.builder().highestNonEscapedChar(0xff).build())) {
      Differential.original("factory setting", new ObjectMapper(factory), value);
    }
    Differential.original(
        "output decorator",
        new ObjectMapper(JsonFactory.builder().outputDecorator(new Undecorated()).build()),
        value);
    Differential.original(
        "closeable value",
        JsonMapper.builder().enable(SerializationFeature.CLOSE_CLOSEABLE).build(),
        (AutoCloseable) () -> {});
  }

  private static final class Undecorated extends OutputDecorator {
    private static final long serialVersionUID = 1L;

    @Override
    public OutputStream decorate(IOContext context, OutputStream out) {
      return out;
    }

    @Override
    public Writer decorate(IOContext context, Writer writer) {
      return writer;
    }
  }

  @Test
  void generatorsThatTheApplicationInitializes() throws Exception {
    Class<?> type;
    try {
      type = Class.forName("tools.jackson.databind.cfg.GeneratorInitializer");
    } catch (ClassNotFoundException e) {
      return; // a version before 3.2
    }
    Object initializer =
        Proxy.newProxyInstance(
            type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> null);
    ObjectWriter writer =
        (ObjectWriter)
            ObjectWriter.class
                .getMethod("with", type)
                .invoke(new ObjectMapper().writer(), initializer);
    Differential.original("generator initializer", writer, Map.of("k", "v"));
  }

  private static final class Stars extends CharacterEscapes {
    private static final long serialVersionUID = 1L;

    @Override
    public int[] getEscapeCodesForAscii() {
      int[] codes = standardAsciiEscapesForJSON().clone();
      codes['\''] = ESCAPE_STANDARD;
      return codes;
    }

    @Override
    public SerializableString getEscapeSequence(int c) {
      return null;
    }
  }

  @Test
  void modulesAndMixIns() {
    ObjectMapper plain = new ObjectMapper();
    ObjectMapper mixed =
        JsonMapper.builder().addMixIn(Shapes.One.class, RenamedField.class).build();
    ObjectMapper custom =
        JsonMapper.builder()
            .addModule(
                new SimpleModule()
                    .addSerializer(Integer.class, ToStringSerializer.instance)
                    .addSerializer(int.class, ToStringSerializer.instance)
                    .addSerializer(Failing.class, new Odd()))
            .build();
    for (int i = 0; i < 3; i++) {
      Differential.same(plain, Shapes.One::new);
      Differential.same(mixed, Shapes.One::new);
      Differential.same(custom, Shapes.One::new);
      Differential.same(custom, Shapes.Containers::new);
      Differential.same(custom, () -> List.of(new Failing(null), Map.of("k", new Failing(null))));
    }
  }

  /** Renames a property. */
  public abstract static class RenamedField {
    @com.fasterxml.jackson.annotation.JsonProperty("other")
    public int only;
  }

  /** Uses many of a generator's methods. */
  private static final class Odd extends StdSerializer<Failing> {
    Odd() {
      super(Failing.class);
    }

    @Override
    public void serialize(Failing value, JsonGenerator g, SerializationContext context) {
      g.writeStartObject(value, 3);
      g.writeName("raw").writeRawValue("[1, \u4e2d]");
      g.writeName("chars").writeString("abc\ud83d\ude00".toCharArray(), 1, 4);
      g.writeName("reader").writeString(new java.io.StringReader("from a reader"), -1);
      g.writeName("array");
      g.writeArray(new int[] {1, 2, 3}, 0, 3);
      g.writeName("number").writeNumber("12.5");
      g.writeName("binary").writeBinary(new byte[] {1, 2, 3});
      g.writePOJOProperty("pojo", List.of("x", new Shapes.One()));
      g.writeName("path").writeString(g.streamWriteContext().pathAsPointer().toString());
      g.writeEndObject();
    }
  }

  @Test
  void aGetterIsCalledOncePerSuccessfulCall() {
    ObjectMapper mapper = new ObjectMapper();
    Shapes.Counting counting = new Shapes.Counting();
    for (int i = 1; i <= 30; i++) {
      assertNotNull(ValueWriter.write(mapper, counting, i % 2 == 0));
      assertEquals(2 * i, counting.reads());
    }
  }

  @Test
  void everythingThatPlansNeedIsThereInThisVersion() {
    assertNull(SerializerInternals.obstacle());
  }

  @Test
  void offMeansOff() {
    Features.of(Feature.JSON).switchTo(false);
    assertNull(ValueWriter.write(new ObjectMapper(), "x", true));
  }

  @Test
  void concurrentFirstUse() throws Exception {
    ExecutorService executor = Executors.newFixedThreadPool(6);
    try {
      for (int round = 0; round < 10; round++) {
        ObjectMapper mapper = new ObjectMapper();
        List<Callable<Boolean>> tasks = new ArrayList<>();
        for (int t = 0; t < 6; t++) {
          tasks.add(
              () -> {
                // Versions of Jackson show other threads serializers that are not resolved yet.
                return ValueWriter.write(mapper, new Shapes.Containers(), true) != null
                    && ValueWriter.write(mapper, new Shapes.Zoo(), false) != null
                    && ValueWriter.write(mapper, new Message(), true) != null;
              });
        }
        for (Future<Boolean> result : executor.invokeAll(tasks)) {
          assertTrue(result.get());
        }
        Differential.same(mapper, Shapes.Containers::new);
        Differential.same(mapper, Shapes.Zoo::new);
        Differential.same(mapper, Message::new);
      }
    } finally {
      executor.shutdownNow();
    }
  }

  @Test
  void aClassLoaderBelowJacksonsCanGo() throws Exception {
    WeakReference<Object> loader = writtenInAnotherLoader();
    for (int i = 0; i < 50 && loader.get() != null; i++) {
      System.gc();
      Differential.same(new ObjectMapper(), () -> List.of("something else"));
    }
    assertNull(loader.get());
  }

  private static WeakReference<Object> writtenInAnotherLoader() throws Exception {
    ObjectMapper mapper = new ObjectMapper();
    try (OwnCopies loader = new OwnCopies(Shapes.class)) {
      Class<?> type = loader.loadClass("com.acme.jackson3.Shapes$One");
      for (int i = 0; i < 3; i++) {
        Object value = type.getDeclaredConstructor().newInstance();
        assertEquals("{\"only\":1}", ValueWriter.write(mapper, value, true));
      }
      return new WeakReference<>(loader);
    }
  }

  /** What a serializer that counts is for. */
  public static final class Counted {}

  /** Writes how often it has been adapted to a place. */
  private static final class Counting extends StdSerializer<Counted> {
    private final AtomicInteger times;
    private final int time;

    Counting(AtomicInteger times) {
      super(Counted.class);
      this.times = times;
      this.time = times.getAndIncrement();
    }

    @Override
    public ValueSerializer<?> createContextual(
        SerializationContext provider, BeanProperty property) {
      return new Counting(times);
    }

    @Override
    public void serialize(Counted value, JsonGenerator g, SerializationContext provider) {
      g.writeNumber(time);
    }

    static ObjectMapper mapper() {
      SimpleModule module = new SimpleModule();
      module.addSerializer(new Counting(new AtomicInteger()));
      return JsonMapper.builder().addModule(module).build();
    }
  }

  /** Jackson remembers the first eight classes of a container's values. */
  @Test
  void aSerializerIsAdaptedAsOftenAsJacksonDoes() {
    List<Object> list = new ArrayList<>();
    for (boolean counted : new boolean[] {false, true, true}) {
      if (counted) {
        list.addAll(List.of(new Counted(), new Counted()));
      } else {
        list.addAll(List.of("a", 1, 2L, 3.0, 4f, true, 'c', (short) 5, (byte) 6));
      }
      Map<String, Object> map = new LinkedHashMap<>();
      for (Object value : list) {
        map.put("k" + map.size(), value);
      }
      List<?> tail = list.subList(list.size() / 2, list.size());
      for (Object value : List.of(list, map, tail, new LinkedHashSet<>(list))) {
        assertEquals(
            Counting.mapper().writeValueAsString(value),
            ValueWriter.write(Counting.mapper(), value, true));
      }
    }
  }
}
