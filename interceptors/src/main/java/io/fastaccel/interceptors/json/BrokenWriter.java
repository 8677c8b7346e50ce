package io.fastaccel.interceptors.json;

import java.io.FilterWriter;
import java.io.Writer;

/** A writer that has failed, and fails in the same way again. Not thread-safe. */
public final class BrokenWriter extends FilterWriter {

  private final RuntimeException failure;

  /**
   * @param failure what a generator throws for it
   */
  public BrokenWriter(Writer out, RuntimeException failure) {
    super(out);
    this.failure = failure;
  }

  @Override
  public void write(int c) {
    throw failure;
  }

  @Override
  public void write(char[] chars, int offset, int length) {
    throw failure;
  }

  @Override
  public void write(String text, int offset, int length) {
    throw failure;
  }
}
