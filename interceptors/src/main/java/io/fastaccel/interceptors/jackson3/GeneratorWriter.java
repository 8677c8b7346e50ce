package io.fastaccel.interceptors.jackson3;

import io.fastaccel.interceptors.api.Feature;
import io.fastaccel.interceptors.api.FeatureState;
import io.fastaccel.interceptors.api.Features;
import io.fastaccel.interceptors.api.Raise;
import io.fastaccel.interceptors.json.Blame;
import io.fastaccel.interceptors.json.BrokenStream;
import io.fastaccel.interceptors.json.BrokenWriter;
import io.fastaccel.interceptors.json.OpenStructure;
import io.fastaccel.interceptors.json.OriginalNeeded;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonWriteContext;
import tools.jackson.core.json.UTF8JsonGenerator;
import tools.jackson.core.json.WriterBasedJsonGenerator;
import tools.jackson.databind.SequenceWriter;

/**
 * Writes one value to a generator of Jackson's that is the application's: into a buffer first, and
 * from there as one raw value, so that separators, flushing and failing are the generator's.
 *
 * <p>Exceptions are those of {@link ValueWriter}. After one the generator holds what was written
 * before it, and is inside of the arrays and objects that are open there.
 */
final class GeneratorWriter {

  private static final FeatureState JSON = Features.of(Feature.JSON);

  private GeneratorWriter() {}

  /** Whether there is anything to do for a generator; ask first. */
  static boolean isOpen(JsonGenerator generator) {
    if (!JSON.isOn() || generator == null) {
      return false;
    }
    Class<?> type = generator.getClass();
    if ((type != UTF8JsonGenerator.class && type != WriterBasedJsonGenerator.class)
        || generator.isClosed()
        || SerializerInternals.obstacle() != null
        || !GeneratorInternals.isComplete()) {
      return false;
    }
    Object target = generator.streamWriteOutputTarget();
    return !(target instanceof BrokenStream)
        && !(target instanceof BrokenWriter)
        && GeneratorInternals.expectsValue((JsonWriteContext) generator.streamWriteContext());
  }

  static Object write(SequenceWriter sequence, Object value) {
    if (value == null
        || !JSON.isOn()
        || !GeneratorInternals.isComplete()
        || sequence.getClass() != SequenceWriter.class) {
      return null;
    }
    JsonGenerator generator = GeneratorInternals.generator(sequence);
    if (!isOpen(generator)) {
      return null;
    }
    if (GeneratorInternals.remembers(sequence)) {
      JSON.original("sequence that remembers values");
      return null;
    }
    Object result = write(new Source(sequence), generator, value);
    if (result == null) {
      // The original must not meet what was written in vain.
      GeneratorInternals.forget(sequence);
    }
    return result == TargetWriter.DONE ? sequence : result;
  }

  static Object write(Source source, JsonGenerator generator, Object value) {
    String reason = source.reasonAgainst(generator, value);
    if (reason != null) {
      JSON.original(reason);
      return null;
    }
    boolean asText = generator.getClass() == WriterBasedJsonGenerator.class;
    DocumentWriter document = Documents.start(source.profile(), asText);
    JsonWriteContext place = (JsonWriteContext) generator.streamWriteContext();
    int before = place.getEntryCount();
    document.partOfAnother(GeneratorInternals.copy(place));
    Throwable thrown = source.write(document, value);
    if (thrown instanceof OriginalNeeded || thrown instanceof Error) {
      ValueWriter.inVain(
          thrown instanceof OriginalNeeded ? thrown.getMessage() : "error while writing", value);
      return null;
    }
    JSON.accelerated();
    try {
      if (thrown != null) {
        breakOff(source, generator, written(document, asText));
        return new Raise(thrown);
      }
      // All of ours that may fail comes first: what is written cannot be taken back.
      String text = asText ? document.out().toText() : null;
      EncodedText bytes = asText ? null : new EncodedText(document.out().toBytes());
      boolean flushes = source.flushesAfterValue();
      Documents.keep(document);
      if (asText) {
        generator.writeRawValue(text);
      } else {
        generator.writeRawValue(bytes);
      }
      if (flushes) {
        generator.flush();
      }
      return TargetWriter.DONE;
    } catch (RuntimeException | Error e) {
      if (!Blame.isOurs(e)) {
        return new Raise(
            e instanceof RuntimeException failure
                ? failedAgain(source, asText, value, failure)
                : e);
      }
      JSON.failed("writing to a generator", e);
      if (thrown != null) {
        return new Raise(thrown);
      }
      return place.getEntryCount() == before ? null : new Raise(e);
    }
  }

  private static String written(DocumentWriter document, boolean asText) {
    return asText
        ? document.out().toText()
        : new String(document.out().toBytes(), StandardCharsets.UTF_8);
  }

  /** Leaves the generator as it is after an exception within a value. */
  private static void breakOff(Source source, JsonGenerator generator, String beginning) {
    if (beginning.isEmpty()) {
      return;
    }
    generator.writeRawValue(beginning);
    JsonWriteContext place = (JsonWriteContext) generator.streamWriteContext();
    GeneratorInternals.goTo(
        generator,
        new JacksonContexts()
            .within(place, OpenStructure.of(beginning), name -> text(source, name)));
  }

  private static String text(Source source, String json) {
    try (JsonParser parser = source.factory().createParser(ObjectReadContext.empty(), json)) {
      return parser.nextStringValue();
    }
  }

  /**
   * The exception of the original at a target that has failed: it knows at which value it was when
   * its buffer was full.
   */
  private static Throwable failedAgain(
      Source source, boolean asText, Object value, RuntimeException failure) {
    JsonGenerator generator =
        asText
            ? source
                .factory()
                .createGenerator(
                    source.context(), new BrokenWriter(Writer.nullWriter(), Target.cause(failure)))
            : source
                .factory()
                .createGenerator(
                    source.context(),
                    new BrokenStream(OutputStream.nullOutputStream(), Target.cause(failure)),
                    JsonEncoding.UTF8);
    try {
      source.writeAgain(generator, value);
      return failure;
    } catch (RuntimeException e) {
      return e;
    }
  }
}
