package io.fastaccel.interceptors.jackson2;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.PrettyPrinter;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.ser.DefaultSerializerProvider;
import com.fasterxml.jackson.databind.ser.std.NullSerializer;
import io.fastaccel.interceptors.json.Attempts;
import io.fastaccel.interceptors.json.Blame;
import io.fastaccel.interceptors.json.OriginalNeeded;
import io.fastaccel.runtime.text.JsonOutput;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;

/** The mapper or the writer that was asked to write a value, for one call. */
final class Source {

  /** Where calls for a generator are not to be had from ours. */
  private static final String GENERATOR_SETTINGS = "settings of the generator";

  private static final String OBSTACLE = JsonOutput.obstacle();

  private final ObjectMapper mapper;
  private final ObjectWriter writer;
  private final SequenceWriter sequence;
  private final SerializationConfig config;
  private final JsonFactory factory;
  private final MapperProfile profile;
  private final String refusal;

  Source(ObjectMapper mapper) {
    this.mapper = mapper;
    this.writer = null;
    this.sequence = null;
    boolean supported = MapperClasses.isSupported(mapper.getClass());
    this.config = supported ? mapper.getSerializationConfig() : null;
    this.factory = supported ? mapper.getFactory() : null;
    this.profile = supported ? MapperProfile.of(config, factory) : null;
    this.refusal = supported ? profile.refusal(factory) : "custom mapper";
  }

  Source(ObjectWriter writer) {
    this.mapper = null;
    this.writer = writer;
    this.sequence = null;
    boolean supported = writer.getClass() == ObjectWriter.class;
    this.config = supported ? writer.getConfig() : null;
    this.factory = supported ? writer.getFactory() : null;
    this.profile = supported ? MapperProfile.of(config, factory) : null;
    this.refusal = supported ? profile.refusal(factory) : "custom writer";
  }

  /**
   * @param factory of the mapper behind the sequence
   */
  Source(SequenceWriter sequence, JsonFactory factory) {
    this.mapper = null;
    this.writer = null;
    this.sequence = sequence;
    this.config = GeneratorInternals.provider(sequence).getConfig();
    this.factory = factory;
    this.profile = MapperProfile.of(config, factory);
    this.refusal =
        profile.refusal(factory) != null || profile.isDirect()
            ? profile.refusal(factory)
            : "sequence with a root name or a view";
  }

  /** Asks for the original's work again, on a target of ours. */
  void writeAgain(OutputStream target, Object value) throws IOException {
    if (writer == null) {
      mapper.writeValue(target, value);
    } else {
      writer.writeValue(target, value);
    }
  }

  /** Asks for the original's work again, on a target of ours. */
  void writeAgain(Writer target, Object value) throws IOException {
    if (writer == null) {
      mapper.writeValue(target, value);
    } else {
      writer.writeValue(target, value);
    }
  }

  JsonFactory factory() {
    return factory;
  }

  /** Why the original has to write the value, or {@code null}. */
  String reasonAgainst(Object value) {
    if (OBSTACLE != null) {
      return "layout of strings";
    }
    if (refusal != null || value == null) {
      return refusal;
    }
    if (value instanceof Closeable && config.isEnabled(SerializationFeature.CLOSE_CLOSEABLE)) {
      return "closeable value";
    }
    return Attempts.WRITING.isPaused(value.getClass()) ? "earlier calls in vain" : null;
  }

  /**
   * Why the original has to write to this generator, or {@code null}; {@link
   * #reasonAgainst(Object)} comes first. What the call sets at the generator is set.
   */
  String reasonAgainst(JsonGenerator generator) {
    if (generator.getCodec() != factory.getCodec()) {
      return "generator of another mapper";
    }
    boolean configures = writer != null && profile.configuresGenerator();
    int mask = generator.getFeatureMask();
    if (generator.getPrettyPrinter() != null
        || profile.indents()
        || (writer != null && !SerializerInternals.hasNoSettings(writer))
        || !(mask == profile.features() || (configures && mask == profile.factoryFeatures()))
        || !GeneratorInternals.escapesAsUsual(generator)
        || ConstraintsAccess.of(generator) != ConstraintsAccess.of(factory)) {
      return GENERATOR_SETTINGS;
    }
    if (configures) {
      config.initialize(generator);
    }
    return null;
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
        && (writer == null || SerializerInternals.isPlain(writer))) {
      SerializerProvider provider = provider();
      PrettyPrinter printer = printer();
      PrettyLayout pretty = PrettyLayout.of(printer);
      if (isStandard(provider) && (printer == null || pretty != null)) {
        boolean typed = writer != null && SerializerInternals.hasRootType(writer);
        JsonSerializer<Object> root = null;
        if (typed) {
          root = SerializerInternals.rootSerializer(writer, value);
        } else if (sequence != null) {
          root = GeneratorInternals.rootSerializer(sequence);
        }
        if (!typed || root != null) {
          return direct(document, pretty, (DefaultSerializerProvider) provider, root, value);
        }
      }
    }
    FastGenerator generator =
        new FastGenerator(
            profile.factoryFeatures(), factory.getCodec(), document.out(), profile.depthLimit());
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
      DocumentWriter document,
      PrettyLayout pretty,
      DefaultSerializerProvider provider,
      JsonSerializer<Object> known,
      Object value) {
    document.begin(profile, pretty, factory, provider, config.getSerializationFeatures());
    JsonSerializer<Object> serializer;
    try {
      serializer =
          known != null ? known : provider.findTypedValueSerializer(value.getClass(), true, null);
    } catch (Throwable e) {
      document.end();
      return judged(e, null); // the provider wraps what serializers throw, nothing else
    }
    Throwable thrown = null;
    try {
      document.value(serializer, value);
    } catch (Throwable e) {
      thrown = ThrownBy.provider(e);
      document.dropSeparator();
    }
    String vain = document.refusal();
    document.end();
    return judged(thrown, vain);
  }

  private void generate(FastGenerator generator, Object value) throws IOException {
    if (writer != null) {
      if (config.isEnabled(SerializationFeature.FLUSH_AFTER_WRITE_VALUE)) {
        generator.withoutLastFlush();
      }
      writer.writeValue(generator, value);
      return;
    }
    if (profile.configuresGenerator()) {
      config.initialize(generator);
    }
    ((DefaultSerializerProvider) mapper.getSerializerProviderInstance())
        .serializeValue(generator, value);
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

  private SerializerProvider provider() {
    if (sequence != null) {
      return GeneratorInternals.provider(sequence);
    }
    return writer == null
        ? mapper.getSerializerProviderInstance()
        : SerializerInternals.provider(writer);
  }

  private static boolean isStandard(SerializerProvider provider) {
    return provider.getClass() == DefaultSerializerProvider.Impl.class
        && provider.getDefaultNullValueSerializer() == NullSerializer.instance;
  }

  /** The blueprint of what pretty-prints the document, or {@code null}. */
  private PrettyPrinter printer() {
    PrettyPrinter own = writer == null ? null : SerializerInternals.prettyPrinter(writer);
    if (own != null) {
      return SerializerInternals.isCompact(own) ? null : own;
    }
    return profile.indents() ? config.getDefaultPrettyPrinter() : null;
  }
}
