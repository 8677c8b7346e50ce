package io.fastaccel.interceptors.json.read;

import io.fastaccel.runtime.text.JsonInput;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Streams of which we read something in vain, until the original reads them from the beginning: the
 * same method call that we left to it makes a parser for the stream next. One for each copy of a
 * library; safe for use by many threads.
 */
public final class Replays {

  private final ConcurrentHashMap<Key, InputStream> waiting = new ConcurrentHashMap<>();

  /** Set once the original's calls have been seen to come by here. */
  private volatile boolean linked;

  /** Nothing waits yet. */
  public Replays() {}

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
  public boolean arePossible() {
    return linked;
  }

  /** Has the original read again what was read. */
  public void prepare(InputStream stream, JsonInput read) {
    prepare(stream, read, null);
  }

  /**
   * The same for a stream that has been closed in vain.
   *
   * @param failureAtEnd what {@link InputStream#close} threw, to be thrown again; or {@code null}
   */
  public void prepare(InputStream stream, JsonInput read, Throwable failureAtEnd) {
    waiting.put(new Key(stream), new Replay(read, stream, failureAtEnd));
  }

  /**
   * Asked for each stream before the original reads it.
   *
   * @return what it is to read in the stream's place, or {@code null} for the stream itself
   */
  public InputStream take(InputStream stream) {
    linked = true;
    return waiting.isEmpty() ? null : waiting.remove(new Key(stream));
  }

  /** What was read, then what the stream did at the last, then the rest of the stream. */
  private static final class Replay extends InputStream {
    private final ByteArrayInputStream first;
    private final InputStream rest;
    private Throwable failure;
    private final boolean atEnd;
    private boolean emptyRead;
    private final Throwable failureAtEnd;

    Replay(JsonInput read, InputStream rest, Throwable failureAtEnd) {
      this.first = new ByteArrayInputStream(read.readSoFar());
      this.rest = rest;
      this.failure = read.failure();
      this.atEnd = read.hadEndOfStream();
      this.emptyRead = read.hadEmptyRead();
      this.failureAtEnd = failureAtEnd;
    }

    @Override
    public int read() throws IOException {
      int c = first.read();
      return c >= 0 || atEnd ? c : rest.read();
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
      return atEnd ? -1 : rest.read(out, from, length);
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T extends Throwable> T unchecked(Throwable e) throws T {
      throw (T) e;
    }

    @Override
    public int available() throws IOException {
      return atEnd ? first.available() : first.available() + rest.available();
    }

    @Override
    public void close() throws IOException {
      if (failureAtEnd != null) {
        throw Replay.<RuntimeException>unchecked(failureAtEnd);
      }
      rest.close();
    }
  }
}
