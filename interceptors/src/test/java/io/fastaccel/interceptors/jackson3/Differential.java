package io.fastaccel.interceptors.jackson3;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.acme.model.Targets;
import io.fastaccel.interceptors.api.Feature;
import io.fastaccel.interceptors.api.FeatureState;
import io.fastaccel.interceptors.api.Features;
import io.fastaccel.interceptors.api.Raise;
import io.fastaccel.interceptors.api.Setting;
import io.fastaccel.interceptors.api.Settings;
import io.fastaccel.interceptors.json.Unpaused;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.TokenStreamContext;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.ObjectWriter;

/** Runs plain Jackson and our writer on equal values, and compares what comes out. */
final class Differential {

  static {
    // Plans are generated at once, by the calling thread.
    Settings.setCurrent(new Settings(Map.of(Setting.JSON_HOT_CALLS, "0")));
  }

  /** Of a document: what a target takes before it fails. */
  private static final int PART = 5;

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
    sameInTargets(PART, mapper, values);
  }

  /** The same, and if the target is full after so much. */
  static void sameInTargets(int fullAfter, ObjectMapper mapper, Supplier<?> values) {
    sameInTargets(
        fullAfter,
        stream -> mapper.writeValue(stream, values.get()),
        stream -> raised(ObjectMapperAdvice.writeValue(mapper, stream, values.get())),
        target -> mapper.writeValue(target, values.get()),
        target -> raised(ObjectMapperAdvice.writeValue(mapper, target, values.get())));
  }

  /** The same for a writer. */
  static void sameInTargets(ObjectWriter writer, Supplier<?> values) {
    sameInTargets(PART, writer, values);
  }

  /** The same, and if the target is full after so much. */
  static void sameInTargets(int fullAfter, ObjectWriter writer, Supplier<?> values) {
    sameInTargets(
        fullAfter,
        stream -> writer.writeValue(stream, values.get()),
        stream -> raised(ObjectWriterAdvice.writeValue(writer, stream, values.get())),
        target -> writer.writeValue(target, values.get()),
        target -> raised(ObjectWriterAdvice.writeValue(writer, target, values.get())));
  }

  private static void sameInTargets(
      int fullAfter,
      Into<OutputStream> plainStream,
      Into<OutputStream> ourStream,
      Into<Writer> plainWriter,
      Into<Writer> ourWriter) {
    for (int capacity : new int[] {Integer.MAX_VALUE, fullAfter}) {
      compare(() -> inStream(capacity, plainStream), () -> inStream(capacity, ourStream), false);
      compare(() -> inWriter(capacity, plainWriter), () -> inWriter(capacity, ourWriter), false);
    }
  }

  /** What is in a stream that is full after so many bytes, and its exception. */
  static void sameInFullStream(int capacity, ObjectMapper mapper, Supplier<?> values) {
    compare(
        () -> inStream(capacity, stream -> mapper.writeValue(stream, values.get())),
        () ->
            inStream(
                capacity,
                stream -> raised(ObjectMapperAdvice.writeValue(mapper, stream, values.get()))),
        false);
  }

  /** The exception of a generator whose stream is full after so many bytes. */
  static void sameFailureInGenerator(int capacity, ObjectMapper mapper, Supplier<?> values) {
    compare(
        () ->
            exceptionOf(
                () ->
                    mapper.writeValue(
                        mapper.createGenerator(new Targets.Stream(capacity)), values.get())),
        () ->
            exceptionOf(
                () ->
                    raised(
                        ObjectMapperAdvice.writeValue(
                            mapper,
                            mapper.createGenerator(new Targets.Stream(capacity)),
                            values.get()))),
        true);
  }

  private static String inStream(int capacity, Into<OutputStream> call) {
    Targets.Stream stream = new Targets.Stream(capacity);
    return in(stream, () -> call.write(stream));
  }

  private static String inWriter(int capacity, Into<Writer> call) {
    Targets.Text text = new Targets.Text(capacity);
    return in(text, () -> call.write(text));
  }

  /** What is written to an open generator, and what the generator does afterwards. */
  static void sameInGenerators(ObjectMapper mapper, Supplier<?> values) {
    sameInGenerators(
        mapper.writer(),
        mapper::writeValue,
        (generator, value) -> raised(ObjectMapperAdvice.writeValue(mapper, generator, value)),
        values);
  }

  /** The same for a writer and its generators, as Spring's message converters have them. */
  static void sameInGenerators(ObjectWriter writer, Supplier<?> values) {
    sameInGenerators(
        writer,
        writer::writeValue,
        (generator, value) -> raised(ObjectWriterAdvice.writeValue(writer, generator, value)),
        values);
  }

  /** Writes one value. */
  interface Writing {
    void write(JsonGenerator generator, Object value) throws Exception;
  }

  /** The same for other ways to write a value to a generator. */
  static void sameInGenerators(
      ObjectWriter writer, Writing plain, Writing ours, Supplier<?> values) {
    int capacity = Integer.MAX_VALUE;
    for (Place place : Place.values()) {
      compare(
          () -> inStream(capacity, s -> place.fill(writer.createGenerator(s), plain, values)),
          () -> inStream(capacity, s -> place.fill(writer.createGenerator(s), ours, values)),
          false);
      compare(
          () -> inWriter(capacity, w -> place.fill(writer.createGenerator(w), plain, values)),
          () -> inWriter(capacity, w -> place.fill(writer.createGenerator(w), ours, values)),
          false);
    }
  }

  /** Where in its document a generator is. */
  private enum Place {
    ROOT,
    ARRAY,
    OBJECT;

    /** Two values, with others around them; the generator is closed as after an exception. */
    void fill(JsonGenerator generator, Writing writing, Supplier<?> values) throws Exception {
      try (generator) {
        begin(generator, "first");
        writing.write(generator, values.get());
        name(generator, "between");
        generator.writeString("between");
        name(generator, "second");
        writing.write(generator, values.get());
        name(generator, "last");
        generator.writeNumber(1);
      } catch (Original e) {
        throw e;
      } catch (Exception e) {
        TokenStreamContext context = generator.streamWriteContext();
        throw new IllegalStateException(
            context + " " + context.pathAsPointer(true) + " " + context.getEntryCount(), e);
      }
    }

    private void begin(JsonGenerator generator, String name) {
      if (this == ARRAY) {
        generator.writeStartArray();
      } else if (this == OBJECT) {
        generator.writeStartObject();
        generator.writeName(name);
      }
    }

    private void name(JsonGenerator generator, String name) {
      if (this == OBJECT) {
        generator.writeName(name);
      }
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

  private static String in(Object target, Action call) {
    String exception = exceptionOf(call);
    return exception == null ? null : target + "\n" + exception;
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
    long before = json.reasons().getOrDefault(reason, 0L);
    try {
      assertEquals(null, Unpaused.call(call::get));
    } catch (Exception e) {
      throw new AssertionError(e);
    }
    assertEquals(before + 1, json.reasons().get(reason), () -> json.reasons().toString());
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
      String path = t instanceof JacksonException m ? m.getPathReference() : "";
      parts.add(t.getClass().getName() + ": " + t.getMessage() + " " + path);
    }
    return String.join("\n", parts);
  }
}
