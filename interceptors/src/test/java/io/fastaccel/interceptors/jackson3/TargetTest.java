package io.fastaccel.interceptors.jackson3;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.jackson3.Shapes;
import com.acme.model.Failing;
import com.acme.model.GeneratedClasses;
import com.acme.model.Values;
import io.fastaccel.interceptors.api.Feature;
import io.fastaccel.interceptors.api.FeatureState;
import io.fastaccel.interceptors.api.Features;
import io.fastaccel.interceptors.api.Raise;
import io.fastaccel.interceptors.json.SkippingStream;
import io.fastaccel.interceptors.json.SkippingWriter;
import io.fastaccel.interceptors.json.Unpaused;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

class TargetTest {

  private static final int SEEDS = Integer.getInteger("fastaccel.fuzz.classes", 16);

  @TempDir Path folder;

  @BeforeEach
  void switchOn() {
    Differential.on();
  }

  private static List<ObjectMapper> mappers() {
    return List.of(
        new ObjectMapper(),
        JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build(),
        JsonMapper.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build(),
        JsonMapper.builder()
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
            .disable(SerializationFeature.FLUSH_AFTER_WRITE_VALUE)
            .disable(SerializationFeature.WRAP_EXCEPTIONS)
            .build(),
        JsonMapper.builder().enable(SerializationFeature.WRAP_ROOT_VALUE).build());
  }

  /** A type of its own, since what is in vain too often is not tried for a while. */
  private record Root(Object value) {}

  /** Another one. */
  private record InFile(Object value) {}

  @Test
  void everyShapeInEachTarget() {
    FeatureState json = Features.of(Feature.JSON);
    long before = json.acceleratedCount();
    int shapes = Shapes.all().size();
    for (ObjectMapper mapper : mappers()) {
      for (int i = 0; i < shapes; i++) {
        int shape = i;
        Differential.sameInTargets(mapper, () -> Shapes.all().get(shape));
      }
      Differential.sameInTargets(mapper, () -> new Root(Shapes.all()));
      Differential.sameInTargets(mapper, () -> new Values(3).message(3));
      Differential.sameInTargets(mapper.writer(), () -> new Root(Shapes.all()));
      Differential.sameInTargets(mapper.writerFor(Shapes.One.class), Shapes.One::new);
      Differential.sameInTargets(mapper.writerFor(Shapes.Animal.class), Shapes.Dog::new);
      Differential.sameInTargets(mapper, () -> null);
    }
    long ours = json.acceleratedCount() - before;
    assertTrue(ours >= 5L * 4 * shapes, () -> ours + " calls: " + json.reasons());
  }

  @Test
  void generatedClassesAndValues() {
    for (int seed = 0; seed < SEEDS; seed++) {
      ObjectMapper mapper = mappers().get(seed % mappers().size());
      GeneratedClasses classes = new GeneratedClasses(seed);
      for (int i = 0; i < 5; i++) {
        Class<?> type = classes.next(12);
        for (int v = 0; v < 2; v++) {
          Object value = classes.instance(type, 3);
          Differential.sameInTargets(mapper, () -> value);
          Differential.sameInTargets(mapper.writer(), () -> Arrays.asList(value, null, value));
        }
      }
    }
  }

  @Test
  void whatWasWrittenBeforeAnExceptionIsThere() {
    ObjectMapper strict =
        JsonMapper.builder().enable(SerializationFeature.FAIL_ON_EMPTY_BEANS).build();
    List<ObjectMapper> mappers = new ArrayList<>(mappers());
    mappers.add(strict);
    mappers.add(strict.rebuild().enable(SerializationFeature.INDENT_OUTPUT).build());
    for (ObjectMapper mapper : mappers) {
      Differential.sameInTargets(mapper, () -> Failing.because("first"));
      Differential.sameInTargets(mapper, () -> Map.of("k", Failing.because("in a map")));
      Differential.sameInTargets(mapper, () -> List.of("x", new Object()));
      Differential.sameInTargets(mapper, () -> Map.of("k", new Object()));
      Differential.sameInTargets(
          mapper, () -> List.of(1, List.of(), Map.of("a", List.of(Failing.because("deep")))));
      Differential.sameInTargets(
          mapper, () -> new Root(List.of("x".repeat(20_000), Failing.because("late"))));
      Differential.sameInTargets(mapper, () -> new Root(List.of(new Failing.Cyclic())));
    }
  }

  @Test
  void filesHaveTheirContentAndAreClosed() throws Exception {
    File plain = folder.resolve("plain.json").toFile();
    File ours = folder.resolve("ours.json").toFile();
    for (ObjectMapper mapper : mappers()) {
      mapper.writeValue(plain, Shapes.all());
      assertSame(TargetWriter.DONE, ObjectMapperAdvice.writeValue(mapper, ours, Shapes.all()));
      assertArrayEquals(Files.readAllBytes(plain.toPath()), Files.readAllBytes(ours.toPath()));
      assertSame(
          TargetWriter.DONE,
          ObjectMapperAdvice.writeValue(mapper, ours.toPath(), List.of("a path")));
      assertEquals("a path", first(ours));
      assertSame(
          TargetWriter.DONE, ObjectWriterAdvice.writeValue(mapper.writer(), ours, List.of("x")));
      assertEquals("x", first(ours));
      assertSame(
          TargetWriter.DONE,
          ObjectWriterAdvice.writeValue(mapper.writer(), ours.toPath(), List.of("y")));
      assertEquals("y", first(ours));
    }
    ObjectMapper mapper = new ObjectMapper();
    File missing = folder.resolve("missing/file.json").toFile();
    assertEquals(
        assertThrows(JacksonException.class, () -> mapper.writeValue(missing, "x")).toString(),
        raised(ObjectMapperAdvice.writeValue(mapper, missing, "x")));
    assertEquals(
        assertThrows(JacksonException.class, () -> mapper.writeValue(missing.toPath(), "x"))
            .toString(),
        raised(ObjectMapperAdvice.writeValue(mapper, missing.toPath(), "x")));
    assertNull(ObjectMapperAdvice.writeValue(mapper, (File) null, "x"));
    assertNull(ObjectMapperAdvice.writeValue(mapper, (Path) null, "x"));
  }

  private static String first(File file) {
    JsonNode tree = new ObjectMapper().readTree(file);
    return (tree.isArray() ? tree : tree.iterator().next()).get(0).asString();
  }

  private static String raised(Object result) {
    return assertInstanceOf(Raise.class, result).throwable().toString();
  }

  @Test
  void aTargetThatFailsInTheMiddleOfALongDocument() {
    for (ObjectMapper mapper : mappers()) {
      Differential.sameInTargets(mapper, () -> List.of("x".repeat(20_000)));
      Differential.sameInTargets(
          mapper, () -> Map.of("k", List.of(1, new Shapes.Point(1, 2, "x".repeat(9000), "y"))));
      Differential.sameInTargets(
          mapper.writer(), () -> new Root(List.of("x".repeat(9000), Failing.because("never"))));
    }
  }

  /** Elements that are made while they are written. */
  private static Iterable<Object> many(int count, Object last) {
    return () ->
        new Iterator<>() {
          private int next;

          @Override
          public boolean hasNext() {
            return next < count;
          }

          @Override
          public Object next() {
            next++;
            return next == count ? last : Map.of("number", next, "text", "\u4e2d" + next);
          }
        };
  }

  private static List<Object> manyInAList(int count, Object last) {
    List<Object> list = new ArrayList<>();
    many(count, last).forEach(list::add);
    return list;
  }

  /** Asks for what cannot be had from our generator. */
  private static final class Odd extends StdSerializer<Thread> {
    Odd() {
      super(Thread.class);
    }

    @Override
    public void serialize(Thread value, JsonGenerator generator, SerializationContext context) {
      generator.writeString(generator.streamWriteOutputTarget() == null ? "none" : "some");
    }
  }

  /** Written by a serializer that flushes. */
  private record Flushed(String text) {}

  /** Flushes in the middle of its object. */
  private static final class Flushing extends StdSerializer<Flushed> {
    Flushing() {
      super(Flushed.class);
    }

    @Override
    public void serialize(Flushed value, JsonGenerator generator, SerializationContext context) {
      generator.flush();
      generator.writeStartObject();
      generator.writeName("flushed");
      generator.flush();
      generator.writeString(value.text());
      generator.writeEndObject();
    }
  }

  private static ObjectMapper custom() {
    return JsonMapper.builder()
        .addModule(new SimpleModule().addSerializer(new Odd()).addSerializer(new Flushing()))
        .build();
  }

  @Test
  void aSerializerThatFlushes() {
    for (ObjectMapper mapper :
        List.of(
            custom(),
            custom().rebuild().enable(SerializationFeature.INDENT_OUTPUT).build(),
            custom().rebuild().disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM).build())) {
      Differential.sameInTargets(mapper, () -> List.of("a", new Flushed("b"), "c"));
      Differential.sameInTargets(mapper, () -> Map.of("k", new Flushed("b")));
      Differential.sameInFullStream(
          40, mapper, () -> List.of("a", new Flushed("b"), List.of("x".repeat(20_000))));
      Differential.sameInTargets(mapper.writer(), () -> new Root(new Flushed("b")));
    }
  }

  @Test
  void aLargeDocumentGoesOutInParts() throws Exception {
    for (Object last : new Object[] {"last", Thread.currentThread(), Failing.because("at last")}) {
      for (ObjectMapper mapper :
          List.of(
              custom(), custom().rebuild().enable(SerializationFeature.INDENT_OUTPUT).build())) {
        Differential.sameInTargets(mapper, () -> new Root(many(20_000, last)));
        Differential.sameInTargets(mapper, () -> new Root(manyInAList(20_000, last)));
      }
    }
    File plain = folder.resolve("plain.json").toFile();
    File ours = folder.resolve("ours.json").toFile();
    InFile value = new InFile(manyInAList(20_000, Thread.currentThread()));
    ObjectMapper mapper = custom();
    for (boolean asPath : new boolean[] {false, true}) {
      mapper.writeValue(plain, value);
      assertSame(
          TargetWriter.DONE,
          Unpaused.call(
              () ->
                  asPath
                      ? ObjectMapperAdvice.writeValue(mapper, ours.toPath(), value)
                      : ObjectMapperAdvice.writeValue(mapper, ours, value)));
      assertTrue(ours.length() > 600_000);
      assertEquals(-1, Files.mismatch(plain.toPath(), ours.toPath()));
    }
  }

  @Test
  void aTargetThatSkipsIsLeftToTheOriginal() {
    ObjectMapper mapper = new ObjectMapper();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    SkippingStream stream = new SkippingStream(bytes, 3);
    assertNull(ObjectMapperAdvice.writeValue(mapper, stream, List.of("x")));
    mapper.writeValue(stream, List.of("x", "y"));
    assertEquals("\",\"y\"]", bytes.toString(StandardCharsets.UTF_8));
    StringWriter text = new StringWriter();
    assertNull(ObjectMapperAdvice.writeValue(mapper, new SkippingWriter(text, 3), List.of("x")));
  }
}
