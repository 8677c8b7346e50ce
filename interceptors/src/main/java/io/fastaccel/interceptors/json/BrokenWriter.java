package io.fastaccel.interceptors.json;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.Writer;

/** A writer that has failed, and fails in the same way again. Not thread-safe. */
public final class BrokenWriter extends FilterWriter {

  private final RepeatedFailure failure;

  /**
   * @param failure what the target threw, an {@link IOException} or a {@link RuntimeException}
   */
  public BrokenWriter(Writer out, Exception failure) {
    super(out);
    this.failure = new RepeatedFailure(failure);
  }

  @Override
  public void write(int c) throws IOException {
    failure.raise();
  }

  @Override
  public void write(char[] chars, int offset, int length) throws IOException {
    failure.raise();
  }

  @Override
  public void write(String text, int offset, int length) throws IOException {
    failure.raise();
  }
}
