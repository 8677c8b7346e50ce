package io.fastaccel.interceptors.jackson3;

import io.fastaccel.interceptors.json.Attempts;
import io.fastaccel.interceptors.json.Blame;
import io.fastaccel.interceptors.json.OriginalNeeded;
import io.fastaccel.runtime.text.JsonLayout;
import io.fastaccel.runtime.text.JsonOutput;
import java.io.OutputStream;
import java.io.Writer;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.SerializationConfig;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.ser.SerializationContextExt;
import tools.jackson.databind.ser.std.NullSerializer;

/** The mapper or the writer that was asked to write a value, for one call. */
final class Source {

  private static final String OBSTACLE = JsonOutput.obstacle();

  private final ObjectMapper mapper;
  private final ObjectWriter writer;
  private final SerializationConfig config;
  private final TokenStreamFactory factory;
  private final MapperProfile profile;
  private final String refusal;

  private SerializationContextExt context;
  private PrettyPrinter printer;

  Source(ObjectMapper mapper) {
    this.mapper = mapper;
    this.writer = null;
    boolean supported = MapperClasses.isSupported(mapper.getClass());
    this.config = supported ? mapper.serializationConfig() : null;
    this.factory = supported ? mapper.tokenStreamFactory() : null;
    this.profile = supported ? MapperProfile.of(config, factory) : null;
    this.refusal = supported ? null : "custom mapper";
  }

  Source(ObjectWriter writer) {
    this.mapper = null;
    this.writer = writer;
    boolean supported = writer.getClass() == ObjectWriter.class;
    this.config = supported ? writer.getConfig() : null;
    this.factory = supported ? writer.generatorFactory() : null;
    this.profile = supported ? MapperProfile.of(config, factory) : null;
    this.refusal = supported ? null : "custom writer";
  }

  /** Asks for the original's work again, on a target of ours. */
  void writeAgain(OutputStream target, Object value) {
    if (writer == null) {
      mapper.writeValue(target, value);
    } else {
      writer.writeValue(target, value);
    }
  }

  /** Asks for the original's work again, on a target of ours. */
  void writeAgain(Writer target, Object value) {
    if (writer == null) {
      mapper.writeValue(target, value);
    } else {
      writer.writeValue(target, value);
    }
  }

  TokenStreamFactory factory() {
    return factory;
  }

  MapperProfile profile() {
    return profile;
  }

  /** Of this call; there is one if there is no {@linkplain #reasonAgainst reason against it}. */
  SerializationContextExt context() {
    return context;
  }

  /** Why the original has to write the value, or {@code null}. */
  String reasonAgainst(Object value) {
    if (OBSTACLE != null) {
      return "layout of strings";
    }
    if (refusal != null) {
      return refusal;
    }
    if (profile == null) {
      return "new factory";
    }
    if (profile.refusal() != null) {
      return profile.refusal();
    }
    if (writer != null && SerializerInternals.obstacle() != null) {
      return "writer that is not accessible";
    }
    if (value != null) {
      if (value instanceof AutoCloseable
          && config.isEnabled(SerializationFeature.CLOSE_CLOSEABLE)) {
        return "closeable value";
      }
      if (Attempts.isPaused(value.getClass())) {
        return "earlier calls in vain";
      }
    }
    context = writer == null ? mapper._serializationContext() : SerializerInternals.context(writer);
    return reasonAgainstContext();
  }

  private String reasonAgainstContext() {
    if (context.getClass() != SerializationContextExt.Impl.class) {
      return "custom context";
    }
    if (context.getSchema() != null) {
      return "format schema";
    }
    if (context.getCharacterEscapes() != null) {
      return "character escapes";
    }
    try {
      printer = context.getPrettyPrinter();
      return null;
    } catch (RuntimeException e) {
      return "settings that fail"; // pretty printers are the application's
    }
  }

  /**
   * Writes the document, without a generator as far as possible.
   *
   * @return {@code null}, or what was thrown meanwhile: {@link OriginalNeeded}, or what the
   *     original would have thrown here
   */
  Throwable write(DocumentWriter document, Object value) {
    if (value != null
        && profile.isDirect()
        && context.getDefaultNullValueSerializer() == NullSerializer.instance) {
      JsonLayout pretty = PrettyLayout.of(printer);
      if (printer == null || pretty != null) {
        boolean typed = writer != null && SerializerInternals.hasRootType(writer);
        ValueSerializer<Object> root =
            typed ? SerializerInternals.rootSerializer(writer, value) : null;
        if (!typed || root != null) {
          return direct(document, pretty, root, value);
        }
      }
    }
    FastGenerator generator = new FastGenerator(context, profile, printer, document.out());
    generator.drainTo(document.target());
    Throwable thrown = null;
    try {
      if (writer == null) {
        context.serializeValue(generator, value);
      } else {
        SerializerInternals.prefetch(writer).serialize(generator, value, context);
      }
      generator.finish();
    } catch (Throwable e) {
      generator.letGo();
      thrown = e;
    }
    return judged(thrown, generator.refusal());
  }

  private Throwable direct(
      DocumentWriter document, JsonLayout pretty, ValueSerializer<Object> known, Object value) {
    document.begin(profile, context, pretty, printer);
    Throwable thrown = null;
    try {
      ValueSerializer<Object> serializer =
          known != null ? known : context.findTypedValueSerializer(value.getClass(), true);
      document.value(serializer, value);
    } catch (Throwable e) {
      thrown = e;
      document.dropSeparator();
    }
    String vain = document.refusal();
    document.end();
    return judged(thrown, vain);
  }

  private static Throwable judged(Throwable thrown, String vain) {
    if (vain != null) {
      return thrown instanceof OriginalNeeded ? thrown : new OriginalNeeded(vain);
    }
    if (thrown == null || thrown instanceof OriginalNeeded) {
      return thrown;
    }
    return Blame.isOurs(thrown) ? new OriginalNeeded("failure while writing") : thrown;
  }
}
