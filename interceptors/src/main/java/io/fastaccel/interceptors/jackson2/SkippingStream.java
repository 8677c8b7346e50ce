package io.fastaccel.interceptors.jackson2;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Takes the beginning of a document away that is in the stream already. Not thread-safe. */
final class SkippingStream extends FilterOutputStream {

  private long toSkip;

  SkippingStream(OutputStream out, long toSkip) {
    super(out);
    this.toSkip = toSkip;
  }

  @Override
  public void write(int b) throws IOException {
    if (toSkip > 0) {
      toSkip--;
    } else {
      out.write(b);
    }
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    int skipped = (int) Math.min(toSkip, length);
    toSkip -= skipped;
    if (length > skipped) {
      out.write(bytes, offset + skipped, length - skipped);
    }
  }

  /** Without the flush that a filter adds. */
  @Override
  public void close() throws IOException {
    out.close();
  }
}
