package io.fastaccel.interceptors.jackson3.read;

import io.fastaccel.interceptors.api.Advice;
import io.fastaccel.interceptors.api.Feature;
import io.fastaccel.interceptors.api.OnCall;
import java.io.InputStream;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamFactory;

/**
 * Where a mapper makes a parser for a stream: of a stream that we read in vain, the original must
 * see the beginning. Linked at the first call, so that it is there before any stream is read by us.
 */
@Advice(target = "tools.jackson.databind.ObjectMapper", feature = Feature.JSON)
public final class MapperParserAdvice {

  private MapperParserAdvice() {}

  /** In place of {@link TokenStreamFactory#createParser(ObjectReadContext, InputStream)}. */
  @OnCall(
      in = "readValue",
      owner = "tools.jackson.core.TokenStreamFactory",
      method = "createParser",
      descriptor =
          "(Ltools/jackson/core/ObjectReadContext;Ljava/io/InputStream;)"
              + "Ltools/jackson/core/JsonParser;")
  @OnCall(
      in = "readTree",
      owner = "tools.jackson.core.TokenStreamFactory",
      method = "createParser",
      descriptor =
          "(Ltools/jackson/core/ObjectReadContext;Ljava/io/InputStream;)"
              + "Ltools/jackson/core/JsonParser;")
  public static Object createParser(
      TokenStreamFactory factory, ObjectReadContext context, InputStream stream) {
    return StreamParsers.parser(factory, context, stream);
  }
}
