package io.fastaccel.interceptors.jackson2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.model.Extensible;
import com.acme.model.Failing;
import com.acme.model.Message;
import com.acme.model.Shapes;
import com.acme.model.Values;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.PrettyPrinter;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.BeanSerializer;
import com.fasterxml.jackson.databind.ser.impl.SimpleBeanPropertyFilter;
import com.fasterxml.jackson.databind.ser.impl.SimpleFilterProvider;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import com.fasterxml.jackson.databind.type.TypeFactory;
import io.fastaccel.interceptors.json.OwnCopies;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PlanTest {

  @BeforeEach
  void switchOn() {
    Differential.on();
  }

  private static List<ObjectMapper> mappers() {
    return List.of(
        new ObjectMapper(),
        JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .serializationInclusion(JsonInclude.Include.NON_NULL)
            .build(),
        JsonMapper.builder()
            .serializationInclusion(JsonInclude.Include.NON_ABSENT)
            .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .enable(SerializationFeature.WRITE_ENUMS_USING_TO_STRING)
            .build(),
        JsonMapper.builder()
            .serializationInclusion(JsonInclude.Include.NON_DEFAULT)
            .enable(SerializationFeature.WRITE_ENUMS_USING_INDEX)
            .enable(SerializationFeature.WRITE_SINGLE_ELEM_ARRAYS_UNWRAPPED)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build(),
        new ObjectMapper()
            .disable(SerializationFeature.WRAP_EXCEPTIONS)
            .enable(SerializationFeature.INDENT_OUTPUT),
        JsonMapper.builder().disable(MapperFeature.CAN_OVERRIDE_ACCESS_MODIFIERS).build(),
        JsonMapper.builder().enable(MapperFeature.USE_STATIC_TYPING).build());
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
    }
  }

  @Test
  void propertiesInAMap() throws IOException {
    for (ObjectMapper mapper : mappers()) {
      for (int i = 0; i < Extensible.maps().size(); i++) {
        for (int j = 0; j < Extensible.all(null).size(); j++) {
          int map = i;
          int bean = j;
          for (int repeat = 0; repeat < 3; repeat++) {
            Differential.sameOrOriginal(
                mapper, () -> Extensible.all(Extensible.maps().get(map)).get(bean));
          }
        }
      }
      Differential.sameOrOriginal(mapper, Extensible.Broken::new);
      Differential.sameOrOriginal(mapper, Extensible.NoMap::new);
    }
    ObjectMapper mapper = new ObjectMapper();
    ObjectWriter ofTexts = mapper.writerFor(new TypeReference<Map<String, String>>() {});
    Map<String, String> nameless = new HashMap<>(Map.of("a", "b"));
    nameless.put(null, "no key");
    Differential.sameOrOriginal(ofTexts, () -> nameless);
    for (int i = 0; i < 4; i++) {
      int map = i;
      Differential.same(mapper, () -> Extensible.all(Extensible.maps().get(map)).get(0));
    }
  }

  @Test
  void aPlanServesABeanOfPlainProperties() throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    Differential.same(mapper, Message::new);
    var provider =
        (com.fasterxml.jackson.databind.ser.DefaultSerializerProvider)
            mapper.getSerializerProviderInstance();
    var serializer = provider.findTypedValueSerializer(Message.class, true, null);
    BeanPlan plan = new BeanPlanCompilerOf(serializer, provider).compile();
    assertNotNull(plan);
  }

  /** Compiles as {@link BeanPlans} does. */
  private record BeanPlanCompilerOf(
      com.fasterxml.jackson.databind.JsonSerializer<?> serializer,
      com.fasterxml.jackson.databind.SerializerProvider provider) {
    BeanPlan compile() {
      try {
        return new BeanPlanCompiler(
                Message.class,
                (BeanSerializer) serializer,
                new EnumTexts(provider, new ObjectMapper().getFactory().getGeneratorFeatures()))
            .call();
      } catch (IllegalAccessException e) {
        throw new AssertionError(e);
      }
    }
  }

  @Test
  void randomBeans() {
    for (ObjectMapper mapper : mappers()) {
      for (int seed = 0; seed < 60; seed++) {
        int s = seed;
        Differential.sameOrOriginal(mapper, () -> new Values(s).message(3));
      }
    }
  }

  @Test
  void viewsFiltersAndAttributesOfWriters() {
    ObjectMapper mapper = new ObjectMapper();
    for (int i = 0; i < 3; i++) {
      Differential.same(mapper, Shapes.Viewed::new);
      Differential.same(mapper.writerWithView(Shapes.Inner.class), Shapes.Viewed::new);
      Differential.same(mapper.writer().withAttribute("k", "v"), Shapes.Viewed::new);
      Differential.same(
          mapper.writer(
              new SimpleFilterProvider()
                  .addFilter("some", SimpleBeanPropertyFilter.filterOutAllExcept("kept"))),
          Shapes.Filtered::new);
      Differential.same(
          mapper.writer(SerializationFeature.WRITE_ENUMS_USING_INDEX), Shapes.Formats::new);
      Differential.same(mapper, Shapes.Formats::new);
      Differential.same(mapper, Shapes.Filtered::new);
    }
  }

  @Test
  void prettyPrintersOfAllKinds() {
    DefaultPrettyPrinter changing = new DefaultPrettyPrinter();
    List<PrettyPrinter> printers =
        List.of(
            new DefaultPrettyPrinter(),
            new DefaultPrettyPrinter().withoutSpacesInObjectEntries(),
            new DefaultPrettyPrinter().withArrayIndenter(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE),
            new DefaultPrettyPrinter()
                .withObjectIndenter(new DefaultIndenter("\t", "\r\n"))
                .withArrayIndenter(new DefaultIndenter("", "\n")),
            new DefaultPrettyPrinter()
                .withObjectIndenter(null)
                .withArrayIndenter(DefaultPrettyPrinter.NopIndenter.instance),
            new DefaultPrettyPrinter().withObjectIndenter(new Indented()),
            new DefaultPrettyPrinter().withSeparators(Separators.createDefaultInstance()),
            new MinimalPrettyPrinter(),
            changing);
    for (PrettyPrinter printer : printers) {
      ObjectWriter writer = new ObjectMapper().writer(printer);
      ObjectWriter typed = writer.forType(List.class);
      ObjectMapper mapper =
          new ObjectMapper()
              .setDefaultPrettyPrinter(printer)
              .enable(SerializationFeature.INDENT_OUTPUT);
      for (int repeat = 0; repeat < 3; repeat++) {
        Differential.sameOrOriginal(writer, Shapes::all);
        Differential.sameOrOriginal(typed, Shapes::all);
        Differential.sameOrOriginal(mapper, Shapes::all);
        Differential.sameOrOriginal(mapper.writer((PrettyPrinter) null), Shapes::all);
        Differential.same(mapper, () -> nested(60));
        changing.indentArraysWith(new DefaultIndenter(" ", "\n"));
      }
    }
  }

  private static Object nested(int depth) {
    Object value = List.of();
    for (int i = 0; i < depth; i++) {
      value = i % 2 == 0 ? Map.of("k", value) : List.of(value, Map.of());
    }
    return value;
  }

  /** An application's own way to indent. */
  private static final class Indented implements DefaultPrettyPrinter.Indenter {
    private int calls;

    @Override
    public void writeIndentation(JsonGenerator generator, int level) throws IOException {
      generator.writeRaw(" ".repeat(calls++ % 3));
    }

    @Override
    public boolean isInline() {
      return false;
    }
  }

  @Test
  void writersForTypes() {
    ObjectMapper mapper = new ObjectMapper();
    for (int repeat = 0; repeat < 3; repeat++) {
      Differential.same(mapper.writerFor(Shapes.One.class), Shapes.One::new);
      Differential.same(mapper.writerFor(Object.class), Shapes.One::new);
      Differential.sameOrOriginal(mapper.writerFor(String.class), Shapes.One::new);
      Differential.same(
          mapper.writerFor(
              mapper.getTypeFactory().constructCollectionType(List.class, Shapes.One.class)),
          () -> List.of(new Shapes.One()));
    }
  }

  /** Renames a property. */
  private interface Renaming {
    @JsonProperty("renamed")
    int only();
  }

  /** Renames a property. */
  public abstract static class RenamedField {
    @JsonProperty("other")
    public int only;
  }

  @Test
  void twoMappersWithDifferentMixInsAndLateModules() {
    ObjectMapper plain = new ObjectMapper();
    ObjectMapper mixed = new ObjectMapper().addMixIn(Shapes.One.class, RenamedField.class);
    ObjectMapper odd = new ObjectMapper().addMixIn(Shapes.One.class, Renaming.class);
    for (int i = 0; i < 3; i++) {
      Differential.same(plain, Shapes.One::new);
      Differential.same(mixed, Shapes.One::new);
      Differential.same(odd, Shapes.One::new);
      Differential.same(mixed.copy(), Shapes.One::new);
    }
    ObjectMapper late = new ObjectMapper();
    Differential.same(late, Shapes.One::new);
    late.registerModule(
        new SimpleModule().addSerializer(Shapes.One.class, new ToStringSerializer()));
    late.setSerializationInclusion(JsonInclude.Include.NON_EMPTY);
    Differential.sameOrOriginal(late, () -> List.of("late"));
    Differential.same(late, () -> new Shapes.Point(1, 2, "", null));
    ObjectMapper customStrings =
        new ObjectMapper()
            .registerModule(
                new SimpleModule().addSerializer(Integer.class, new ToStringSerializer()));
    Differential.same(customStrings, () -> Map.of("k", 1));
    Differential.same(customStrings, Shapes.Containers::new);
  }

  @Test
  void exceptionsHaveJacksonsPaths() {
    for (ObjectMapper mapper : mappers()) {
      Differential.sameOrOriginal(mapper, () -> Failing.because("first"));
      Differential.sameOrOriginal(
          mapper,
          () ->
              Map.of("list", List.of(new Failing.Outer("a", List.of(1, Failing.because("deep"))))));
      Differential.sameOrOriginal(mapper, () -> List.of(new Failing.Cyclic()));
      Differential.sameOrOriginal(
          mapper, () -> List.of(new Shapes.Point(1, 2, "x", Failing.because("in a record"))));
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
  void concurrentFirstUse() throws Exception {
    ExecutorService executor = Executors.newFixedThreadPool(6);
    try {
      for (int round = 0; round < 20; round++) {
        ObjectMapper mapper = new ObjectMapper();
        List<Callable<Boolean>> tasks = new ArrayList<>();
        for (int t = 0; t < 6; t++) {
          tasks.add(
              () -> {
                Differential.same(mapper, Shapes.Containers::new);
                Differential.same(mapper, () -> new Values(5).message(2));
                return true;
              });
        }
        for (Future<Boolean> result : executor.invokeAll(tasks)) {
          assertTrue(result.get());
        }
      }
    } finally {
      executor.shutdownNow();
    }
  }

  @Test
  void aClassLoaderBelowJacksonsCanGo() throws Exception {
    WeakReference<Object> loader = writtenInAnotherLoader();
    for (int i = 0; i < 50 && loader.get() != null; i++) {
      TypeFactory.defaultInstance().clearCache(); // Jackson's own hold on classes
      System.gc();
      byte[][] pressure = new byte[8][];
      for (int j = 0; j < pressure.length; j++) {
        pressure[j] = new byte[1 << 20];
      }
      assertEquals(8, pressure.length);
    }
    assertEquals(null, loader.get());
  }

  private static WeakReference<Object> writtenInAnotherLoader() throws Exception {
    ObjectMapper mapper = new ObjectMapper();
    try (OwnCopies loader = new OwnCopies(Shapes.class)) {
      Class<?> type = loader.loadClass("com.acme.model.Shapes$One");
      for (int i = 0; i < 3; i++) {
        Object value = type.getDeclaredConstructor().newInstance();
        assertEquals("{\"only\":1}", ValueWriter.write(mapper, value, true));
      }
      Differential.same(mapper, Shapes.One::new);
      return new WeakReference<>(loader);
    }
  }
}
