package io.fastaccel.interceptors.jackson2;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.model.Failing;
import com.acme.model.FullStream;
import com.acme.model.Shapes;
import com.acme.model.Values;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import io.fastaccel.interceptors.api.Raise;
import io.fastaccel.interceptors.json.SkippingStream;
import io.fastaccel.interceptors.json.SkippingWriter;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TargetTest {

  @TempDir Path folder;

  @BeforeEach
  void switchOn() {
    Differential.on();
  }

  private static List<ObjectMapper> mappers() {
    return List.of(
        new ObjectMapper(),
        new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT),
        new ObjectMapper().disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET),
        new ObjectMapper()
            .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
            .disable(SerializationFeature.FLUSH_AFTER_WRITE_VALUE)
            .disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM));
  }

  /** A type of its own, since what is in vain too often is not tried for a while. */
  private record Root(Object value) {}

  /** Another one. */
  private record InFile(Object value) {}

  @Test
  void everyShapeInEachTarget() {
    for (ObjectMapper mapper : mappers()) {
      for (int i = 0; i < Shapes.all().size(); i++) {
        int shape = i;
        Differential.sameInTargets(mapper, () -> Shapes.all().get(shape));
      }
      Differential.sameInTargets(mapper, () -> new Root(Shapes.all()));
      Differential.sameInTargets(mapper, () -> new Values(3).message(3));
      Differential.sameInTargets(mapper.writerFor(Shapes.One.class), Shapes.One::new);
      Differential.sameInTargets(mapper, () -> null);
    }
  }

  @Test
  void whatWasWrittenBeforeAnExceptionIsThere() {
    for (ObjectMapper mapper : mappers()) {
      Differential.sameInTargets(mapper, () -> Failing.because("first"));
      Differential.sameInTargets(mapper, () -> Map.of("k", Failing.because("in a map")));
      Differential.sameInTargets(mapper, () -> List.of("x", new Object()));
      Differential.sameInTargets(mapper, () -> Map.of("k", new Object()));
      Differential.sameInTargets(
          mapper, () -> List.of(1, List.of(), Map.of("a", List.of(Failing.because("deep")))));
      Differential.sameInTargets(mapper, () -> new Root(List.of(new Failing.Cyclic())));
    }
  }

  @Test
  void filesHaveTheirContentAndAreClosed() throws IOException {
    File plain = folder.resolve("plain.json").toFile();
    File ours = folder.resolve("ours.json").toFile();
    for (ObjectMapper mapper : mappers()) {
      mapper.writeValue(plain, Shapes.all());
      assertSame(TargetWriter.DONE, ObjectMapperAdvice.writeValue(mapper, ours, Shapes.all()));
      assertArrayEquals(Files.readAllBytes(plain.toPath()), Files.readAllBytes(ours.toPath()));
      assertSame(
          TargetWriter.DONE, ObjectWriterAdvice.writeValue(mapper.writer(), ours, List.of(1)));
      assertEquals(1, mapper.readTree(ours).get(0).asInt());
    }
    File missing = folder.resolve("missing/file.json").toFile();
    Raise raise =
        assertInstanceOf(
            Raise.class, ObjectMapperAdvice.writeValue(new ObjectMapper(), missing, "x"));
    assertInstanceOf(IOException.class, raise.throwable());
    assertNull(ObjectMapperAdvice.writeValue(new ObjectMapper(), (File) null, "x"));
  }

  @Test
  void aStreamThatFailsFailsTheCall() throws IOException {
    for (ObjectMapper mapper : mappers()) {
      for (int capacity : new int[] {0, 5, 9000}) {
        FullStream plain = new FullStream(capacity);
        Throwable expected = null;
        try {
          mapper.writeValue(plain, List.of("x".repeat(20_000)));
        } catch (IOException e) {
          expected = e;
        }
        FullStream ours = new FullStream(capacity);
        Object result = ObjectMapperAdvice.writeValue(mapper, ours, List.of("x".repeat(20_000)));
        Throwable actual = assertInstanceOf(Raise.class, result).throwable();
        assertEquals(expected.toString(), actual.toString());
        assertEquals(plain.closed(), ours.closed());
      }
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

  /** Asks for what cannot be had from our generator. */
  private static final class Odd extends StdSerializer<Thread> {
    private static final long serialVersionUID = 1L;

    Odd() {
      super(Thread.class);
    }

    @Override
    public void serialize(Thread value, JsonGenerator generator, SerializerProvider provider)
        throws IOException {
      generator.writeString(generator.getOutputTarget() == null ? "none" : "some");
    }
  }

  private static List<Object> manyInAList(int count, Object last) {
    List<Object> list = new ArrayList<>();
    many(count, last).forEach(list::add);
    return list;
  }

  @Test
  void aLargeDocumentGoesOutInParts() throws IOException {
    ObjectMapper mapper =
        new ObjectMapper().registerModule(new SimpleModule().addSerializer(new Odd()));
    for (Object last : new Object[] {"last", Thread.currentThread(), new Object()}) {
      for (ObjectMapper m :
          List.of(mapper, mapper.copy().enable(SerializationFeature.INDENT_OUTPUT))) {
        Differential.sameInTargets(m, () -> new Root(many(20_000, last)));
        Differential.sameInTargets(m, () -> new Root(manyInAList(20_000, last)));
      }
    }
    File plain = folder.resolve("plain.json").toFile();
    File ours = folder.resolve("ours.json").toFile();
    InFile value = new InFile(manyInAList(20_000, Thread.currentThread()));
    mapper.writeValue(plain, value);
    assertSame(TargetWriter.DONE, ObjectMapperAdvice.writeValue(mapper, ours, value));
    assertTrue(ours.length() > 600_000);
    assertEquals(-1, Files.mismatch(plain.toPath(), ours.toPath()));
  }

  @Test
  void aTargetThatSkipsIsLeftToTheOriginal() throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    SkippingStream stream = new SkippingStream(bytes, 3);
    assertNull(ObjectMapperAdvice.writeValue(mapper, stream, List.of("x")));
    mapper.writeValue(stream, List.of("x", "y"));
    assertEquals("\",\"y\"]", bytes.toString(StandardCharsets.UTF_8));
    StringWriter text = new StringWriter();
    SkippingWriter writer = new SkippingWriter(text, 7);
    mapper.writeValue(writer, List.of("x", "y"));
    assertEquals("\"]", text.toString().substring(text.toString().length() - 2));
  }
}
