package io.fastaccel.interceptors.gson;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import io.fastaccel.interceptors.api.Feature;
import io.fastaccel.interceptors.api.FeatureState;
import io.fastaccel.interceptors.api.Features;
import io.fastaccel.interceptors.api.Raise;
import io.fastaccel.interceptors.api.Setting;
import io.fastaccel.interceptors.api.Settings;
import io.fastaccel.interceptors.json.Unpaused;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Runs plain Gson and our writer on equal values, and compares what comes out. */
final class GsonDifferential {

  static {
    // Plans are generated at once, by the calling thread.
    Settings.setCurrent(new Settings(Map.of(Setting.JSON_HOT_CALLS, "0")));
  }

  private GsonDifferential() {}

  /** What a call did: a text, or an exception's class and message with those of its causes. */
  private record Outcome(Object result, String exception) {}

  private interface Call {
    Object run() throws Exception;
  }

  static void on() {
    Features.of(Feature.JSON).switchTo(true);
  }

  /** Served by us, and what Gson makes of an equal value. */
  static void same(Gson gson, Supplier<?> values) {
    compare(gson, values, null, true);
  }

  /** The same with a declared type. */
  static void same(Gson gson, Supplier<?> values, Type type) {
    compare(gson, values, type, true);
  }

  /** As {@link #same}, but the original may be asked to do it. */
  static void sameOrOriginal(Gson gson, Supplier<?> values) {
    compare(gson, values, null, false);
  }

  /** A tree, served by us. */
  static void sameTree(Gson gson, JsonElement tree) {
    compare(() -> gson.toJson(tree), () -> GsonCall.toText(gson, tree), true);
  }

  /** Goes to the original, and the reason is counted. */
  static void original(String reason, Gson gson, Object value) {
    FeatureState json = Features.of(Feature.JSON);
    long before = json.reasons().getOrDefault(reason, 0L);
    try {
      assertEquals(null, Unpaused.call(() -> GsonCall.toText(gson, value, value.getClass())));
    } catch (Exception e) {
      throw new AssertionError(e);
    }
    assertEquals(before + 1, json.reasons().get(reason), () -> json.reasons().toString());
  }

  private static void compare(Gson gson, Supplier<?> values, Type type, boolean mustBeOurs) {
    compare(
        () -> {
          Object value = values.get();
          return gson.toJson(value, type != null ? type : value.getClass());
        },
        () -> {
          Object value = values.get();
          return GsonCall.toText(gson, value, type != null ? type : value.getClass());
        },
        mustBeOurs);
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
    assertEquals(expected, actual);
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
      parts.add(t.getClass().getName() + ": " + t.getMessage());
    }
    return String.join(" <- ", parts);
  }
}
