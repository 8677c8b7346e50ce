package io.fastaccel.interceptors.gson;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import io.fastaccel.interceptors.api.Advice;
import io.fastaccel.interceptors.api.Feature;
import io.fastaccel.interceptors.api.OnEnter;
import java.lang.reflect.Type;

/**
 * Calls that turn a value into a whole document. {@code toJson(Object)} calls the method with a
 * type.
 */
@Advice(target = "com.google.gson.Gson", feature = Feature.JSON, activation = Advice.Activation.HOT)
public final class GsonAdvice {

  private GsonAdvice() {}

  /** See {@link Advice}. */
  static void rehearse() {
    Rehearsal.run();
  }

  /** Before {@link Gson#toJson(Object, Type)}. */
  @OnEnter(
      method = "toJson",
      descriptor = "(Ljava/lang/Object;Ljava/lang/reflect/Type;)Ljava/lang/String;")
  public static Object toJson(Gson gson, Object value, Type type) {
    return GsonCall.toText(gson, value, type);
  }

  /** Before {@link Gson#toJson(JsonElement)}. */
  @OnEnter(method = "toJson", descriptor = "(Lcom/google/gson/JsonElement;)Ljava/lang/String;")
  public static Object toJson(Gson gson, JsonElement element) {
    return GsonCall.toText(gson, element);
  }

  /** Before {@link Gson#toJson(Object, Type, Appendable)}. */
  @OnEnter(
      method = "toJson",
      descriptor = "(Ljava/lang/Object;Ljava/lang/reflect/Type;Ljava/lang/Appendable;)V")
  public static Object toJson(Gson gson, Object value, Type type, Appendable target) {
    return GsonCall.append(gson, value, type, target);
  }

  /** Before {@link Gson#toJson(JsonElement, Appendable)}. */
  @OnEnter(method = "toJson", descriptor = "(Lcom/google/gson/JsonElement;Ljava/lang/Appendable;)V")
  public static Object toJson(Gson gson, JsonElement element, Appendable target) {
    return GsonCall.append(gson, element, target);
  }
}
