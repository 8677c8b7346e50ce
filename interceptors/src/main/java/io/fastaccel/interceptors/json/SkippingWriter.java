package io.fastaccel.interceptors.json;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.Writer;

/** Takes the beginning of a document away that is in the writer already. Not thread-safe. */
public final class SkippingWriter extends FilterWriter {

  private long toSkip;

  /** The original has come to what is new. */
  private boolean beyond;

  /** A target that has had so much already. */
  public SkippingWriter(Writer out, long toSkip) {
    super(out);
    this.toSkip = toSkip;
  }

  @Override
  public void write(int c) throws IOException {
    if (toSkip > 0) {
      toSkip--;
    } else {
      beyond = true;
      out.write(c);
    }
  }

  @Override
  public void write(char[] chars, int offset, int length) throws IOException {
    int skipped = skip(length);
    if (length > skipped) {
      beyond = true;
      out.write(chars, offset + skipped, length - skipped);
    }
  }

  @Override
  public void write(String text, int offset, int length) throws IOException {
    int skipped = skip(length);
    if (length > skipped) {
      beyond = true;
      out.write(text, offset + skipped, length - skipped);
    }
  }

  /** Those for the beginning have been passed on. */
  @Override
  public void flush() throws IOException {
    if (beyond) {
      out.flush();
    }
  }

  private int skip(int length) {
    int skipped = (int) Math.min(toSkip, length);
    toSkip -= skipped;
    return skipped;
  }
}
