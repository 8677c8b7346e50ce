package io.fastaccel.interceptors.gson;

import com.google.gson.Gson;
import com.google.gson.reflect.TypeToken;
import io.fastaccel.interceptors.api.Advice;
import io.fastaccel.interceptors.api.Feature;
import io.fastaccel.interceptors.api.OnEnter;
import java.lang.reflect.Type;

/**
 * Calls that turn a whole document into a value. The method with a class calls the one with a type
 * before 2.10; since then both call the one with a token.
 */
@Advice(
    target = "com.google.gson.Gson",
    feature = Feature.JSON,
    activation = Advice.Activation.HOT_INPUT)
public final class FromJsonAdvice {

  private FromJsonAdvice() {}

  /** See {@link Advice}. */
  static void rehearse() {
    Rehearsal.read();
  }

  /** Before {@link Gson#fromJson(String, Type)}. */
  @OnEnter(
      method = "fromJson",
      descriptor = "(Ljava/lang/String;Ljava/lang/reflect/Type;)Ljava/lang/Object;")
  public static Object fromJson(Gson gson, String text, Type type) {
    return ReadCall.read(gson, text, type);
  }

  /** Before {@code Gson.fromJson(String, TypeToken)}. */
  @OnEnter(
      method = "fromJson",
      descriptor = "(Ljava/lang/String;Lcom/google/gson/reflect/TypeToken;)Ljava/lang/Object;")
  public static Object fromJson(Gson gson, String text, TypeToken<?> type) {
    return ReadCall.read(gson, text, type);
  }
}
