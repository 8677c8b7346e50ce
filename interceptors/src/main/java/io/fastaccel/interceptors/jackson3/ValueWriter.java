package io.fastaccel.interceptors.jackson3;

import io.fastaccel.interceptors.api.Feature;
import io.fastaccel.interceptors.api.FeatureState;
import io.fastaccel.interceptors.api.Features;
import io.fastaccel.interceptors.api.Kernels;
import io.fastaccel.interceptors.api.Raise;
import io.fastaccel.interceptors.json.Attempts;
import io.fastaccel.interceptors.json.Blame;
import io.fastaccel.interceptors.json.OriginalNeeded;
import io.fastaccel.runtime.text.JsonOutput;
import io.fastaccel.runtime.text.Slots;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.SerializationConfig;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.ser.SerializationContextExt;
import tools.jackson.databind.ser.std.NullSerializer;

/**
 * Writes one value the way a mapper or a writer would, through our generator. Answers {@code null}
 * where the original must do it.
 *
 * <p>Exceptions: an exception that a serializer or a getter threw is the one that the original
 * would have thrown, and is raised; the value may hold iterators and streams that can be read only
 * once. An exception that came out of our code sends the value to the original.
 */
final class ValueWriter {

  private static final FeatureState JSON = Features.of(Feature.JSON);

  /** The least length at which native kernels are ever worth their call. */
  private static final int BULK_BYTES = 256;

  private static final Slots<DocumentWriter> WRITERS = new Slots<>();

  private static final String OBSTACLE = JsonOutput.obstacle();

  private ValueWriter() {}

  /**
   * @param asText a {@code String} is wanted, else {@code byte[]}
   */
  static Object write(ObjectMapper mapper, Object value, boolean asText) {
    if (!JSON.isOn()) {
      return null;
    }
    if (!MapperClasses.isSupported(mapper.getClass())) {
      return original("custom mapper");
    }
    SerializationConfig config = mapper.serializationConfig();
    TokenStreamFactory factory = mapper.tokenStreamFactory();
    MapperProfile profile = MapperProfile.of(config, factory);
    String reason = reasonAgainst(profile, config, value);
    if (reason != null) {
      return original(reason);
    }
    return write(profile, mapper._serializationContext(), null, value, asText);
  }

  /**
   * @param asText a {@code String} is wanted, else {@code byte[]}
   */
  static Object write(ObjectWriter writer, Object value, boolean asText) {
    if (!JSON.isOn()) {
      return null;
    }
    if (writer.getClass() != ObjectWriter.class) {
      return original("custom writer");
    }
    SerializationConfig config = writer.getConfig();
    TokenStreamFactory factory = writer.generatorFactory();
    MapperProfile profile = MapperProfile.of(config, factory);
    String reason = reasonAgainst(profile, config, value);
    if (reason == null && SerializerInternals.obstacle() != null) {
      reason = "writer that is not accessible";
    }
    if (reason != null) {
      return original(reason);
    }
    SerializationContextExt context = SerializerInternals.context(writer);
    if (context.getSchema() != null) {
      return original("format schema");
    }
    return write(profile, context, writer, value, asText);
  }

  /**
   * @param writer {@code null} for a mapper's own call
   */
  private static Object write(
      MapperProfile profile,
      SerializationContextExt context,
      ObjectWriter writer,
      Object value,
      boolean asText) {
    if (context.getClass() != SerializationContextExt.Impl.class) {
      return original("custom context");
    }
    if (context.getCharacterEscapes() != null) {
      return original("character escapes");
    }
    PrettyPrinter printer;
    try {
      printer = context.getPrettyPrinter();
    } catch (RuntimeException e) {
      return original("settings that fail"); // pretty printers are the application's
    }
    DocumentWriter output = start(profile, asText);
    if (value != null
        && printer == null
        && profile.isDirect()
        && (writer == null || SerializerInternals.isPlain(writer))
        && context.getDefaultNullValueSerializer() == NullSerializer.instance) {
      return direct(output, profile, context, value, asText);
    }
    FastGenerator generator = new FastGenerator(context, profile, printer, output.out());
    try {
      if (writer == null) {
        context.serializeValue(generator, value);
      } else {
        writer.writeValue(generator, value);
      }
      generator.finish();
    } catch (Throwable e) {
      generator.letGo();
      return failure(e, generator.refusal(), value);
    }
    return result(generator.refusal(), output, asText, value);
  }

  /** Writes a value without a generator as far as possible. */
  private static Object direct(
      DocumentWriter writer,
      MapperProfile profile,
      SerializationContextExt context,
      Object value,
      boolean asText) {
    writer.begin(profile, context);
    try {
      ValueSerializer<Object> serializer = context.findTypedValueSerializer(value.getClass(), true);
      writer.value(serializer, value);
    } catch (Throwable e) {
      String refusal = writer.refusal();
      writer.end();
      return failure(e, refusal, value);
    }
    String refusal = writer.refusal();
    writer.end();
    return result(refusal, writer, asText, value);
  }

  private static String reasonAgainst(
      MapperProfile profile, SerializationConfig config, Object value) {
    if (OBSTACLE != null) {
      return "layout of strings";
    }
    if (profile == null) {
      return "new factory";
    }
    if (profile.refusal() != null) {
      return profile.refusal();
    }
    if (value == null) {
      return null;
    }
    if (value instanceof AutoCloseable && config.isEnabled(SerializationFeature.CLOSE_CLOSEABLE)) {
      return "closeable value";
    }
    return Attempts.isPaused(value.getClass()) ? "earlier calls in vain" : null;
  }

  private static DocumentWriter start(MapperProfile profile, boolean asText) {
    DocumentWriter kept = WRITERS.take();
    DocumentWriter writer =
        kept != null ? kept : new DocumentWriter(new JsonOutput(Kernels.text(), BULK_BYTES));
    if (asText) {
      writer.out().startText();
    } else {
      writer.out().startBytes(profile.combinesSurrogates());
    }
    return writer;
  }

  private static Object result(
      String refusal, DocumentWriter writer, boolean asText, Object value) {
    if (refusal != null) {
      return inVain(refusal, value);
    }
    JsonOutput out = writer.out();
    Object result = asText ? out.toText() : out.toBytes();
    if (!out.isOversized()) {
      WRITERS.give(writer);
    }
    JSON.accelerated();
    return result;
  }

  private static Object failure(Throwable e, String refusal, Object value) {
    if (refusal != null) {
      return inVain(refusal, value);
    }
    if (e instanceof OriginalNeeded || Blame.isOurs(e)) {
      return inVain("failure while writing", value);
    }
    if (!(e instanceof RuntimeException) && !(e instanceof Error)) {
      return inVain("checked exception while writing", value); // Jackson wraps some of them
    }
    JSON.accelerated();
    return new Raise(e);
  }

  private static Object original(String reason) {
    JSON.original(reason);
    return null;
  }

  private static Object inVain(String reason, Object value) {
    if (value != null) {
      Attempts.failed(value.getClass());
    }
    return original(reason);
  }
}
