package io.fastaccel.interceptors.json.read;

import io.fastaccel.runtime.text.JsonInput;
import java.io.IOException;
import java.io.InputStream;

/**
 * A stream of which we read something in vain, as the original is to read it: what was read, then
 * what the stream did at the last, then the rest of it. Made before anything is read, and in need
 * of no memory afterwards, so that nothing that was read can be lost. For one thread.
 */
public final class Replay extends InputStream {

  private final InputStream rest;
  private final JsonInput read;
  private Throwable failureAtEnd;
  private int position;
  private boolean emptyRead;
  private boolean failed;

  /**
   * @param read what reads the stream; not to be used by others, nor released, once this is read
   */
  public Replay(JsonInput read, InputStream rest) {
    this.read = read;
    this.rest = rest;
  }

  /** What {@link InputStream#close} threw in vain, to be thrown again; or {@code null}. */
  public Replay endingWith(Throwable failure) {
    failureAtEnd = failure;
    return this;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    int count = read(one, 0, 1);
    return count > 0 ? one[0] & 0xFF : count < 0 || read.hadEndOfStream() ? -1 : rest.read();
  }

  @Override
  public int read(byte[] out, int from, int length) throws IOException {
    int count = read.readSoFar(position, out, from, length);
    if (count > 0) {
      position += count;
      return count;
    }
    if (read.hadEmptyRead() && !emptyRead) {
      emptyRead = true;
      return 0;
    }
    if (read.failure() != null && !failed) {
      failed = true;
      throw Replay.<RuntimeException>unchecked(read.failure());
    }
    return read.hadEndOfStream() ? -1 : rest.read(out, from, length);
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <T extends Throwable> T unchecked(Throwable e) throws T {
    throw (T) e;
  }

  @Override
  public int available() throws IOException {
    return read.hadEndOfStream() ? 0 : rest.available();
  }

  @Override
  public void close() throws IOException {
    if (failureAtEnd != null) {
      throw Replay.<RuntimeException>unchecked(failureAtEnd);
    }
    rest.close();
  }
}
