package io.fastaccel.interceptors.jackson2;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.fastaccel.interceptors.api.Advice;
import io.fastaccel.interceptors.api.Feature;
import io.fastaccel.interceptors.api.OnEnter;
import java.io.File;
import java.io.OutputStream;
import java.io.Writer;

/** Calls of a configured writer that turn a value into a whole document. */
@Advice(
    target = "com.fasterxml.jackson.databind.ObjectWriter",
    feature = Feature.JSON,
    activation = Advice.Activation.HOT)
public final class ObjectWriterAdvice {

  private ObjectWriterAdvice() {}

  /** See {@link Advice}. */
  static void rehearse() {
    Rehearsal.run();
  }

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

  /** Before {@link ObjectWriter#writeValue(OutputStream, Object)}. */
  @OnEnter(method = "writeValue", descriptor = "(Ljava/io/OutputStream;Ljava/lang/Object;)V")
  public static Object writeValue(ObjectWriter writer, OutputStream target, Object value) {
    return TargetWriter.isOpen(target)
        ? TargetWriter.write(new Source(writer), target, value)
        : null;
  }

  /** Before {@link ObjectWriter#writeValue(Writer, Object)}. */
  @OnEnter(method = "writeValue", descriptor = "(Ljava/io/Writer;Ljava/lang/Object;)V")
  public static Object writeValue(ObjectWriter writer, Writer target, Object value) {
    return TargetWriter.isOpen(target)
        ? TargetWriter.write(new Source(writer), target, value)
        : null;
  }

  /** Before {@link ObjectWriter#writeValue(File, Object)}. */
  @OnEnter(method = "writeValue", descriptor = "(Ljava/io/File;Ljava/lang/Object;)V")
  public static Object writeValue(ObjectWriter writer, File target, Object value) {
    return TargetWriter.isOpen(target)
        ? TargetWriter.write(new Source(writer), target, value)
        : null;
  }

  /** Before {@link ObjectWriter#writeValue(JsonGenerator, Object)}. */
  @OnEnter(
      method = "writeValue",
      descriptor = "(Lcom/fasterxml/jackson/core/JsonGenerator;Ljava/lang/Object;)V")
  public static Object writeValue(ObjectWriter writer, JsonGenerator target, Object value) {
    return GeneratorWriter.isOpen(target)
        ? GeneratorWriter.write(new Source(writer), target, value)
        : null;
  }
}
