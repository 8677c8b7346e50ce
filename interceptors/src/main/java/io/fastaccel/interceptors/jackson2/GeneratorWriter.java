package io.fastaccel.interceptors.jackson2;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.json.JsonWriteContext;
import com.fasterxml.jackson.core.json.UTF8JsonGenerator;
import com.fasterxml.jackson.core.json.WriterBasedJsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SequenceWriter;
import io.fastaccel.interceptors.api.Feature;
import io.fastaccel.interceptors.api.FeatureState;
import io.fastaccel.interceptors.api.Features;
import io.fastaccel.interceptors.api.Raise;
import io.fastaccel.interceptors.json.Blame;
import io.fastaccel.interceptors.json.OpenStructure;
import io.fastaccel.interceptors.json.OriginalNeeded;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * Writes one value to a generator of Jackson's that is the application's: into a buffer first, and
 * from there as one raw value, so that separators, flushing and failing are the generator's. It is
 * done at the top of the generator's document; elsewhere calls are parts of another value.
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
    return generator.getOutputContext().inRoot();
  }

  static Object write(SequenceWriter sequence, Object value) {
    if (value == null || !JSON.isOn() || !GeneratorInternals.isComplete()) {
      return null;
    }
    JsonGenerator generator = GeneratorInternals.generator(sequence);
    if (!isOpen(generator)
        || sequence.getClass() != SequenceWriter.class
        || !(generator.getCodec() instanceof ObjectMapper mapper)
        || !MapperClasses.isSupported(mapper.getClass())) {
      return null;
    }
    if (GeneratorInternals.remembers(sequence)) {
      JSON.original("sequence that remembers values");
      return null;
    }
    Object result = write(new Source(sequence, mapper.getFactory()), generator, value);
    if (result == null) {
      // The original must not meet what was written in vain.
      GeneratorInternals.forget(sequence);
    }
    return result == TargetWriter.DONE ? sequence : result;
  }

  static Object write(Source source, JsonGenerator generator, Object value) {
    String reason = source.reasonAgainst(value);
    if (reason == null) {
      reason = source.reasonAgainst(generator);
    }
    if (reason != null) {
      JSON.original(reason);
      return null;
    }
    boolean asText = generator.getClass() == WriterBasedJsonGenerator.class;
    DocumentWriter document = Documents.start(asText);
    int before = generator.getOutputContext().getEntryCount();
    document.partOfAnother(before);
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
    } catch (IOException | RuntimeException | Error e) {
      if (Blame.isOurs(e)) {
        JSON.failed("writing to a generator", e);
        if (thrown != null) {
          return new Raise(thrown);
        }
        if (generator.getOutputContext().getEntryCount() == before) {
          return null;
        }
      }
      return new Raise(e);
    }
  }

  private static String written(DocumentWriter document, boolean asText) {
    return asText
        ? document.out().toText()
        : new String(document.out().toBytes(), StandardCharsets.UTF_8);
  }

  /** Leaves the generator as it is after an exception within a value. */
  private static void breakOff(Source source, JsonGenerator generator, String beginning)
      throws IOException {
    if (beginning.isEmpty()) {
      return;
    }
    generator.writeRawValue(beginning);
    JsonWriteContext place = (JsonWriteContext) generator.getOutputContext();
    GeneratorInternals.goTo(
        generator,
        new JacksonContexts()
            .within(place, OpenStructure.of(beginning), name -> text(source, name)));
  }

  private static String text(Source source, String json) {
    try (JsonParser parser = source.factory().createParser(json)) {
      return parser.nextTextValue();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
