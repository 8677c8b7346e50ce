package io.fastaccel.interceptors.json;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** A stream that has failed, and fails in the same way again. Not thread-safe. */
public final class BrokenStream extends FilterOutputStream {

  private final RepeatedFailure failure;

  /**
   * @param failure what the target threw, an {@link IOException} or a {@link RuntimeException}
   */
  public BrokenStream(OutputStream out, Exception failure) {
    super(out);
    this.failure = new RepeatedFailure(failure);
  }

  @Override
  public void write(int b) throws IOException {
    failure.raise();
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    failure.raise();
  }

  /** Without the flush that a filter adds. */
  @Override
  public void close() throws IOException {
    out.close();
  }
}
