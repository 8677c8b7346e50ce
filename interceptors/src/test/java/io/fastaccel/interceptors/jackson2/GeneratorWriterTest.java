package io.fastaccel.interceptors.jackson2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import com.acme.model.Failing;
import com.acme.model.FullStream;
import com.acme.model.Shapes;
import com.acme.model.Values;
import com.fasterxml.jackson.annotation.JsonIdentityInfo;
import com.fasterxml.jackson.annotation.ObjectIdGenerators;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import io.fastaccel.interceptors.api.Feature;
import io.fastaccel.interceptors.api.Features;
import io.fastaccel.interceptors.api.Raise;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GeneratorWriterTest {

  @BeforeEach
  void switchOn() {
    Differential.on();
  }

  private static List<ObjectMapper> mappers() {
    return List.of(
        new ObjectMapper(),
        new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT),
        new ObjectMapper().enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN),
        JsonMapper.builder().disable(JsonWriteFeature.WRITE_NAN_AS_STRINGS).build(),
        new ObjectMapper()
            .disable(JsonGenerator.Feature.AUTO_CLOSE_JSON_CONTENT)
            .disable(SerializationFeature.FLUSH_AFTER_WRITE_VALUE)
            .disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM));
  }

  private record Root(Object value) {}

  @Test
  void everyShape() {
    for (ObjectMapper mapper : mappers()) {
      for (int i = 0; i < Shapes.all().size(); i++) {
        int shape = i;
        Differential.sameInGenerators(mapper, () -> Shapes.all().get(shape));
        Differential.sameInGenerators(mapper, mapper.writer(), () -> Shapes.all().get(shape));
      }
      Differential.sameInGenerators(mapper, () -> new Root(Shapes.all()));
      Differential.sameInGenerators(mapper, () -> new Values(3).message(3));
      Differential.sameInGenerators(mapper, () -> null);
      Differential.sameInGenerators(mapper, mapper.writerFor(Shapes.One.class), Shapes.One::new);
      Differential.sameInGenerators(
          mapper,
          mapper.writer().with(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN),
          () -> Shapes.all());
      Differential.sameInGenerators(
          mapper, mapper.writerWithDefaultPrettyPrinter(), () -> Shapes.all());
      Differential.sameInGenerators(
          mapper, mapper.writer().withRootName("root"), () -> List.of("x"));
    }
  }

  /** Brackets, quotes and escapes in texts and names before the place of the exception. */
  private static Map<String, Object> failingWithin(Object failing) {
    return Map.of(
        "k\"\\{[", List.of("]}\"\\", 1, true, Map.of("a", List.of(), "", Map.of()), failing));
  }

  @Test
  void afterAnExceptionTheGeneratorIsWhereItWouldBe() {
    for (ObjectMapper mapper : mappers()) {
      Differential.sameInGenerators(mapper, () -> Failing.because("first"));
      Differential.sameInGenerators(mapper, () -> Map.of("k", Failing.because("in a map")));
      Differential.sameInGenerators(mapper, () -> List.of("x", new Object()));
      Differential.sameInGenerators(mapper, () -> Map.of("k", new Object()));
      Differential.sameInGenerators(mapper, () -> failingWithin(Failing.because("deep")));
      Differential.sameInGenerators(mapper, () -> failingWithin(new Object()));
      Differential.sameInGenerators(mapper, () -> new Root(List.of(new Failing.Cyclic())));
    }
  }

  @Test
  void nestingIsCountedFromTheGeneratorsTop() {
    for (int depth : new int[] {998, 999, 1000, 1001}) {
      Object value = "x";
      for (int i = 0; i < depth; i++) {
        value = List.of(value);
      }
      Object nested = value;
      Differential.sameInGenerators(new ObjectMapper(), () -> nested);
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
  void generatorsWithSettingsOfTheirOwnAreLeftToTheOriginal() throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    served(mapper, mapper.createGenerator(new StringWriter()));
    String settings = "settings of the generator";
    refused(settings, mapper, mapper.createGenerator(new StringWriter()).useDefaultPrettyPrinter());
    refused(
        settings, mapper, mapper.createGenerator(new StringWriter()).setHighestNonEscapedChar(127));
    refused(
        settings,
        mapper,
        mapper
            .createGenerator(new StringWriter())
            .enable(JsonGenerator.Feature.STRICT_DUPLICATE_DETECTION));
    JsonGenerator quoting =
        new JsonFactoryBuilder().quoteChar('\'').build().createGenerator(new StringWriter());
    refused("generator of another mapper", mapper, quoting);
    refused(settings, mapper, quoting.setCodec(mapper));
    refused(
        "generator of another mapper",
        mapper,
        new JsonFactory().createGenerator(new StringWriter()));
  }

  @Test
  void partsOfAnotherValueAndOtherGeneratorsAreNotCounted() throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    Map<String, Long> before = Map.copyOf(Features.of(Feature.JSON).reasons());
    JsonGenerator generator = mapper.createGenerator(new StringWriter());
    generator.writeStartObject();
    generator.writeFieldName("x");
    assertNull(ObjectMapperAdvice.writeValue(mapper, generator, List.of(1)));
    assertNull(ObjectMapperAdvice.writeValue(mapper, new TokenBuffer(mapper, false), List.of(1)));
    assertNull(ObjectMapperAdvice.writeValue(mapper, (JsonGenerator) null, List.of(1)));
    assertEquals(before, Features.of(Feature.JSON).reasons());
  }

  /** Wants the reader to see it at once. */
  private static final class Impatient extends StdSerializer<Thread> {
    private static final long serialVersionUID = 1L;

    Impatient() {
      super(Thread.class);
    }

    @Override
    public void serialize(Thread value, JsonGenerator generator, SerializerProvider provider)
        throws IOException {
      generator.writeString("thread");
      generator.flush();
    }
  }

  @Test
  void aSerializerThatFlushesIsLeftToTheOriginal() throws IOException {
    ObjectMapper mapper =
        new ObjectMapper().registerModule(new SimpleModule().addSerializer(new Impatient()));
    for (Object value : List.of(Thread.currentThread(), List.of(1, Thread.currentThread()))) {
      leftUntouched(mapper, value);
    }
  }

  private static void leftUntouched(ObjectMapper mapper, Object value) throws IOException {
    StringWriter text = new StringWriter();
    JsonGenerator generator = mapper.createGenerator(text);
    assertNull(ObjectMapperAdvice.writeValue(mapper, generator, value));
    assertNull(ObjectWriterAdvice.writeValue(mapper.writer(), generator, value));
    generator.flush();
    assertEquals("", text.toString());
  }

  @Test
  void aStreamThatFailsFailsTheCall() throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    for (int capacity : new int[] {0, 5, 9000}) {
      FullStream plain = new FullStream(capacity);
      String expected = "none";
      try {
        mapper.writeValue(mapper.createGenerator(plain), List.of("x".repeat(20_000)));
      } catch (IOException e) {
        expected = e.toString();
      }
      Object result =
          ObjectMapperAdvice.writeValue(
              mapper,
              mapper.createGenerator(new FullStream(capacity)),
              List.of("x".repeat(20_000)));
      assertEquals(expected, assertInstanceOf(Raise.class, result).throwable().toString());
    }
  }

  private static String sequence(ObjectWriter writer, boolean ours, Object... values)
      throws Exception {
    StringWriter text = new StringWriter();
    SequenceWriter sequence = writer.writeValues(text);
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
    } catch (JsonProcessingException e) {
      exception = e.toString();
    }
    if (ours) {
      assertEquals(
          values.length, accelerated, () -> Features.of(Feature.JSON).reasons().toString());
    }
    return text + exception;
  }

  @Test
  void sequences() throws Exception {
    ObjectMapper mapper = new ObjectMapper();
    // One of the shapes asks the generator for its target, and so is left to the original.
    Object[] values =
        Shapes.all().stream().filter(shape -> !(shape instanceof Shapes.Curious)).toArray();
    Object[] failing = {"first", failingWithin(Failing.because("last"))};
    for (Object[] sample : List.of(values, failing)) {
      for (ObjectWriter writer :
          List.of(mapper.writer(), mapper.writer().withRootValueSeparator("\n"))) {
        assertEquals(sequence(writer, false, sample), sequence(writer, true, sample));
      }
    }
    Object[] ones = {new Shapes.One(), new Shapes.One()};
    ObjectWriter typed = mapper.writerFor(Shapes.One.class);
    assertEquals(sequence(typed, false, ones), sequence(typed, true, ones));
  }

  @Test
  void aSequenceInAnArrayIsLeftToTheOriginal() throws IOException {
    SequenceWriter sequence = new ObjectMapper().writer().writeValuesAsArray(new StringWriter());
    assertNull(SequenceWriterAdvice.write(sequence, "x"));
  }

  /** Is written as a number when it is seen again. */
  @JsonIdentityInfo(generator = ObjectIdGenerators.IntSequenceGenerator.class)
  static final class Known {
    public final Flushed flushed = new Flushed();
  }

  @JsonSerialize(using = Flushing.class)
  static final class Flushed {}

  static final class Flushing extends JsonSerializer<Flushed> {
    @Override
    public void serialize(Flushed value, JsonGenerator generator, SerializerProvider context)
        throws IOException {
      Object before = context.getAttribute("count");
      int count = before == null ? 1 : (Integer) before + 1;
      context.setAttribute("count", count);
      generator.flush();
      generator.writeNumber(count);
    }
  }

  private static String sequenceOfKnown(boolean ours) throws IOException {
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
  void theOriginalDoesNotMeetObjectsThatWereWrittenInVain() throws IOException {
    assertEquals(sequenceOfKnown(false), sequenceOfKnown(true));
  }
}
