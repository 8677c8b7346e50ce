package io.fastaccel.interceptors.jackson3;

import io.fastaccel.interceptors.api.Advice;
import io.fastaccel.interceptors.api.Feature;
import io.fastaccel.interceptors.api.OnEnter;
import tools.jackson.databind.SequenceWriter;

/** Calls that write one value of a sequence. */
@Advice(
    target = "tools.jackson.databind.SequenceWriter",
    feature = Feature.JSON,
    activation = Advice.Activation.HOT)
public final class SequenceWriterAdvice {

  private SequenceWriterAdvice() {}

  /** Before {@link SequenceWriter#write(Object)}. */
  @OnEnter(
      method = "write",
      descriptor = "(Ljava/lang/Object;)Ltools/jackson/databind/SequenceWriter;")
  public static Object write(SequenceWriter writer, Object value) {
    return GeneratorWriter.write(writer, value);
  }
}
