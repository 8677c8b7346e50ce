package com.acme.model;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/** An application's streams and writers that tell what happened to them, and may be full. */
public final class Targets {

  private Targets() {}

  /** A stream. */
  public static final class Stream extends OutputStream {
    private final ByteArrayOutputStream held = new ByteArrayOutputStream();
    private final StringBuilder events = new StringBuilder();
    private final int capacity;

    /**
     * @param capacity after that much all fails
     */
    public Stream(int capacity) {
      this.capacity = capacity;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      int accepted = Math.min(length, capacity - held.size());
      held.write(bytes, offset, accepted);
      if (accepted < length) {
        throw new IOException("full");
      }
    }

    @Override
    public void flush() {
      events.append(" flushed at ").append(held.size());
    }

    @Override
    public void close() {
      events.append(" closed");
    }

    @Override
    public String toString() {
      return held.toString(StandardCharsets.UTF_8) + events;
    }
  }

  /** A writer. */
  public static final class Text extends Writer {
    private final StringBuilder held = new StringBuilder();
    private final StringBuilder events = new StringBuilder();
    private final int capacity;

    /**
     * @param capacity after that much all fails
     */
    public Text(int capacity) {
      this.capacity = capacity;
    }

    @Override
    public void write(char[] chars, int offset, int length) throws IOException {
      int accepted = Math.min(length, capacity - held.length());
      held.append(chars, offset, accepted);
      if (accepted < length) {
        throw new IOException("full");
      }
    }

    @Override
    public void flush() {
      events.append(" flushed at ").append(held.length());
    }

    @Override
    public void close() {
      events.append(" closed");
    }

    @Override
    public String toString() {
      return held.toString() + events;
    }
  }
}
