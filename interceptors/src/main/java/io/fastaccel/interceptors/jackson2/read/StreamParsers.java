package io.fastaccel.interceptors.jackson2.read;

import com.fasterxml.jackson.core.JsonFactory;
import io.fastaccel.interceptors.api.Raise;
import io.fastaccel.interceptors.json.read.Replays;
import java.io.InputStream;

/** The parsers with which the original reads streams of which we read something in vain. */
final class StreamParsers {

  static final Replays REPLAYS = new Replays();

  private StreamParsers() {}

  /** The parser with which the original is to read the stream; {@code null} for its own. */
  static Object parser(JsonFactory factory, InputStream stream) {
    InputStream replay = REPLAYS.take(stream);
    if (replay == null) {
      return null;
    }
    try {
      return ReaderInternals.parser(factory, replay, stream);
    } catch (Throwable e) {
      return new Raise(e);
    }
  }
}
