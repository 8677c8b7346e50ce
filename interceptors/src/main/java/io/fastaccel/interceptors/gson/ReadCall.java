package io.fastaccel.interceptors.gson;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.TypeAdapter;
import com.google.gson.reflect.TypeToken;
import io.fastaccel.interceptors.api.Feature;
import io.fastaccel.interceptors.api.FeatureState;
import io.fastaccel.interceptors.api.Features;
import io.fastaccel.interceptors.api.Kernels;
import io.fastaccel.interceptors.json.Attempts;
import io.fastaccel.interceptors.json.read.Refusal;
import io.fastaccel.runtime.text.JsonInput;
import java.lang.invoke.MethodType;
import java.lang.reflect.Type;

/**
 * Reads one document the way a {@link Gson} would, through our input. Answers {@code null} where
 * the original must do it, among others for every document that is not read without error.
 */
final class ReadCall {

  private static final FeatureState JSON = Features.of(Feature.JSON);

  /** Gson reads longer numbers as texts; it has no limits but for depth, and that since 2.12. */
  private static final JsonInput.Limits LIMITS =
      new JsonInput.Limits(ReadInternals.mostNested(), 512, Integer.MAX_VALUE, Integer.MAX_VALUE);

  private static final String OBSTACLE =
      JsonInput.obstacle() != null ? "layout of strings" : otherObstacle();

  private ReadCall() {}

  private static String otherObstacle() {
    return ReadInternals.obstacle() != null ? "members of Gson" : null;
  }

  /** What {@code fromJson(text, type)} returns, or {@code null}. */
  static Object read(Gson gson, String text, Type type) {
    if (text == null || type == null || ReadInternals.hasTokens() || !JSON.isOn()) {
      return null;
    }
    return read(gson, text, type, null);
  }

  /** What {@code fromJson(text, token)} returns, or {@code null}. */
  static Object read(Gson gson, String text, TypeToken<?> token) {
    return text == null || token == null || !JSON.isOn()
        ? null
        : read(gson, text, token.getType(), token);
  }

  /** What {@code JsonParser.parseString(text)} returns, or {@code null}. */
  static Object parse(String text) {
    if (text == null || !JSON.isOn()) {
      return null;
    }
    if (OBSTACLE != null) {
      return original(OBSTACLE);
    }
    if (Attempts.READING.isPaused(JsonElement.class)) {
      return original("earlier calls in vain");
    }
    return document(text, JsonElement.class, GsonDocumentReader::element);
  }

  /**
   * @param known the token of the type, or {@code null}
   */
  private static Object read(Gson gson, String text, Type type, TypeToken<?> known) {
    if (OBSTACLE != null) {
      return original(OBSTACLE);
    }
    GsonProfile profile = GsonProfile.of(gson);
    if (profile == null) {
      return original("new Gson");
    }
    if (!profile.readsLeniently()) {
      return original("strictness");
    }
    TypeToken<?> token = known != null || type instanceof Class ? known : TypeToken.get(type);
    Class<?> raw = token == null ? (Class<?>) type : token.getRawType();
    if (Attempts.READING.isPaused(raw)) {
      return original("earlier calls in vain");
    }
    return document(
        text,
        raw,
        (reader, first) -> {
          TypeAdapter<?> adapter =
              type instanceof Class<?> c
                  ? profile.known(gson, c).adapter()
                  : gson.getAdapter(token);
          return reader.value(adapter);
        });
  }

  /** Reads a text for nobody, and counts nothing. */
  static void rehearse(Gson gson, String text, Class<?> type) throws Throwable {
    if (OBSTACLE != null) {
      return;
    }
    JsonInput in = JsonInput.of(text, Kernels.read(), LIMITS, false);
    GsonDocumentReader reader = new GsonDocumentReader(in, new Refusal(in));
    in.next();
    reader.value(gson.getAdapter(type));
    reader.end();
    in.release();
  }

  /** Reads a value that begins with a byte. */
  private interface Root {
    Object read(GsonDocumentReader reader, int first) throws Throwable;
  }

  private static Object document(String text, Class<?> type, Root root) {
    JsonInput in = JsonInput.of(text, Kernels.read(), LIMITS, false);
    Refusal refusal = new Refusal(in);
    GsonDocumentReader reader = new GsonDocumentReader(in, refusal);
    Object result = null;
    String reason;
    int first = 0;
    try {
      first = in.next();
      if (first == JsonInput.END) {
        reason = "no content";
      } else if (first == 'n') {
        reason = "null as a result";
      } else {
        result = root.read(reader, first);
        reason = reason(in, type, result, refusal);
      }
    } catch (Throwable e) {
      reason = refusal.reason() != null ? refusal.reason() : "exception while reading";
    }
    reader.end();
    in.release();
    if (reason != null) {
      if (first != JsonInput.END && first != 'n') {
        Attempts.READING.failed(type); // else nothing was done
      }
      return original(reason);
    }
    JSON.accelerated();
    return result;
  }

  /** Why the result is not to be used, or {@code null}. */
  private static String reason(JsonInput in, Class<?> type, Object result, Refusal refusal) {
    if (refusal.reason() != null) {
      return refusal.reason();
    }
    if (result == null || (result instanceof JsonElement tree && tree.isJsonNull())) {
      return "null as a result";
    }
    if (!MethodType.methodType(type).wrap().returnType().isInstance(result)) {
      return "value of another class";
    }
    return in.next() == JsonInput.END ? null : "trailing tokens";
  }

  private static Object original(String reason) {
    JSON.original(reason);
    return null;
  }
}
