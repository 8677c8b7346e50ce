package io.fastaccel.interceptors.json;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Takes the beginning of a document away that is in the stream already. Not thread-safe. */
public final class SkippingStream extends FilterOutputStream {

  private long toSkip;

  /** The original has come to what is new. */
  private boolean beyond;

  /** A target that has had so much already. */
  public SkippingStream(OutputStream out, long toSkip) {
    super(out);
    this.toSkip = toSkip;
  }

  @Override
  public void write(int b) throws IOException {
    if (toSkip > 0) {
      toSkip--;
    } else {
      beyond = true;
      out.write(b);
    }
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    int skipped = (int) Math.min(toSkip, length);
    toSkip -= skipped;
    if (length > skipped) {
      beyond = true;
      out.write(bytes, offset + skipped, length - skipped);
    }
  }

  /** Those for the beginning have been passed on. */
  @Override
  public void flush() throws IOException {
    if (beyond) {
      out.flush();
    }
  }

  /** Without the flush that a filter adds. */
  @Override
  public void close() throws IOException {
    out.close();
  }
}
