package io.fastaccel.interceptors.jackson3;

import io.fastaccel.interceptors.api.Advice;
import io.fastaccel.interceptors.api.Feature;
import io.fastaccel.interceptors.api.OnEnter;
import tools.jackson.databind.ObjectMapper;

/** Calls of a mapper that turn a value into a whole document in memory. */
@Advice(
    target = "tools.jackson.databind.ObjectMapper",
    feature = Feature.JSON,
    activation = Advice.Activation.HOT)
public final class ObjectMapperAdvice {

  private ObjectMapperAdvice() {}

  /** Before {@link ObjectMapper#writeValueAsString}. */
  @OnEnter(method = "writeValueAsString", descriptor = "(Ljava/lang/Object;)Ljava/lang/String;")
  public static Object writeValueAsString(ObjectMapper mapper, Object value) {
    return ValueWriter.write(mapper, value, true);
  }

  /** Before {@link ObjectMapper#writeValueAsBytes}. */
  @OnEnter(method = "writeValueAsBytes", descriptor = "(Ljava/lang/Object;)[B")
  public static Object writeValueAsBytes(ObjectMapper mapper, Object value) {
    return ValueWriter.write(mapper, value, false);
  }
}
