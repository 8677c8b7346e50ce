package io.fastaccel.interceptors.json;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** A stream that has failed, and fails in the same way again. Not thread-safe. */
public final class BrokenStream extends FilterOutputStream {

  private final Exception failure;
  private boolean failed;

  /**
   * @param failure what the target threw: an {@link IOException}, for which a generator makes an
   *     exception of its own each time, or a {@link RuntimeException}, which is thrown once, since
   *     nothing can be suppressed by itself
   */
  public BrokenStream(OutputStream out, Exception failure) {
    super(out);
    this.failure = failure;
  }

  @Override
  public void write(int b) throws IOException {
    fail();
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    fail();
  }

  /** Without the flush that a filter adds. */
  @Override
  public void close() throws IOException {
    out.close();
  }

  private void fail() throws IOException {
    if (failure instanceof IOException io) {
      throw io;
    }
    if (!failed) {
      failed = true;
      throw (RuntimeException) failure;
    }
  }
}
