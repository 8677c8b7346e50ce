package io.fastaccel.interceptors.jackson2.read;

import com.fasterxml.jackson.core.JsonFactory;
import io.fastaccel.interceptors.api.Advice;
import io.fastaccel.interceptors.api.Feature;
import io.fastaccel.interceptors.api.OnCall;
import java.io.InputStream;

/** The same as {@link MapperParserAdvice} where a reader makes a parser. */
@Advice(target = "com.fasterxml.jackson.databind.ObjectReader", feature = Feature.JSON)
public final class ReaderParserAdvice {

  private ReaderParserAdvice() {}

  /** In place of {@link JsonFactory#createParser(InputStream)}. */
  @OnCall(
      in = "createParser",
      owner = "com.fasterxml.jackson.core.JsonFactory",
      method = "createParser",
      descriptor = "(Ljava/io/InputStream;)Lcom/fasterxml/jackson/core/JsonParser;")
  public static Object createParser(JsonFactory factory, InputStream stream) {
    return StreamParsers.parser(factory, stream);
  }
}
