package io.fastaccel.interceptors.jackson2;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.util.ClassUtil;
import io.fastaccel.interceptors.json.SkippingStream;
import io.fastaccel.interceptors.json.SkippingWriter;
import io.fastaccel.runtime.text.JsonOutput;
import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;

/**
 * Where a document goes that does not stay in memory. It goes there through a generator of
 * Jackson's own, so that flushing and closing, and what becomes of their failures, is as it always
 * is. The parts of a large document go there while the rest is being written; after that the
 * original can only go on, and what it repeats is skipped.
 *
 * <p>For one call.
 */
abstract class Target {

  private final Source source;
  private JsonGenerator generator;

  /** Bytes or chars that have gone to the generator. */
  private long written;

  private boolean begun;

  /** The target has thrown an exception. */
  private boolean failed;

  private Target(Source source) {
    this.source = source;
  }

  /** A stream of the application's. */
  static Target of(Source source, OutputStream stream) {
    return new OfStream(source, stream);
  }

  /** A writer of the application's. */
  static Target of(Source source, Writer writer) {
    return new OfWriter(source, writer);
  }

  /**
   * A file, which is opened at once, as the original does.
   *
   * @throws IOException the original's
   */
  static Target of(Source source, File file) throws IOException {
    return new OfFile(source, file);
  }

  /** Whether a stream or a writer is one that skips, on which the original is at work. */
  static boolean isOurs(Object target) {
    return target instanceof SkippingStream || target instanceof SkippingWriter;
  }

  /** Whether a text is wanted, else bytes. */
  abstract boolean isText();

  abstract JsonGenerator open(Source from) throws IOException;

  /** Sends what the output holds; answers its length. */
  abstract long send(JsonOutput out, JsonGenerator to) throws IOException;

  abstract void again(Source from, Object value, long toSkip) throws IOException;

  /** Notes what is open from the start. */
  final void opened(JsonGenerator open) {
    generator = open;
  }

  /** Lets go of what was opened, if that was a file. */
  final void abandon() throws IOException {
    if (generator != null) {
      generator.close();
    }
  }

  private static long sendBytes(JsonOutput out, JsonGenerator to) throws IOException {
    byte[] bytes = out.takeBytes();
    to.writeRaw(new EncodedText(bytes));
    return bytes.length;
  }

  /** Sends a part of a document. */
  final void drain(JsonOutput out) throws IOException {
    begun = true;
    try {
      if (generator == null) {
        generator = open(source);
      }
      written += send(out, generator);
    } catch (IOException e) {
      failed = true;
      throw e;
    }
  }

  /** Whether the target holds anything of the document. */
  final boolean hasSent() {
    return written > 0;
  }

  /** Whether parts of the document are sent already. */
  final boolean hasBegun() {
    return begun;
  }

  /** Sends the rest of a document, and ends the target's use. */
  final void finish(JsonOutput out) throws IOException {
    try {
      drain(out);
    } catch (IOException e) {
      fail(out, e);
    }
    generator.close();
  }

  /**
   * Flushes the target, as a serializer wished.
   *
   * @param out what is to be sent before, or {@code null} if it ends with a separator that may have
   *     to be taken back
   */
  final void flush(JsonOutput out) throws IOException {
    if (out != null) {
      drain(out);
    } else if (generator == null) {
      begun = true;
      generator = open(source);
    }
    generator.flush();
  }

  /**
   * Sends what there was before an exception of the application's, and throws it as the original
   * does.
   */
  final void fail(JsonOutput out, Exception thrown) throws IOException {
    if (!failed) {
      try {
        drain(out);
      } catch (IOException e) {
        thrown.addSuppressed(e);
      }
    }
    ClassUtil.closeOnFailAndThrowAsIOE(generator, thrown);
  }

  /** Has the original write the document, and skips what is there. */
  final void writeAgain(Object value) throws IOException {
    generator.disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM).flush();
    again(source, value, written);
  }

  private static final class OfStream extends Target {
    private final OutputStream stream;

    OfStream(Source source, OutputStream stream) {
      super(source);
      this.stream = stream;
    }

    @Override
    boolean isText() {
      return false;
    }

    @Override
    JsonGenerator open(Source from) throws IOException {
      return from.factory().createGenerator(stream, JsonEncoding.UTF8);
    }

    @Override
    long send(JsonOutput out, JsonGenerator to) throws IOException {
      return sendBytes(out, to);
    }

    @Override
    void again(Source from, Object value, long toSkip) throws IOException {
      from.writeAgain(new SkippingStream(stream, toSkip), value);
    }
  }

  private static final class OfFile extends Target {
    private final File file;

    OfFile(Source source, File file) throws IOException {
      super(source);
      this.file = file;
      opened(source.factory().createGenerator(file, JsonEncoding.UTF8));
    }

    @Override
    boolean isText() {
      return false;
    }

    @Override
    JsonGenerator open(Source from) {
      throw new IllegalStateException("open already");
    }

    @Override
    long send(JsonOutput out, JsonGenerator to) throws IOException {
      return sendBytes(out, to);
    }

    @Override
    void again(Source from, Object value, long toSkip) throws IOException {
      try (OutputStream rest = new FileOutputStream(file, true)) {
        from.writeAgain(new SkippingStream(rest, toSkip), value);
      } finally {
        abandon();
      }
    }
  }

  private static final class OfWriter extends Target {
    private final Writer writer;

    OfWriter(Source source, Writer writer) {
      super(source);
      this.writer = writer;
    }

    @Override
    boolean isText() {
      return true;
    }

    @Override
    JsonGenerator open(Source from) throws IOException {
      return from.factory().createGenerator(writer);
    }

    @Override
    long send(JsonOutput out, JsonGenerator to) throws IOException {
      String text = out.takeText();
      to.writeRaw(text);
      return text.length();
    }

    @Override
    void again(Source from, Object value, long toSkip) throws IOException {
      from.writeAgain(new SkippingWriter(writer, toSkip), value);
    }
  }
}
