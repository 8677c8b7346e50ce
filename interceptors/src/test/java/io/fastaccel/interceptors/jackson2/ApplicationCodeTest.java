package io.fastaccel.interceptors.jackson2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import com.acme.model.Failing;
import com.acme.model.Unwelcome;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.ContextualSerializer;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Code of the application that runs in the middle of a document, and what it may do there. */
class ApplicationCodeTest {

  @BeforeEach
  void switchOn() {
    Differential.on();
  }

  /** A bean that may refer to another one, or to itself. */
  public static final class Link {
    public int number = 1;
    private Object next;

    public Object getNext() {
      return next;
    }

    Link to(Object value) {
      next = value;
      return this;
    }
  }

  private static Link cycle() {
    Link link = new Link();
    return link.to(new Link().to(link));
  }

  @Test
  void theEndOfTheStackIsAnsweredByTheOriginal() {
    ObjectMapper mapper = new ObjectMapper();
    for (int i = 0; i < 3; i++) {
      Differential.same(mapper, () -> new Link().to(new Link()));
    }
    // It ends earlier where there is a limit on nesting, which the original answers as well.
    assertNull(ValueWriter.write(mapper, cycle(), true));
    Differential.sameOrOriginal(mapper, ApplicationCodeTest::cycle);
    Differential.sameOrOriginal(mapper, () -> List.of(Map.of("k", cycle())));
  }

  @Test
  void aBeanThatRefersToItself() {
    ObjectMapper mapper = new ObjectMapper();
    Differential.same(
        mapper,
        () -> {
          Link link = new Link();
          return Map.of("k", link.to(link));
        });
    Differential.same(
        new ObjectMapper()
            .disable(SerializationFeature.FAIL_ON_SELF_REFERENCES)
            .enable(SerializationFeature.WRITE_SELF_REFERENCES_AS_NULL),
        () -> {
          Link link = new Link();
          return link.to(link);
        });
  }

  @Test
  void exceptionsOfFindingASerializerAreNotWrapped() {
    ObjectMapper mapper = new ObjectMapper().registerModule(Unwelcome.module());
    Differential.same(mapper, Link::new);
    Differential.same(mapper, Unwelcome::new);
    Differential.same(mapper.writer(), Unwelcome::new);
    Differential.same(mapper, () -> List.of(new Unwelcome()));
    Differential.same(mapper, () -> new Link().to(new Unwelcome()));
  }

  private static String language = "en";

  /** An enum whose text changes. */
  public enum Spoken {
    HELLO;

    @Override
    public String toString() {
      return name() + " in " + language;
    }
  }

  /** A bean with an enum. */
  public static final class Speaker {
    public Spoken text = Spoken.HELLO;
  }

  @Test
  void anEnumIsAskedForItsTextWhereJacksonAsks() {
    ObjectMapper mapper =
        new ObjectMapper().enable(SerializationFeature.WRITE_ENUMS_USING_TO_STRING);
    for (String now : new String[] {"en", "de", "fr"}) {
      language = now;
      for (int i = 0; i < 3; i++) {
        Differential.same(mapper, Speaker::new);
        Differential.same(new ObjectMapper(), Speaker::new);
      }
    }
  }

  private static Map<Object, Object> mixed(Object... keysAndValues) {
    Map<Object, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      map.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    return map;
  }

  private static Iterator<Integer> once() {
    return List.of(1, 2, 3).iterator();
  }

  @Test
  void keysOfSeveralTypesAfterAValueThatIsReadOnce() {
    ObjectMapper mapper = new ObjectMapper();
    for (int i = 0; i < 3; i++) {
      Differential.same(mapper, () -> mixed("k", 1));
      Differential.same(mapper, () -> mixed("it", once(), 1, 2, "k", once()));
      Differential.same(mapper, () -> mixed(1, once(), "k", null, 2L, null, "end", "end"));
      Differential.same(mapper, () -> mixed(Spoken.HELLO, Map.of(), 1.5, List.of(), "k", "v"));
      Differential.same(
          mapper, () -> List.of(1, mixed("k", mixed("it", once(), 7, new Link()), 8, 9), 2));
      Differential.same(mapper, () -> mixed("it", once(), null, 2));
      Differential.same(mapper, () -> mixed("it", once(), 1, Failing.because("no number")));
    }
  }

  @Test
  void limitsThatAreSetLaterAreFollowed() throws Exception {
    ObjectMapper mapper = new ObjectMapper();
    List<?> value = List.of(List.of(List.of(List.of(1))));
    Differential.same(mapper, () -> value);
    Object limits = ConstraintsAccess.of(mapper.getFactory());
    if (limits == null) {
      return; // a version without limits
    }
    Object builder = limits.getClass().getMethod("builder").invoke(null);
    Method depth = builder.getClass().getMethod("maxNestingDepth", int.class);
    depth.setAccessible(true);
    Object lower = builder.getClass().getMethod("build").invoke(depth.invoke(builder, 2));
    JsonFactory.class
        .getMethod("setStreamWriteConstraints", limits.getClass())
        .invoke(mapper.getFactory(), lower);
    Differential.original("stream write constraints", mapper, value);
  }

  /** What a serializer that changes settings writes. */
  public static final class Switch {}

  /** A bean with a serializer that changes settings in its middle. */
  public static final class Switched {
    public double before = Double.NaN;
    public Switch change = new Switch();
    public double after = Double.NaN;
    public float last = Float.POSITIVE_INFINITY;
  }

  private static ObjectMapper switching(boolean printer, boolean undone) {
    SimpleModule module = new SimpleModule();
    module.addSerializer(
        Switch.class,
        new StdSerializer<Switch>(Switch.class) {
          private static final long serialVersionUID = 1L;

          @Override
          @SuppressWarnings("deprecation")
          public void serialize(Switch value, JsonGenerator generator, SerializerProvider provider)
              throws IOException {
            if (printer) {
              generator.setPrettyPrinter(new DefaultPrettyPrinter());
            } else {
              generator.disable(JsonGenerator.Feature.QUOTE_NON_NUMERIC_NUMBERS);
            }
            generator.writeStartObject();
            generator.writeNumberField("nan", Double.NaN);
            generator.writeEndObject();
            if (undone) {
              generator.setPrettyPrinter(null);
              generator.enable(JsonGenerator.Feature.QUOTE_NON_NUMERIC_NUMBERS);
            }
          }
        });
    return new ObjectMapper().registerModule(module);
  }

  @Test
  void settingsThatASerializerChangesHoldForTheRest() {
    for (boolean undone : new boolean[] {false, true}) {
      ObjectMapper numbers = switching(false, undone);
      for (int i = 0; i < 3; i++) {
        Differential.same(numbers, Switched::new);
        Differential.same(numbers, () -> List.of(1.5, new Switch(), Double.NaN));
        Differential.same(numbers, () -> mixed("a", new Switch(), "b", Double.NaN));
      }
    }
    ObjectMapper pretty = switching(true, true);
    for (int i = 0; i < 3; i++) {
      Differential.same(pretty, Switched::new);
      Differential.same(pretty, () -> Arrays.asList(1.5, new Switch(), null, new Switch()));
      Differential.same(pretty, () -> mixed("a", new Switch(), 1, new Switch(), "b", 2));
    }
    Differential.original(
        "pretty printer set by a serializer", switching(true, false), new Switched());
  }

  /** Cannot be copied. */
  private static final class Uncopied extends DefaultPrettyPrinter {
    private static final long serialVersionUID = 1L;

    @Override
    public DefaultPrettyPrinter createInstance() {
      throw new IllegalStateException("no copies");
    }
  }

  @Test
  void settingsThatFailGoToTheOriginal() {
    Differential.original(
        "settings that fail",
        new ObjectMapper()
            .setDefaultPrettyPrinter(new Uncopied())
            .enable(SerializationFeature.INDENT_OUTPUT),
        Map.of());
  }

  @Test
  void everyLimitOfUnescapedCharsIsSeen() {
    for (int highest : new int[] {0x7f, 0xddff, 0xde00, 0xe000, 0xfffc, 0xfffd, 0xfffe}) {
      Differential.original(
          "factory setting",
          new ObjectMapper(new JsonFactoryBuilder().highestNonEscapedChar(highest).build()),
          List.of("\uffff"));
    }
  }

  @Test
  void aFactoryIsLookedAtOnceItHasBeenSeenOftenEnough() {
    JsonFactory factory = new JsonFactory();
    assertNull(FactoryProfile.of(factory, 2));
    assertNull(FactoryProfile.of(factory, 2));
    FactoryProfile profile = FactoryProfile.of(factory, 2);
    assertNotNull(profile);
    assertSame(profile, FactoryProfile.of(factory, 2));
    assertNull(FactoryProfile.of(new JsonFactory(), 2));
  }

  @Test
  void aConfigurationForEachCall() {
    ObjectMapper mapper = new ObjectMapper();
    for (int i = 0; i < 20; i++) {
      int call = i;
      Differential.same(mapper.writer().withAttribute("k", call), () -> Map.of("n", call));
      Differential.same(mapper.writerWithView(Link.class), () -> new Link().to(call));
    }
    assertEquals(
        null,
        MapperProfile.of(mapper.getSerializationConfig(), mapper.getFactory())
            .refusal(mapper.getFactory()));
  }

  /** What a serializer that counts is for. */
  public static final class Counted {}

  /** Writes how often it has been adapted to a place. */
  private static final class Counting extends JsonSerializer<Counted>
      implements ContextualSerializer {
    private final AtomicInteger times;
    private final int time;

    Counting(AtomicInteger times) {
      this.times = times;
      this.time = times.getAndIncrement();
    }

    @Override
    public JsonSerializer<?> createContextual(SerializerProvider provider, BeanProperty property) {
      return new Counting(times);
    }

    @Override
    public void serialize(Counted value, JsonGenerator g, SerializerProvider provider)
        throws IOException {
      g.writeNumber(time);
    }

    static ObjectMapper mapper() {
      SimpleModule module = new SimpleModule();
      module.addSerializer(Counted.class, new Counting(new AtomicInteger()));
      return new ObjectMapper().registerModule(module);
    }
  }

  /** Jackson remembers the first eight classes of a container's values. */
  @Test
  void aSerializerIsAdaptedAsOftenAsJacksonDoes() throws IOException {
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

  /** What a serializer of the application's does with the generator that it gets. */
  private interface GeneratorUse {
    void on(JsonGenerator g) throws IOException;
  }

  private static ObjectMapper mapperThat(GeneratorUse use) {
    SimpleModule module = new SimpleModule();
    module.addSerializer(
        new StdSerializer<>(Counted.class) {
          @Override
          public void serialize(Counted value, JsonGenerator g, SerializerProvider provider)
              throws IOException {
            use.on(g);
          }
        });
    return new ObjectMapper().registerModule(module);
  }

  @Test
  void aGeneratorOfBytesSaysThatItWritesNoFormattedNumbers() {
    Differential.same(mapperThat(g -> g.writeBoolean(g.canWriteFormattedNumbers())), Counted::new);
  }

  @Test
  void aGeneratorThatIsKeptSaysTheSameAfterItsDocument() {
    List<JsonGenerator> kept = new ArrayList<>();
    ObjectMapper mapper =
        mapperThat(
            g -> {
              kept.add(g);
              g.writeNull();
            });
    for (boolean asText : new boolean[] {true, false}) {
      kept.clear();
      assertNotNull(ValueWriter.write(mapper, new Counted(), asText));
      assertEquals(asText, kept.get(0).canWriteFormattedNumbers());
    }
  }
}
