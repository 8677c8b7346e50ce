package io.fastaccel.interceptors.jackson3.read;

import java.io.InputStream;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.io.ContentReference;
import tools.jackson.core.json.JsonFactory;

/** What is read. For one call. */
final class Source {

  /** Longer texts are read from a reader, which is what locations tell of then. */
  private static final int LONGEST_TOLD = 0x8000;

  private final JsonFactory factory;
  private final Object content;
  private final int offset;
  private final int length;
  private final InputStream managed;
  private Throwable failureAtEnd;

  private Source(JsonFactory factory, Object content, int offset, int length, InputStream managed) {
    this.factory = factory;
    this.content = content;
    this.offset = offset;
    this.length = length;
    this.managed = managed;
  }

  /** A text or a stream. */
  Source(JsonFactory factory, Object content) {
    this(factory, content, -1, -1, null);
  }

  /** Bytes. */
  Source(JsonFactory factory, byte[] content, int offset, int length) {
    this(factory, content, offset, length, null);
  }

  /**
   * A file.
   *
   * @param managed the stream that we opened
   */
  Source(JsonFactory factory, Object content, InputStream managed) {
    this(factory, content, -1, -1, managed);
  }

  /** Jackson's parser for a text or for bytes. */
  JsonParser parser(ObjectReadContext context) {
    return content instanceof String text
        ? factory.createParser(context, text)
        : factory.createParser(context, (byte[]) content, offset, length);
  }

  /** What a parser does at its end. */
  void close(boolean closesStreams, FastParser parser) {
    InputStream stream = managed;
    if (stream == null && closesStreams && content instanceof InputStream given) {
      stream = given;
    }
    if (stream == null) {
      return;
    }
    try {
      stream.close();
    } catch (Throwable e) {
      failureAtEnd = e;
      throw parser.refused("input that does not close");
    }
  }

  /** What closing the input threw, or {@code null}. */
  Throwable failureAtEnd() {
    return failureAtEnd;
  }

  /**
   * What locations say of the content, or {@code null} if that is not known.
   *
   * @param included whether it is to be told
   */
  ContentReference reference(boolean included) {
    if (!included) {
      return ContentReference.redacted();
    }
    if (content instanceof String text && text.length() > LONGEST_TOLD) {
      return null;
    }
    return offset < 0
        ? ReaderInternals.reference(factory, content)
        : ReaderInternals.reference(factory, content, offset, length);
  }
}
