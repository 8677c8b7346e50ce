package io.fastaccel.interceptors.jackson2.read;

import com.fasterxml.jackson.core.JsonFactory;
import io.fastaccel.interceptors.api.Raise;
import io.fastaccel.runtime.text.JsonInput;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Streams of which we read something in vain, until the original reads them from the beginning: the
 * same method call that we left to it makes a parser for the stream next.
 */
final class Replays {

  private static final ConcurrentHashMap<Key, InputStream> WAITING = new ConcurrentHashMap<>();

  /** Set once the original's calls have been seen to come by here. */
  private static volatile boolean linked;

  private Replays() {}

  /** The very stream, whatever it is equal to. */
  private record Key(InputStream stream) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Key key && key.stream == stream;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(stream);
    }
  }

  /** Whether a stream may be read at all. */
  static boolean arePossible() {
    return linked;
  }

  /** Has the original read again what was read. */
  static void prepare(InputStream stream, JsonInput read) {
    WAITING.put(new Key(stream), new Replay(read, stream));
  }

  /** The parser with which the original is to read the stream; {@code null} for its own. */
  static Object parser(JsonFactory factory, InputStream stream) {
    linked = true;
    InputStream replay = WAITING.isEmpty() ? null : WAITING.remove(new Key(stream));
    if (replay == null) {
      return null;
    }
    try {
      return ReaderInternals.parser(factory, replay, stream);
    } catch (Throwable e) {
      return new Raise(e);
    }
  }

  /** What was read, then what the stream did at the last, then the rest of the stream. */
  private static final class Replay extends InputStream {
    private final ByteArrayInputStream first;
    private final InputStream rest;
    private Throwable failure;
    private boolean emptyRead;

    Replay(JsonInput read, InputStream rest) {
      this.first = new ByteArrayInputStream(read.readSoFar());
      this.rest = rest;
      this.failure = read.failure();
      this.emptyRead = read.hadEmptyRead();
    }

    @Override
    public int read() throws IOException {
      int c = first.read();
      return c >= 0 ? c : rest.read();
    }

    @Override
    public int read(byte[] out, int from, int length) throws IOException {
      int count = first.read(out, from, length);
      if (count > 0) {
        return count;
      }
      if (emptyRead) {
        emptyRead = false;
        return 0;
      }
      if (failure != null) {
        Throwable thrown = failure;
        failure = null;
        throw Replay.<RuntimeException>unchecked(thrown);
      }
      return rest.read(out, from, length);
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T extends Throwable> T unchecked(Throwable e) throws T {
      throw (T) e;
    }

    @Override
    public int available() throws IOException {
      return first.available() + rest.available();
    }

    @Override
    public void close() throws IOException {
      rest.close();
    }
  }
}
