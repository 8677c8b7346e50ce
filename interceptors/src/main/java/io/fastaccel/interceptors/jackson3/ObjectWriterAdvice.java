package io.fastaccel.interceptors.jackson3;

import io.fastaccel.interceptors.api.Advice;
import io.fastaccel.interceptors.api.Feature;
import io.fastaccel.interceptors.api.OnEnter;
import tools.jackson.databind.ObjectWriter;

/** Calls of a writer that turn a value into a whole document in memory. */
@Advice(
    target = "tools.jackson.databind.ObjectWriter",
    feature = Feature.JSON,
    activation = Advice.Activation.HOT)
public final class ObjectWriterAdvice {

  private ObjectWriterAdvice() {}

  /** Before {@link ObjectWriter#writeValueAsString}. */
  @OnEnter(method = "writeValueAsString", descriptor = "(Ljava/lang/Object;)Ljava/lang/String;")
  public static Object writeValueAsString(ObjectWriter writer, Object value) {
    return ValueWriter.write(writer, value, true);
  }

  /** Before {@link ObjectWriter#writeValueAsBytes}. */
  @OnEnter(method = "writeValueAsBytes", descriptor = "(Ljava/lang/Object;)[B")
  public static Object writeValueAsBytes(ObjectWriter writer, Object value) {
    return ValueWriter.write(writer, value, false);
  }
}
