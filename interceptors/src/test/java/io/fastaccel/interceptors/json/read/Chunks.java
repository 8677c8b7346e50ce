package io.fastaccel.interceptors.json.read;

import java.io.ByteArrayInputStream;
import java.io.IOException;

/** A stream that gives its bytes in uneven pieces, and that cannot be read once it is closed. */
public final class Chunks extends ByteArrayInputStream {
  private int next;
  private boolean closed;

  public Chunks(byte[] bytes, int seed) {
    super(bytes);
    this.next = seed % 7 == 0 ? 1 : 1 + (seed * 31) % 9000;
  }

  @Override
  public synchronized int read() {
    requireOpen();
    return super.read();
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("read after it was closed");
    }
  }

  @Override
  public synchronized int read(byte[] out, int from, int length) {
    requireOpen();
    next = next == 1 ? 1 : 2 + next * 7 % 8999;
    return super.read(out, from, Math.min(length, next));
  }

  public int position() {
    return pos;
  }

  public boolean isClosed() {
    return closed;
  }

  @Override
  public void close() throws IOException {
    closed = true;
  }
}
