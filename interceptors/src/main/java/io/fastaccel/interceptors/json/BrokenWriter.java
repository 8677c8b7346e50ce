package io.fastaccel.interceptors.json;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.Writer;

/** A writer that has failed, and fails in the same way again. Not thread-safe. */
public final class BrokenWriter extends FilterWriter {

  private final Exception failure;
  private boolean failed;

  /**
   * @param failure what the target threw: an {@link IOException}, for which a generator makes an
   *     exception of its own each time, or a {@link RuntimeException}, which is thrown once, since
   *     nothing can be suppressed by itself
   */
  public BrokenWriter(Writer out, Exception failure) {
    super(out);
    this.failure = failure;
  }

  @Override
  public void write(int c) throws IOException {
    fail();
  }

  @Override
  public void write(char[] chars, int offset, int length) throws IOException {
    fail();
  }

  @Override
  public void write(String text, int offset, int length) throws IOException {
    fail();
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
