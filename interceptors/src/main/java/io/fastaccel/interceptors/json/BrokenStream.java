package io.fastaccel.interceptors.json;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** A stream that has failed, and fails in the same way again. Not thread-safe. */
public final class BrokenStream extends FilterOutputStream {

  private final RuntimeException failure;

  /**
   * @param failure what a generator throws for it
   */
  public BrokenStream(OutputStream out, RuntimeException failure) {
    super(out);
    this.failure = failure;
  }

  @Override
  public void write(int b) {
    throw failure;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    throw failure;
  }

  /** Without the flush that a filter adds. */
  @Override
  public void close() throws IOException {
    out.close();
  }
}
