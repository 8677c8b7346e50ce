package io.fastaccel.interceptors.jackson3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.jackson3.Shapes;
import com.acme.model.Failing;
import com.acme.model.GeneratedClasses;
import com.acme.model.Values;
import com.fasterxml.jackson.annotation.JsonIdentityInfo;
import com.fasterxml.jackson.annotation.ObjectIdGenerators;
import io.fastaccel.interceptors.api.Feature;
import io.fastaccel.interceptors.api.FeatureState;
import io.fastaccel.interceptors.api.Features;
import io.fastaccel.interceptors.api.Raise;
import java.io.PipedWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.core.util.JsonGeneratorDelegate;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.SequenceWriter;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.annotation.JsonSerialize;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

class GeneratorWriterTest {

  private static final int SEEDS = Integer.getInteger("fastaccel.fuzz.classes", 16);

  @BeforeEach
  void switchOn() {
    Differential.on();
  }

  private static List<ObjectMapper> mappers() {
    return List.of(
        new ObjectMapper(),
        JsonMapper.builder().enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN).build(),
        JsonMapper.builder()
            .disable(JsonWriteFeature.WRITE_NAN_AS_STRINGS)
            .disable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .build(),
        JsonMapper.builder()
            .disable(StreamWriteFeature.AUTO_CLOSE_CONTENT)
            .disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
            .disable(SerializationFeature.FLUSH_AFTER_WRITE_VALUE)
            .disable(SerializationFeature.WRAP_EXCEPTIONS)
            .build(),
        JsonMapper.builder().enable(SerializationFeature.WRAP_ROOT_VALUE).build());
  }

  private record Root(Object value) {}

  @Test
  void everyShape() {
    FeatureState json = Features.of(Feature.JSON);
    long before = json.acceleratedCount();
    int shapes = Shapes.all().size();
    for (ObjectMapper mapper : mappers()) {
      for (int i = 0; i < shapes; i++) {
        int shape = i;
        Differential.sameInGenerators(mapper, () -> Shapes.all().get(shape));
        Differential.sameInGenerators(mapper.writer(), () -> Shapes.all().get(shape));
      }
      Differential.sameInGenerators(mapper, () -> new Root(Shapes.all()));
      Differential.sameInGenerators(mapper, () -> new Values(3).message(3));
      Differential.sameInGenerators(mapper, () -> null);
      Differential.sameInGenerators(mapper.writerFor(Shapes.One.class), Shapes.One::new);
      Differential.sameInGenerators(mapper.writerFor(Shapes.Animal.class), Shapes.Dog::new);
      Differential.sameInGenerators(
          mapper.writer().with(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN), Shapes::all);
      Differential.sameInGenerators(mapper.writerWithDefaultPrettyPrinter(), Shapes::all);
      Differential.sameInGenerators(mapper.writer().withRootName("root"), () -> List.of("x"));
      Differential.sameInGenerators(
          mapper.writerWithView(Shapes.Inner.class), () -> List.of(new Shapes.Viewed()));
      Differential.sameInGenerators(mapper.writer().withRootValueSeparator("\n"), Shapes::all);
    }
    long ours = json.acceleratedCount() - before;
    assertTrue(ours > 5L * 2 * 11 * shapes, () -> ours + " calls: " + json.reasons());
  }

  @Test
  void generatedClassesAndValues() {
    for (int seed = 0; seed < SEEDS; seed++) {
      ObjectMapper mapper = mappers().get(seed % mappers().size());
      GeneratedClasses classes = new GeneratedClasses(500L + seed);
      for (int i = 0; i < 4; i++) {
        Class<?> type = classes.next(12);
        Object value = classes.instance(type, 3);
        Differential.sameInGenerators(mapper, () -> value);
        Differential.sameInGenerators(mapper.writer(), () -> Arrays.asList(value, null, value));
      }
    }
  }

  /** Brackets, quotes and escapes in texts and names before the place of the exception. */
  private static Map<String, Object> failingWithin(Object failing) {
    return Map.of(
        "k\"\\{[", List.of("]}\"\\", 1, true, Map.of("a", List.of(), "", Map.of()), failing));
  }

  @Test
  void afterAnExceptionTheGeneratorIsWhereItWouldBe() {
    ObjectMapper strict =
        JsonMapper.builder().enable(SerializationFeature.FAIL_ON_EMPTY_BEANS).build();
    for (ObjectMapper mapper : mappers()) {
      Differential.sameInGenerators(mapper, () -> Failing.because("first"));
      Differential.sameInGenerators(mapper, () -> Map.of("k", Failing.because("in a map")));
      Differential.sameInGenerators(mapper, () -> failingWithin(Failing.because("deep")));
      Differential.sameInGenerators(
          mapper, () -> new Shapes.Point(1, 2, "\u4e2d\ud83d\ude00", Failing.because("third")));
      Differential.sameInGenerators(mapper, () -> new Root(List.of(new Failing.Cyclic())));
    }
    Differential.sameInGenerators(strict, () -> List.of("x", new Object()));
    Differential.sameInGenerators(strict, () -> Map.of("k", new Object()));
    Differential.sameInGenerators(strict, () -> failingWithin(new Object()));
  }

  @Test
  void aTargetThatFailsInTheMiddleOfALongDocument() {
    for (ObjectMapper mapper : mappers()) {
      for (int capacity : new int[] {0, 5}) {
        Differential.sameFailureInGenerator(capacity, mapper, () -> List.of(1));
        Differential.sameFailureInGenerator(
            capacity, mapper, () -> List.of(1, List.of("x".repeat(20_000))));
      }
    }
  }

  @Test
  void nestingIsCountedFromTheGeneratorsTop() {
    for (int depth : new int[] {498, 499, 500, 501}) {
      Object value = "x";
      for (int i = 0; i < depth; i++) {
        value = List.of(value);
      }
      Object nested = value;
      Differential.sameInGenerators(new ObjectMapper(), () -> nested);
      Differential.sameInGenerators(new ObjectMapper(), () -> new Root(nested));
    }
  }

  private static void served(ObjectMapper mapper, JsonGenerator generator) {
    assertSame(TargetWriter.DONE, ObjectMapperAdvice.writeValue(mapper, generator, List.of(1)));
    assertSame(
        TargetWriter.DONE, ObjectWriterAdvice.writeValue(mapper.writer(), generator, List.of(1)));
  }

  private static void refused(String reason, ObjectMapper mapper, JsonGenerator generator) {
    long before = Features.of(Feature.JSON).reasons().getOrDefault(reason, 0L);
    assertNull(ObjectMapperAdvice.writeValue(mapper, generator, List.of(1)));
    assertEquals(before + 1, Features.of(Feature.JSON).reasons().get(reason));
  }

  @Test
  void generatorsWithSettingsOfTheirOwnAreLeftToTheOriginal() {
    ObjectMapper mapper = new ObjectMapper();
    served(mapper, mapper.createGenerator(new StringWriter()));
    String settings = "settings of the generator";
    refused(
        settings,
        mapper,
        mapper.writerWithDefaultPrettyPrinter().createGenerator(new StringWriter()));
    refused(
        settings,
        mapper,
        mapper
            .createGenerator(new StringWriter())
            .configure(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN, true));
    refused(
        settings,
        mapper,
        mapper
            .writer()
            .with(JsonWriteFeature.ESCAPE_NON_ASCII)
            .createGenerator(new StringWriter()));
    String other = "generator of another mapper";
    refused(other, mapper, new ObjectMapper().createGenerator(new StringWriter()));
    refused(
        other,
        mapper,
        new JsonFactory().createGenerator(ObjectWriteContext.empty(), new StringWriter()));
  }

  @Test
  void otherGeneratorsAndNamesThatAreMissingAreNotCounted() {
    ObjectMapper mapper = new ObjectMapper();
    Map<String, Long> before = Map.copyOf(Features.of(Feature.JSON).reasons());
    JsonGenerator generator = mapper.createGenerator(new StringWriter());
    assertNull(
        ObjectMapperAdvice.writeValue(mapper, new JsonGeneratorDelegate(generator), List.of(1)));
    generator.writeStartObject();
    assertNull(ObjectMapperAdvice.writeValue(mapper, generator, List.of(1)));
    assertNull(ObjectMapperAdvice.writeValue(mapper, (JsonGenerator) null, List.of(1)));
    generator.close();
    assertNull(ObjectMapperAdvice.writeValue(mapper, generator, List.of(1)));
    assertEquals(before, Features.of(Feature.JSON).reasons());
  }

  /** Each does something that is not for us to do. */
  private static final class Odd extends StdSerializer<Thread> {
    private final int kind;

    Odd(int kind) {
      super(Thread.class);
      this.kind = kind;
    }

    @Override
    public void serialize(Thread value, JsonGenerator generator, SerializationContext context) {
      switch (kind) {
        case 0 -> generator.writeString("thread").flush();
        case 1 -> {}
        case 2 -> generator.writeRaw("/* thread */");
        case 3 -> generator.writeString("one").writeString("two");
        default -> generator.writeString("one").writeName("more").writeString("two");
      }
    }
  }

  @Test
  void whatASerializerMayNotDoIsLeftToTheOriginal() {
    for (int kind = 0; kind <= 4; kind++) {
      ObjectMapper mapper =
          JsonMapper.builder().addModule(new SimpleModule().addSerializer(new Odd(kind))).build();
      ObjectMapper wrapping = mapper.rebuild().enable(SerializationFeature.WRAP_ROOT_VALUE).build();
      Differential.sameInGenerators(mapper, Thread::currentThread);
      Differential.sameInGenerators(mapper, () -> List.of(1, Thread.currentThread()));
      Differential.sameInGenerators(
          mapper.writerFor(Object.class).forType(Thread.class), Thread::currentThread);
      Differential.sameInGenerators(wrapping, Thread::currentThread);
      StringWriter text = new StringWriter();
      JsonGenerator generator = mapper.createGenerator(text);
      assertNull(ObjectMapperAdvice.writeValue(mapper, generator, Thread.currentThread()));
      generator.flush();
      assertEquals("", text.toString());
    }
  }

  private static String sequence(ObjectWriter writer, boolean inArray, boolean ours, List<?> values)
      throws Exception {
    StringWriter text = new StringWriter();
    SequenceWriter sequence = inArray ? writer.writeValuesAsArray(text) : writer.writeValues(text);
    int accelerated = 0;
    String exception = "";
    try (sequence) {
      for (Object value : values) {
        Object answer = ours ? SequenceWriterAdvice.write(sequence, value) : null;
        if (answer instanceof Raise raise) {
          accelerated++;
          throw (Exception) raise.throwable();
        }
        if (answer == null) {
          if (ours && GeneratorInternals.remembers(sequence)) {
            accelerated++; // from the first object with an identity on, Jackson writes them all
          }
          sequence.write(value);
        } else {
          assertSame(sequence, answer);
          accelerated++;
        }
      }
    } catch (JacksonException e) {
      exception = e.toString();
      GeneratorInternals.generator(sequence).flush(); // an array that cannot be closed is not
    }
    if (ours) {
      assertEquals(
          values.size(), accelerated, () -> Features.of(Feature.JSON).reasons().toString());
    }
    return text + exception;
  }

  @Test
  void sequences() throws Exception {
    ObjectMapper mapper = new ObjectMapper();
    for (boolean inArray : new boolean[] {false, true}) {
      for (List<?> values :
          List.of(Shapes.all(), Arrays.asList("first", failingWithin(Failing.because("last"))))) {
        for (ObjectWriter writer :
            List.of(
                mapper.writer(),
                mapper.writer().withRootValueSeparator("\n"),
                mapper.writer().withRootName("root"),
                mapper.writerWithView(Shapes.Inner.class))) {
          assertEquals(
              sequence(writer, inArray, false, values), sequence(writer, inArray, true, values));
        }
      }
      List<?> ones = List.of(new Shapes.One(), new Shapes.One());
      ObjectWriter typed = mapper.writerFor(Shapes.One.class);
      assertEquals(sequence(typed, inArray, false, ones), sequence(typed, inArray, true, ones));
    }
    SequenceWriter animals = mapper.writerFor(Shapes.Animal.class).writeValues(new StringWriter());
    assertNull(SequenceWriterAdvice.write(animals, new Shapes.Dog()));
  }

  /** Is written as a number when it is seen again. */
  @JsonIdentityInfo(generator = ObjectIdGenerators.IntSequenceGenerator.class)
  static final class Known {
    public final Flushed flushed = new Flushed();
  }

  @JsonSerialize(using = Flushing.class)
  static final class Flushed {}

  static final class Flushing extends ValueSerializer<Flushed> {
    @Override
    public void serialize(Flushed value, JsonGenerator generator, SerializationContext context) {
      Object before = context.getAttribute("count");
      int count = before == null ? 1 : (Integer) before + 1;
      context.setAttribute("count", count);
      generator.flush();
      generator.writeNumber(count);
    }
  }

  private static String sequenceOfKnown(boolean ours) {
    StringWriter text = new StringWriter();
    SequenceWriter sequence = new ObjectMapper().writer().writeValues(text);
    try (sequence) {
      Known known = new Known();
      for (Object value : List.of("x", List.of(known, known), known, new Known(), "y")) {
        if (!ours || SequenceWriterAdvice.write(sequence, value) == null) {
          sequence.write(value);
        }
      }
    }
    return text.toString();
  }

  @Test
  void theOriginalDoesNotMeetObjectsThatWereWrittenInVain() {
    assertEquals(sequenceOfKnown(false), sequenceOfKnown(true));
  }

  /** As {@link Known}, and large enough for a generator's buffer to be full in the middle. */
  @JsonIdentityInfo(generator = ObjectIdGenerators.IntSequenceGenerator.class)
  static final class Large {
    public final String text = "x".repeat(500);
  }

  private static String sequenceToABrokenPipe(boolean ours) {
    SequenceWriter sequence = new ObjectMapper().writer().writeValues(new PipedWriter());
    List<Large> value = Stream.generate(Large::new).limit(40).toList();
    Throwable thrown =
        ours
            ? ((Raise) SequenceWriterAdvice.write(sequence, value)).throwable()
            : assertThrows(JacksonException.class, () -> sequence.write(value));
    return thrown.toString();
  }

  @Test
  void aBrokenPipeIsMetAtTheValueAtWhichTheOriginalMeetsIt() {
    assertEquals(sequenceToABrokenPipe(false), sequenceToABrokenPipe(true));
  }
}
