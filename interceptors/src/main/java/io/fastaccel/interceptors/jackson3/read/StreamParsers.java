package io.fastaccel.interceptors.jackson3.read;

import io.fastaccel.interceptors.api.Raise;
import io.fastaccel.interceptors.json.read.Replays;
import java.io.InputStream;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;

/** The parsers with which the original reads streams of which we read something in vain. */
final class StreamParsers {

  static final Replays REPLAYS = new Replays();

  private StreamParsers() {}

  /** The parser with which the original is to read the stream; {@code null} for its own. */
  static Object parser(TokenStreamFactory factory, ObjectReadContext context, InputStream stream) {
    InputStream replay = REPLAYS.take(stream);
    if (replay == null) {
      return null;
    }
    try {
      return ReaderInternals.parser((JsonFactory) factory, context, replay, stream);
    } catch (Throwable e) {
      return new Raise(e);
    }
  }
}
