package io.fastaccel.interceptors.jackson3;

import io.fastaccel.interceptors.json.Attempts;
import io.fastaccel.interceptors.json.Blame;
import io.fastaccel.interceptors.json.OriginalNeeded;
import io.fastaccel.runtime.text.JsonLayout;
import io.fastaccel.runtime.text.JsonOutput;
import java.io.OutputStream;
import java.io.Writer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.SequenceWriter;
import tools.jackson.databind.SerializationConfig;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.ser.SerializationContextExt;
import tools.jackson.databind.ser.std.NullSerializer;

/** The mapper or one of its writers that was asked to write a value, for one call. */
final class Source {

  private static final String OBSTACLE = JsonOutput.obstacle();

  private final ObjectMapper mapper;
  private final ObjectWriter writer;
  private final SequenceWriter sequence;
  private final SerializationConfig config;
  private final TokenStreamFactory factory;
  private final MapperProfile profile;
  private final String refusal;

  private SerializationContextExt context;
  private PrettyPrinter printer;

  Source(ObjectMapper mapper) {
    this.mapper = mapper;
    this.writer = null;
    this.sequence = null;
    boolean supported = MapperClasses.isSupported(mapper.getClass());
    this.config = supported ? mapper.serializationConfig() : null;
    this.factory = supported ? mapper.tokenStreamFactory() : null;
    this.profile = supported ? MapperProfile.of(config, factory) : null;
    this.refusal = supported ? null : "custom mapper";
  }

  Source(ObjectWriter writer) {
    this.mapper = null;
    this.writer = writer;
    this.sequence = null;
    boolean supported = writer.getClass() == ObjectWriter.class;
    this.config = supported ? writer.getConfig() : null;
    this.factory = supported ? writer.generatorFactory() : null;
    this.profile = supported ? MapperProfile.of(config, factory) : null;
    this.refusal = supported ? null : "custom writer";
  }

  Source(SequenceWriter sequence) {
    this.mapper = null;
    this.writer = null;
    this.sequence = sequence;
    this.config = GeneratorInternals.context(sequence).getConfig();
    this.factory = GeneratorInternals.context(sequence).tokenStreamFactory();
    this.profile = MapperProfile.of(config, factory);
    this.refusal = GeneratorInternals.isPolymorphic(sequence) ? "polymorphic sequence" : null;
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

  /** Asks for the original's work again, on a generator that is not for us. */
  void writeAgain(JsonGenerator target, Object value) {
    if (writer != null) {
      writer.writeValue(target, value);
    } else if (sequence != null) {
      GeneratorInternals.forget(sequence); // the value must not meet itself
      generate(target, value);
    } else {
      mapper.writeValue(target, value);
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

  /** Why the original has to write the value as a document, or {@code null}. */
  String reasonAgainst(Object value) {
    String reason = reasonAgainstCall(value);
    if (reason != null) {
      return reason;
    }
    try {
      printer = context.getPrettyPrinter();
      return null;
    } catch (RuntimeException e) {
      return "settings that fail"; // pretty printers are the application's
    }
  }

  /** Why the original has to write the value to this generator, or {@code null}. */
  String reasonAgainst(JsonGenerator generator, Object value) {
    String reason = reasonAgainstCall(value);
    if (reason != null) {
      return reason;
    }
    if (!(generator.objectWriteContext() instanceof SerializationContextExt owner)
        || owner.tokenStreamFactory() != factory) {
      return "generator of another mapper";
    }
    boolean plain =
        generator.getPrettyPrinter() == null
            && generator.getCharacterEscapes() == null
            && generator.getHighestNonEscapedChar() == 0
            && generator.streamWriteFeatures() == profile.streamFeatures()
            && owner.getConfig().getFormatWriteFeatures() == config.getFormatWriteFeatures();
    return plain ? null : "settings of the generator";
  }

  private String reasonAgainstCall(Object value) {
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
      if (Attempts.WRITING.isPaused(value.getClass())) {
        return "earlier calls in vain";
      }
    }
    context = newContext();
    return reasonAgainstContext();
  }

  private SerializationContextExt newContext() {
    if (sequence != null) {
      return GeneratorInternals.context(sequence);
    }
    return writer == null ? mapper._serializationContext() : SerializerInternals.context(writer);
  }

  private String reasonAgainstContext() {
    if (context.getClass() != SerializationContextExt.Impl.class) {
      return "custom context";
    }
    if (context.getSchema() != null) {
      return "format schema";
    }
    return context.getCharacterEscapes() != null ? "character escapes" : null;
  }

  /** Whether the generator is to be flushed after the value. */
  boolean flushesAfterValue() {
    return config.isEnabled(SerializationFeature.FLUSH_AFTER_WRITE_VALUE);
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
        ValueSerializer<Object> root = null;
        if (typed) {
          root = SerializerInternals.rootSerializer(writer, value);
        } else if (sequence != null) {
          root = GeneratorInternals.rootSerializer(sequence);
        }
        if (!typed || root != null) {
          return direct(document, pretty, root, value);
        }
      }
    }
    FastGenerator generator = new FastGenerator(context, profile, printer, document.out());
    document.prepare(generator);
    Throwable thrown = null;
    try {
      generate(generator, value);
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

  private void generate(JsonGenerator generator, Object value) {
    ValueSerializer<Object> ofSequence =
        sequence == null ? null : GeneratorInternals.rootSerializer(sequence);
    if (writer != null) {
      SerializerInternals.prefetch(writer).serialize(generator, value, context);
    } else if (ofSequence != null) {
      context.serializeValue(generator, value, null, ofSequence);
    } else {
      context.serializeValue(generator, value);
    }
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
