package io.fastaccel.interceptors.jackson2.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.fastaccel.interceptors.api.Feature;
import io.fastaccel.interceptors.api.Features;
import io.fastaccel.interceptors.api.NullResult;
import io.fastaccel.interceptors.api.Raise;
import io.fastaccel.interceptors.api.Setting;
import io.fastaccel.interceptors.api.Settings;
import io.fastaccel.interceptors.json.Attempts;
import io.fastaccel.interceptors.json.read.Chunks;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs plain Jackson and our reader on the same documents, and compares what comes out. */
final class Reading {

  static {
    // Plans are generated at once, by the calling thread.
    Settings.setCurrent(new Settings(Map.of(Setting.JSON_HOT_CALLS, "0")));
    Features.of(Feature.JSON).switchTo(true);
  }

  /** How documents are given. */
  enum Form {
    TEXT,
    BYTES,
    STREAM
  }

  private interface Call {
    Object run() throws Throwable;
  }

  private Reading() {}

  /** Makes sure that the settings are those of the tests. */
  static void prepare() {
    Features.of(Feature.JSON).switchTo(true);
  }

  /** All forms are read by us, with Jackson's result. */
  static void same(ObjectMapper mapper, Type type, String document) {
    compare(mapper, type, document, true);
  }

  /** What we read is Jackson's result; the original may be asked to do it. */
  static void sameOrOriginal(ObjectMapper mapper, Type type, String document) {
    compare(mapper, type, document, false);
  }

  private static void compare(ObjectMapper mapper, Type type, String document, boolean mustBeOurs) {
    JavaType javaType = mapper.constructType(type);
    Attempts.READING.forget(javaType.getRawClass());
    compare(
        document,
        () -> mapper.readValue(document, javaType),
        () -> ValueReader.read(mapper, document, javaType),
        mustBeOurs);
    compareBytes(mapper, javaType, document.getBytes(StandardCharsets.UTF_8), mustBeOurs);
  }

  /** The same for bytes, as an array and as streams. */
  static void compareBytes(
      ObjectMapper mapper, JavaType type, byte[] document, boolean mustBeOurs) {
    String text = new String(document, StandardCharsets.ISO_8859_1);
    Attempts.READING.forget(type.getRawClass());
    compare(
        text,
        () -> mapper.readValue(document, type),
        () -> ValueReader.read(mapper, document, 0, -1, type),
        mustBeOurs);
    int seed = document.length;
    Chunks plain = new Chunks(document, seed);
    Chunks ours = new Chunks(document, seed);
    compareAll(
        text,
        () -> mapper.readValue(plain, type),
        () -> answer(ValueReader.read(mapper, ours, type), () -> mapper.readValue(ours, type)));
    assertEquals(plain.position(), ours.position(), () -> "bytes consumed of " + text);
    assertEquals(plain.isClosed(), ours.isClosed(), () -> "closed for " + text);
  }

  /** What woven code makes of an answer of ours. */
  private static Object answer(Object answer, Call original) throws Throwable {
    if (answer instanceof Raise raise) {
      throw raise.throwable();
    }
    if (answer == null) {
      return original.run();
    }
    return answer == NullResult.OF_METHOD ? null : answer;
  }

  /** The same for a reader. */
  static void same(ObjectReader reader, String document) {
    byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
    Attempts.READING.forget(reader.getValueType().getRawClass());
    compare(
        document,
        () -> reader.readValue(document),
        () -> ValueReader.read(reader, document, false),
        true);
    compare(
        document,
        () -> reader.readValue(bytes),
        () -> ValueReader.read(reader, bytes, 0, -1, false),
        true);
  }

  /** Trees, by mapper and by reader. */
  static void sameTree(ObjectMapper mapper, String document, boolean mustBeOurs) {
    byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
    Attempts.READING.forget(JsonNode.class);
    compare(
        document,
        () -> mapper.readTree(document),
        () -> ValueReader.readTree(mapper, document),
        mustBeOurs);
    compare(
        document,
        () -> mapper.readTree(bytes),
        () -> ValueReader.readTree(mapper, bytes, 0, -1),
        mustBeOurs);
    compare(
        document,
        () -> mapper.reader().readTree(document),
        () -> ValueReader.read(mapper.reader(), document, true),
        mustBeOurs);
  }

  /** The call goes to the original, and the reason is counted. */
  static void original(String reason, ObjectMapper mapper, Type type, String document) {
    Attempts.READING.forget(mapper.constructType(type).getRawClass());
    long before = Features.of(Feature.JSON).reasons().getOrDefault(reason, 0L);
    assertNull(ValueReader.read(mapper, document, mapper.constructType(type)));
    assertEquals(
        before + 1,
        Features.of(Feature.JSON).reasons().getOrDefault(reason, 0L),
        () -> reason + " in " + Features.of(Feature.JSON).reasons());
  }

  /** The same for a reader. */
  static void original(String reason, ObjectReader reader, String document) {
    long before = Features.of(Feature.JSON).reasons().getOrDefault(reason, 0L);
    assertNull(ValueReader.read(reader, document, false));
    assertEquals(before + 1, Features.of(Feature.JSON).reasons().getOrDefault(reason, 0L));
  }

  private static void compare(String document, Call plain, Call ours, boolean mustBeOurs) {
    Outcome expected = outcome(plain);
    Outcome actual = outcome(ours);
    if (actual == null) {
      boolean isBeyondDoubles = document.contains("e30") || document.contains("e400");
      if (mustBeOurs && !isBeyondDoubles && expected != null && !expected.thrown) {
        assertNotNull(
            actual,
            () ->
                "went to the original: "
                    + Features.of(Feature.JSON).reasons()
                    + " for "
                    + document);
      }
      return;
    }
    assertEquals(expected, actual, () -> "for " + document);
  }

  /** The same outcome, be it {@code null}. */
  private static void compareAll(String document, Call plain, Call ours) {
    assertEquals(outcome(plain), outcome(ours), () -> "for " + document);
  }

  private record Outcome(String text, boolean thrown) {}

  private static Outcome outcome(Call call) {
    try {
      Object result = call.run();
      return result == null ? null : new Outcome(Described.of(result), false);
    } catch (Throwable e) {
      if (e instanceof AssertionError error) {
        throw error;
      }
      List<String> parts = new ArrayList<>();
      for (Throwable t = e; t != null && parts.size() < 10; t = t.getCause()) {
        String path = t instanceof JsonMappingException m ? m.getPathReference() : "";
        parts.add(t.getClass().getName() + ": " + t.getMessage() + " " + path);
      }
      return new Outcome(String.join("\n", parts), true);
    }
  }
}
