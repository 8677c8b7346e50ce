package io.fastaccel.interceptors.jackson2;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.fastaccel.interceptors.api.Feature;
import io.fastaccel.interceptors.api.FeatureState;
import io.fastaccel.interceptors.api.Features;
import io.fastaccel.interceptors.api.Raise;
import io.fastaccel.interceptors.api.Setting;
import io.fastaccel.interceptors.api.Settings;
import io.fastaccel.interceptors.json.Unpaused;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Runs plain Jackson and our writer on equal values, and compares what comes out. */
final class Differential {

  static {
    // Plans are generated at once, by the calling thread.
    Settings.setCurrent(new Settings(Map.of(Setting.JSON_HOT_CALLS, "0")));
  }

  private Differential() {}

  /** What a call did: a result, or an exception's class, message and path. */
  private record Outcome(Object result, String exception) {}

  private interface Call {
    Object run() throws Exception;
  }

  /** Both forms are served by us, and are what Jackson makes of an equal value. */
  static void same(ObjectMapper mapper, Supplier<?> values) {
    for (boolean asText : new boolean[] {true, false}) {
      compare(
          () ->
              asText
                  ? mapper.writeValueAsString(values.get())
                  : mapper.writeValueAsBytes(values.get()),
          () -> ValueWriter.write(mapper, values.get(), asText),
          true);
    }
  }

  /** The same for a writer. */
  static void same(ObjectWriter writer, Supplier<?> values) {
    for (boolean asText : new boolean[] {true, false}) {
      compare(
          () ->
              asText
                  ? writer.writeValueAsString(values.get())
                  : writer.writeValueAsBytes(values.get()),
          () -> ValueWriter.write(writer, values.get(), asText),
          true);
    }
  }

  /** As {@link #same}, but the original may be asked to do it. */
  static void sameOrOriginal(ObjectMapper mapper, Supplier<?> values) {
    for (boolean asText : new boolean[] {true, false}) {
      compare(
          () ->
              asText
                  ? mapper.writeValueAsString(values.get())
                  : mapper.writeValueAsBytes(values.get()),
          () -> ValueWriter.write(mapper, values.get(), asText),
          false);
    }
  }

  /** As {@link #same(ObjectWriter, Supplier)}, but the original may be asked to do it. */
  static void sameOrOriginal(ObjectWriter writer, Supplier<?> values) {
    for (boolean asText : new boolean[] {true, false}) {
      compare(
          () ->
              asText
                  ? writer.writeValueAsString(values.get())
                  : writer.writeValueAsBytes(values.get()),
          () -> ValueWriter.write(writer, values.get(), asText),
          false);
    }
  }

  /** What is in a stream and in a writer, after an exception too, is what Jackson writes there. */
  static void sameInTargets(ObjectMapper mapper, Supplier<?> values) {
    compare(
        () -> inStream(stream -> mapper.writeValue(stream, values.get())),
        () ->
            inStream(stream -> raised(ObjectMapperAdvice.writeValue(mapper, stream, values.get()))),
        false);
    compare(
        () -> inWriter(target -> mapper.writeValue(target, values.get())),
        () ->
            inWriter(target -> raised(ObjectMapperAdvice.writeValue(mapper, target, values.get()))),
        false);
  }

  /** The same for a writer. */
  static void sameInTargets(ObjectWriter writer, Supplier<?> values) {
    compare(
        () -> inStream(stream -> writer.writeValue(stream, values.get())),
        () ->
            inStream(stream -> raised(ObjectWriterAdvice.writeValue(writer, stream, values.get()))),
        false);
    compare(
        () -> inWriter(target -> writer.writeValue(target, values.get())),
        () ->
            inWriter(target -> raised(ObjectWriterAdvice.writeValue(writer, target, values.get()))),
        false);
  }

  /** What is written to an open generator, and what the generator does afterwards. */
  static void sameInGenerators(ObjectMapper mapper, Supplier<?> values) {
    sameInGenerators(
        mapper,
        (generator, value) -> mapper.writeValue(generator, value),
        (generator, value) -> raised(ObjectMapperAdvice.writeValue(mapper, generator, value)),
        values);
  }

  /** The same for a writer. */
  static void sameInGenerators(ObjectMapper mapper, ObjectWriter writer, Supplier<?> values) {
    sameInGenerators(
        mapper,
        (generator, value) -> writer.writeValue(generator, value),
        (generator, value) -> raised(ObjectWriterAdvice.writeValue(writer, generator, value)),
        values);
  }

  private interface Writing {
    void write(JsonGenerator generator, Object value) throws Exception;
  }

  private static void sameInGenerators(
      ObjectMapper mapper, Writing plain, Writing ours, Supplier<?> values) {
    compare(
        () -> flushedOnce(inStream(stream -> fill(mapper.createGenerator(stream), plain, values))),
        () -> flushedOnce(inStream(stream -> fill(mapper.createGenerator(stream), ours, values))),
        false);
    compare(
        () -> flushedOnce(inWriter(target -> fill(mapper.createGenerator(target), plain, values))),
        () -> flushedOnce(inWriter(target -> fill(mapper.createGenerator(target), ours, values))),
        false);
  }

  /** A serializer that has a mapper write a part of its value makes the generator flush early. */
  private static String flushedOnce(String events) {
    return events == null ? null : events.replaceAll("( flushed)+", " flushed");
  }

  /** Two values, with others around them; the generator is closed as after an exception. */
  private static void fill(JsonGenerator generator, Writing writing, Supplier<?> values)
      throws Exception {
    try (generator) {
      writing.write(generator, values.get());
      generator.writeString("between");
      writing.write(generator, values.get());
      generator.writeNumber(1);
    } catch (Original e) {
      throw e;
    } catch (Exception e) {
      String where = generator.getOutputContext().pathAsPointer(true).toString();
      throw new IllegalStateException(generator.getOutputContext() + " " + where.length(), e);
    }
  }

  private interface Into<T> {
    void write(T target) throws Exception;
  }

  /** The original was asked for. */
  private static final class Original extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private static void raised(Object result) throws Exception {
    if (result == null) {
      throw new Original();
    }
    if (result instanceof Raise raise) {
      if (raise.throwable() instanceof Error error) {
        throw error;
      }
      throw (Exception) raise.throwable();
    }
  }

  private static String inStream(Into<OutputStream> call) {
    StringBuilder events = new StringBuilder();
    ByteArrayOutputStream stream =
        new ByteArrayOutputStream() {
          @Override
          public void flush() {
            events.append(" flushed");
          }

          @Override
          public void close() {
            events.append(" closed");
          }
        };
    String exception = exceptionOf(() -> call.write(stream));
    return exception == null
        ? null
        : stream.toString(StandardCharsets.UTF_8) + "\n" + events + "\n" + exception;
  }

  private static String inWriter(Into<Writer> call) {
    StringBuilder events = new StringBuilder();
    StringWriter target =
        new StringWriter() {
          @Override
          public void flush() {
            events.append(" flushed");
          }

          @Override
          public void close() {
            events.append(" closed");
          }
        };
    String exception = exceptionOf(() -> call.write(target));
    return exception == null ? null : target + "\n" + events + "\n" + exception;
  }

  private interface Action {
    void run() throws Exception;
  }

  /** Empty where there is none, {@code null} where the original was asked for. */
  private static String exceptionOf(Action action) {
    try {
      action.run();
      return "";
    } catch (Original e) {
      return null;
    } catch (Exception | Error e) {
      return described(e);
    }
  }

  /** Both forms go to the original, and the reason is counted. */
  static void original(String reason, ObjectMapper mapper, Object value) {
    for (boolean asText : new boolean[] {true, false}) {
      refused(reason, () -> ValueWriter.write(mapper, value, asText));
    }
  }

  /** Both forms go to the original, and the reason is counted. */
  static void original(String reason, ObjectWriter writer, Object value) {
    for (boolean asText : new boolean[] {true, false}) {
      refused(reason, () -> ValueWriter.write(writer, value, asText));
    }
  }

  static void on() {
    Features.of(Feature.JSON).switchTo(true);
    Unpaused.roots();
  }

  private static void refused(String reason, Supplier<Object> call) {
    FeatureState json = Features.of(Feature.JSON);
    Map<String, Long> before = new TreeMap<>(json.reasons());
    assertEquals(null, call.get());
    before.merge(reason, 1L, Long::sum);
    assertEquals(before, json.reasons());
  }

  private static void compare(Call plain, Call ours, boolean mustBeOurs) {
    Outcome actual = outcome(() -> Unpaused.call(ours::run));
    if (actual.result == null && actual.exception == null) {
      if (mustBeOurs) {
        assertNotNull(
            actual.result, () -> "went to the original: " + Features.of(Feature.JSON).reasons());
      }
      return;
    }
    Outcome expected = outcome(plain);
    assertEquals(expected.exception, actual.exception);
    if (expected.result instanceof byte[] bytes) {
      assertEquals(
          new String(bytes, StandardCharsets.UTF_8),
          new String((byte[]) actual.result, StandardCharsets.UTF_8));
      assertArrayEquals(bytes, (byte[]) actual.result);
    } else {
      assertEquals(expected.result, actual.result);
    }
  }

  private static Outcome outcome(Call call) {
    try {
      Object result = call.run();
      if (result instanceof Raise raise) {
        return new Outcome(null, described(raise.throwable()));
      }
      return new Outcome(result, null);
    } catch (Exception | Error e) {
      return new Outcome(null, described(e));
    }
  }

  private static String described(Throwable e) {
    List<String> parts = new ArrayList<>();
    for (Throwable t = e; t != null && parts.size() < 10; t = t.getCause()) {
      String path = t instanceof JsonMappingException m ? m.getPathReference() : "";
      parts.add(t.getClass().getName() + ": " + t.getMessage() + " " + path);
    }
    return String.join("\n", parts);
  }
}
