package io.fastaccel.interceptors.gson;

import com.google.gson.JsonParser;
import io.fastaccel.interceptors.api.Advice;
import io.fastaccel.interceptors.api.Feature;
import io.fastaccel.interceptors.api.OnEnter;

/** Calls that turn a whole document into a tree. */
@Advice(
    target = "com.google.gson.JsonParser",
    feature = Feature.JSON,
    activation = Advice.Activation.HOT_INPUT)
public final class JsonParserAdvice {

  private JsonParserAdvice() {}

  /** Before {@link JsonParser#parseString(String)}, which the deprecated {@code parse} calls. */
  @OnEnter(method = "parseString", descriptor = "(Ljava/lang/String;)Lcom/google/gson/JsonElement;")
  public static Object parseString(String text) {
    return ReadCall.parse(text);
  }
}
