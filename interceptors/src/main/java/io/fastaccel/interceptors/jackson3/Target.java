package io.fastaccel.interceptors.jackson3;

import io.fastaccel.interceptors.json.BrokenStream;
import io.fastaccel.interceptors.json.BrokenWriter;
import io.fastaccel.interceptors.json.SkippingStream;
import io.fastaccel.interceptors.json.SkippingWriter;
import io.fastaccel.runtime.text.JsonOutput;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.databind.util.ClassUtil;

/**
 * Where a document goes that does not stay in memory. It goes there through a generator of
 * Jackson's own, so that flushing and closing, and what becomes of their failures, is as it always
 * is. The parts of a large document go there while the rest is being written; after that the
 * original can only go on, and what it repeats is skipped.
 *
 * <p>For one call.
 */
abstract class Target {

  private Source source;
  private JsonGenerator generator;

  /** Bytes or chars that have gone to the generator. */
  private long written;

  /** Of those the ones that the generator does not hold any more. */
  private long delivered;

  private boolean begun;

  /** What the target threw, or {@code null}. */
  private RuntimeException failure;

  private Target() {}

  /** A stream of the application's. */
  static Target of(OutputStream stream) {
    return new OfStream(stream);
  }

  /** A writer of the application's. */
  static Target of(Writer writer) {
    return new OfWriter(writer);
  }

  /** A file. */
  static Target of(File file) {
    return new OfFile(file, null);
  }

  /** A file. */
  static Target of(Path file) {
    return new OfFile(null, file);
  }

  /** Whether a stream or a writer is one that skips, on which the original is at work. */
  static boolean isOurs(Object target) {
    return target instanceof SkippingStream || target instanceof SkippingWriter;
  }

  /** Whether a text is wanted, else bytes. */
  abstract boolean isText();

  abstract JsonGenerator open(TokenStreamFactory factory, ObjectWriteContext context);

  /** Sends what the output holds; answers its length. */
  abstract long send(JsonOutput out, JsonGenerator to);

  /**
   * Has the original write the document, and skips its beginning.
   *
   * @param broken what the target throws from there on, or {@code null} if it has not failed
   */
  abstract void again(Source from, Object value, long toSkip, RuntimeException broken)
      throws IOException;

  /** Lets go of what was opened, if that was a file. */
  abstract void abandon();

  /** Begins the target's use as the original does; what it throws is the original's. */
  final void open(Source wanted) {
    source = wanted;
    generator = open(wanted.factory(), wanted.context());
  }

  final JsonGenerator generator() {
    return generator;
  }

  /** Sends a part of a document. */
  final void drain(JsonOutput out) {
    begun = true;
    attempt(() -> written += send(out, generator));
  }

  /** Sends the rest of a document, and what the generator holds. */
  private void drainAll(JsonOutput out) {
    drain(out);
    attempt(this::flushGenerator);
  }

  /** Does what may fail at the target. */
  private void attempt(Runnable action) {
    try {
      action.run();
      delivered = written - generator.streamWriteOutputBuffered();
    } catch (RuntimeException e) {
      failure = e;
      throw e;
    }
  }

  /** The target itself is not flushed. */
  private void flushGenerator() {
    boolean passes = generator.isEnabled(StreamWriteFeature.FLUSH_PASSED_TO_STREAM);
    generator.configure(StreamWriteFeature.FLUSH_PASSED_TO_STREAM, false).flush();
    generator.configure(StreamWriteFeature.FLUSH_PASSED_TO_STREAM, passes);
  }

  /** Whether the target holds anything of the document. */
  final boolean hasSent() {
    return written > 0;
  }

  /** Whether parts of the document are sent already. */
  final boolean hasBegun() {
    return begun;
  }

  /** What the target threw when a part of the document was sent, or {@code null}. */
  final RuntimeException failure() {
    return failure;
  }

  /** Sends the rest of a document, and ends the target's use. */
  final void finish(JsonOutput out) {
    drainAll(out);
    generator.close();
  }

  /** Flushes the target, as a serializer wished. */
  final void flush(JsonOutput out) {
    drain(out);
    attempt(generator::flush);
  }

  /**
   * Sends what there was before an exception of the application's, and throws it as the original
   * does.
   */
  final void fail(JsonOutput out, Exception thrown) {
    drainAll(out);
    ClassUtil.closeOnFailAndThrowAsJacksonE(generator, thrown);
  }

  /** Has the original write the document, and skips what is there. */
  final void writeAgain(Object value) {
    flushGenerator();
    again(value, written, null);
  }

  /**
   * Has the original fail at the target in its own way: it knows at which value it was when its
   * buffer was full.
   */
  final void failAgain(Object value) {
    again(value, delivered, failure);
  }

  private void again(Object value, long toSkip, RuntimeException broken) {
    try {
      again(source, value, toSkip, broken);
    } catch (IOException e) {
      throw JacksonIOException.construct(e);
    }
  }

  private static long sendBytes(JsonOutput out, JsonGenerator to) {
    byte[] bytes = out.takeBytes();
    to.writeRaw(new EncodedText(bytes));
    return bytes.length;
  }

  /** What a stream or a writer threw that a generator failed for. */
  static Exception cause(RuntimeException failure) {
    return failure instanceof JacksonIOException io && io.getCause() != null
        ? io.getCause()
        : failure;
  }

  private static OutputStream from(OutputStream stream, long toSkip, RuntimeException broken) {
    return new SkippingStream(
        broken == null ? stream : new BrokenStream(stream, cause(broken)), toSkip);
  }

  private static final class OfStream extends Target {
    private final OutputStream stream;

    OfStream(OutputStream stream) {
      this.stream = stream;
    }

    @Override
    boolean isText() {
      return false;
    }

    @Override
    JsonGenerator open(TokenStreamFactory factory, ObjectWriteContext context) {
      return factory.createGenerator(context, stream, JsonEncoding.UTF8);
    }

    @Override
    long send(JsonOutput out, JsonGenerator to) {
      return sendBytes(out, to);
    }

    @Override
    void again(Source from, Object value, long toSkip, RuntimeException broken) {
      from.writeAgain(from(stream, toSkip, broken), value);
    }

    @Override
    void abandon() {
      // it is the application's
    }
  }

  private static final class OfFile extends Target {
    private final File file;
    private final Path path;

    /** One of them is {@code null}. */
    OfFile(File file, Path path) {
      this.file = file;
      this.path = path;
    }

    @Override
    boolean isText() {
      return false;
    }

    @Override
    JsonGenerator open(TokenStreamFactory factory, ObjectWriteContext context) {
      return file != null
          ? factory.createGenerator(context, file, JsonEncoding.UTF8)
          : factory.createGenerator(context, path, JsonEncoding.UTF8);
    }

    @Override
    long send(JsonOutput out, JsonGenerator to) {
      return sendBytes(out, to);
    }

    @Override
    void again(Source from, Object value, long toSkip, RuntimeException broken) throws IOException {
      Path appended = file != null ? file.toPath() : path;
      try (OutputStream rest = Files.newOutputStream(appended, StandardOpenOption.APPEND)) {
        from.writeAgain(from(rest, toSkip, broken), value);
      } finally {
        abandon();
      }
    }

    @Override
    void abandon() {
      generator().close();
    }
  }

  private static final class OfWriter extends Target {
    private final Writer writer;

    OfWriter(Writer writer) {
      this.writer = writer;
    }

    @Override
    boolean isText() {
      return true;
    }

    @Override
    JsonGenerator open(TokenStreamFactory factory, ObjectWriteContext context) {
      return factory.createGenerator(context, writer);
    }

    @Override
    long send(JsonOutput out, JsonGenerator to) {
      String text = out.takeText();
      to.writeRaw(text);
      return text.length();
    }

    @Override
    void again(Source from, Object value, long toSkip, RuntimeException broken) {
      Writer rest = broken == null ? writer : new BrokenWriter(writer, cause(broken));
      from.writeAgain(new SkippingWriter(rest, toSkip), value);
    }

    @Override
    void abandon() {
      // it is the application's
    }
  }
}
