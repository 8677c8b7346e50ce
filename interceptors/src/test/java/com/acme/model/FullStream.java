package com.acme.model;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Fails after some bytes. */
public final class FullStream extends OutputStream {
  private final ByteArrayOutputStream held = new ByteArrayOutputStream();
  private final int capacity;
  private int closed;

  public FullStream(int capacity) {
    this.capacity = capacity;
  }

  /** How often it was closed. */
  public int closed() {
    return closed;
  }

  @Override
  public void write(int b) throws IOException {
    if (held.size() >= capacity) {
      throw new IOException("full");
    }
    held.write(b);
  }

  @Override
  public void close() {
    closed++;
  }
}
