package io.fastaccel.interceptors.jackson2;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fastaccel.interceptors.api.Advice;
import io.fastaccel.interceptors.api.Feature;
import io.fastaccel.interceptors.api.OnEnter;
import java.io.File;
import java.io.OutputStream;
import java.io.Writer;

/** Calls that turn a value into a whole document. */
@Advice(
    target = "com.fasterxml.jackson.databind.ObjectMapper",
    feature = Feature.JSON,
    activation = Advice.Activation.HOT)
public final class ObjectMapperAdvice {

  private ObjectMapperAdvice() {}

  /** See {@link Advice}. */
  static void rehearse() {
    Rehearsal.run();
  }

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

  /** Before {@link ObjectMapper#writeValue(OutputStream, Object)}. */
  @OnEnter(method = "writeValue", descriptor = "(Ljava/io/OutputStream;Ljava/lang/Object;)V")
  public static Object writeValue(ObjectMapper mapper, OutputStream target, Object value) {
    return TargetWriter.isOpen(target)
        ? TargetWriter.write(new Source(mapper), target, value)
        : null;
  }

  /** Before {@link ObjectMapper#writeValue(Writer, Object)}. */
  @OnEnter(method = "writeValue", descriptor = "(Ljava/io/Writer;Ljava/lang/Object;)V")
  public static Object writeValue(ObjectMapper mapper, Writer target, Object value) {
    return TargetWriter.isOpen(target)
        ? TargetWriter.write(new Source(mapper), target, value)
        : null;
  }

  /** Before {@link ObjectMapper#writeValue(File, Object)}. */
  @OnEnter(method = "writeValue", descriptor = "(Ljava/io/File;Ljava/lang/Object;)V")
  public static Object writeValue(ObjectMapper mapper, File target, Object value) {
    return TargetWriter.isOpen(target)
        ? TargetWriter.write(new Source(mapper), target, value)
        : null;
  }

  /** Before {@link ObjectMapper#writeValue(JsonGenerator, Object)}. */
  @OnEnter(
      method = "writeValue",
      descriptor = "(Lcom/fasterxml/jackson/core/JsonGenerator;Ljava/lang/Object;)V")
  public static Object writeValue(ObjectMapper mapper, JsonGenerator target, Object value) {
    return GeneratorWriter.isOpen(target)
        ? GeneratorWriter.write(new Source(mapper), target, value)
        : null;
  }
}
