package io.fastaccel.interceptors.gson;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import com.google.gson.reflect.TypeToken;
import io.fastaccel.interceptors.api.Feature;
import io.fastaccel.interceptors.api.Features;
import io.fastaccel.interceptors.json.Attempts;
import java.lang.reflect.Type;
import java.util.concurrent.Callable;

/** Runs plain Gson and our reader on the same documents, and compares what comes out. */
final class GsonReads {

  static {
    GsonDifferential.on(); // with plans that are generated at once
  }

  private GsonReads() {}

  /** Read by us, with Gson's result. */
  static void same(Gson gson, Type type, String document) {
    compare(gson, type, document, true);
  }

  /**
   * What we read is Gson's result; the original may be asked to do it.
   *
   * @return whether we did
   */
  static boolean sameOrOriginal(Gson gson, Type type, String document) {
    return compare(gson, type, document, false);
  }

  /** The same for trees without a {@link Gson}. */
  static void sameTree(String document) {
    Attempts.READING.forget(JsonElement.class);
    compare(
        () -> JsonParser.parseString(document), () -> ReadCall.parse(document), document, false);
  }

  /** The call goes to the original, and the reason is counted. */
  static void original(String reason, Gson gson, Type type, String document) {
    long before = Features.of(Feature.JSON).reasons().getOrDefault(reason, 0L);
    assertNull(ours(gson, type, document));
    assertEquals(
        before + 1,
        Features.of(Feature.JSON).reasons().getOrDefault(reason, 0L),
        () -> reason + " in " + Features.of(Feature.JSON).reasons());
  }

  /** What our advice answers. */
  static Object ours(Gson gson, Type type, String document) {
    TypeToken<?> token = TypeToken.get(type);
    Attempts.READING.forget(token.getRawType());
    return ReadInternals.hasTokens()
        ? ReadCall.read(gson, document, token)
        : ReadCall.read(gson, document, type);
  }

  private static boolean compare(Gson gson, Type type, String document, boolean mustBeOurs) {
    return compare(
        () -> gson.fromJson(document, type),
        () -> ours(gson, type, document),
        type + " " + document,
        mustBeOurs);
  }

  private static boolean compare(
      Callable<Object> plain, Callable<Object> ours, String what, boolean mustBeOurs) {
    String expected = outcome(plain);
    Object result;
    try {
      result = ours.call();
    } catch (Throwable e) {
      throw new AssertionError("thrown by ours for " + what, e);
    }
    if (result == null) {
      if (mustBeOurs) {
        assertNotNull(
            result,
            () ->
                "went to the original: "
                    + Features.of(Feature.JSON).reasons()
                    + " for "
                    + what
                    + ", which is "
                    + expected);
      }
      return false;
    }
    assertEquals(expected, ValueText.of(result), () -> "for " + what);
    return true;
  }

  private static String outcome(Callable<Object> call) {
    try {
      return ValueText.of(call.call());
    } catch (Throwable e) {
      return "thrown: " + e;
    }
  }
}
