package io.fastaccel.interceptors.jackson2.read;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.io.ContentReference;
import java.io.IOException;
import java.io.InputStream;

/**
 * What is read.
 *
 * @param content a text, bytes or a stream
 * @param offset where it begins in the bytes, or -1 for all of the content
 * @param length of the part of the bytes
 */
record Source(JsonFactory factory, Object content, int offset, int length) {

  /** Longer texts are read from a reader, which is what locations tell of then. */
  private static final int LONGEST_TOLD = 0x8000;

  /** All of it. */
  Source(JsonFactory factory, Object content) {
    this(factory, content, -1, -1);
  }

  /** What a parser does at its end. */
  void close(boolean closesStreams) throws IOException {
    if (closesStreams && content instanceof InputStream stream) {
      stream.close();
    }
  }

  /**
   * What locations say of the content, or {@code null} if that is not known.
   *
   * @param included whether it is to be told
   */
  ContentReference reference(boolean included) {
    if (!included) {
      return ReaderInternals.hiddenContent();
    }
    if (content instanceof String text && text.length() > LONGEST_TOLD) {
      return null;
    }
    return offset < 0
        ? ReaderInternals.reference(factory, content)
        : ReaderInternals.reference(factory, content, offset, length);
  }
}
