package io.fastaccel.interceptors.jackson2.read;

import com.fasterxml.jackson.core.JsonFactory;
import io.fastaccel.interceptors.api.Advice;
import io.fastaccel.interceptors.api.Feature;
import io.fastaccel.interceptors.api.OnCall;
import java.io.InputStream;

/**
 * Where a mapper makes a parser for a stream: of a stream that we read in vain, the original must
 * see the beginning. Linked at the first call, so that it is there before any stream is read by us.
 */
@Advice(target = "com.fasterxml.jackson.databind.ObjectMapper", feature = Feature.JSON)
public final class MapperParserAdvice {

  private MapperParserAdvice() {}

  /** In place of {@link JsonFactory#createParser(InputStream)}. */
  @OnCall(
      in = "readValue",
      owner = "com.fasterxml.jackson.core.JsonFactory",
      method = "createParser",
      descriptor = "(Ljava/io/InputStream;)Lcom/fasterxml/jackson/core/JsonParser;")
  @OnCall(
      in = "readTree",
      owner = "com.fasterxml.jackson.core.JsonFactory",
      method = "createParser",
      descriptor = "(Ljava/io/InputStream;)Lcom/fasterxml/jackson/core/JsonParser;")
  public static Object createParser(JsonFactory factory, InputStream stream) {
    return StreamParsers.parser(factory, stream);
  }
}
