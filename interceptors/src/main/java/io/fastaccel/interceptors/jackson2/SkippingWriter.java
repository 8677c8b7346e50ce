package io.fastaccel.interceptors.jackson2;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.Writer;

/** Takes the beginning of a document away that is in the writer already. Not thread-safe. */
final class SkippingWriter extends FilterWriter {

  private long toSkip;

  SkippingWriter(Writer out, long toSkip) {
    super(out);
    this.toSkip = toSkip;
  }

  @Override
  public void write(int c) throws IOException {
    if (toSkip > 0) {
      toSkip--;
    } else {
      out.write(c);
    }
  }

  @Override
  public void write(char[] chars, int offset, int length) throws IOException {
    int skipped = skip(length);
    if (length > skipped) {
      out.write(chars, offset + skipped, length - skipped);
    }
  }

  @Override
  public void write(String text, int offset, int length) throws IOException {
    int skipped = skip(length);
    if (length > skipped) {
      out.write(text, offset + skipped, length - skipped);
    }
  }

  private int skip(int length) {
    int skipped = (int) Math.min(toSkip, length);
    toSkip -= skipped;
    return skipped;
  }
}
