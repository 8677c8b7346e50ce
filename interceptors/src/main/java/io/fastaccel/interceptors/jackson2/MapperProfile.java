package io.fastaccel.interceptors.jackson2;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.UTF8JsonGenerator;
import com.fasterxml.jackson.core.json.WriterBasedJsonGenerator;
import com.fasterxml.jackson.databind.MappingJsonFactory;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.fastaccel.runtime.text.JavaTextKernels;
import io.fastaccel.runtime.text.JsonOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;

/**
 * What was found out about one pair of serialization configuration and factory: whether our
 * generator stands for the factory's own, and what a call must set up. Configurations are
 * immutable, and of a factory's settings those that may change are compared at each call.
 *
 * <p>Profiles are remembered in a fixed number of places; two mappers that want the same place cost
 * each other time, nothing else. They refer weakly to what belongs to the application.
 */
final class MapperProfile {

  private static final int PLACES = 256;

  /** Racy on purpose: profiles are immutable, and a lost one is made again. */
  private static final MapperProfile[] REMEMBERED = new MapperProfile[PLACES];

  /** Written by the factory's generators and by ours; every escape that they must agree on. */
  private static final String PROBE = "\u0000\u001f\t\"\\/\u007f\u00e9\u2028\u4e2d\uD83D\uDE00'";

  private final WeakReference<SerializationConfig> config;
  private final WeakReference<JsonFactory> factory;
  private final int factoryFeatures;
  private final String refusal;
  private final boolean configuresGenerator;
  private final int features;
  private final boolean direct;
  private final int depthLimit;

  private MapperProfile(SerializationConfig config, JsonFactory factory) {
    this.config = new WeakReference<>(config);
    this.factory = new WeakReference<>(factory);
    this.factoryFeatures = factory.getGeneratorFeatures();
    boolean configures = false;
    int effective = 0;
    boolean pretty = false;
    int limit = 0;
    String reason = refusalOfSettings(factory);
    if (reason == null) {
      FastGenerator probe = new FastGenerator(factoryFeatures, null, null, 0);
      try {
        limit = ConstraintsAccess.depthLimit(factory);
        reason = differenceOfGenerators(factory);
        config.initialize(probe);
        configures = probe.isConfigured();
        effective = probe.getFeatureMask();
        pretty = probe.getPrettyPrinter() != null;
      } catch (OriginalNeeded e) {
        reason = e.getMessage();
      } catch (IOException e) {
        reason = "generator that fails";
      }
    }
    this.refusal = reason;
    this.configuresGenerator = configures;
    this.features = effective;
    this.direct =
        !pretty
            && config.getFullRootName() == null
            && !config.isEnabled(SerializationFeature.WRAP_ROOT_VALUE)
            && config.getActiveView() == null
            && SerializerInternals.obstacle() == null;
    this.depthLimit = limit;
  }

  /** The profile of a mapper's parts as they are now. */
  static MapperProfile of(SerializationConfig config, JsonFactory factory) {
    int place = System.identityHashCode(config) & (PLACES - 1);
    MapperProfile remembered = REMEMBERED[place];
    if (remembered != null
        && remembered.config.refersTo(config)
        && remembered.factory.refersTo(factory)
        && remembered.factoryFeatures == factory.getGeneratorFeatures()) {
      return remembered;
    }
    MapperProfile profile = new MapperProfile(config, factory);
    REMEMBERED[place] = profile;
    return profile;
  }

  /** Why calls go to the original, or {@code null}. */
  String refusal(JsonFactory current) {
    if (refusal != null) {
      return refusal;
    }
    if (current.getCharacterEscapes() != null) {
      return "character escapes";
    }
    return current.getOutputDecorator() != null ? "output decorator" : null;
  }

  /** Whether the configuration has something to set at a new generator. */
  boolean configuresGenerator() {
    return configuresGenerator;
  }

  int factoryFeatures() {
    return factoryFeatures;
  }

  /** Of a generator that the configuration has been applied to. */
  int features() {
    return features;
  }

  /** Whether NaN and infinities are written between quotes. */
  @SuppressWarnings("deprecation") // its successor is mapped to it
  boolean quotesNonNumeric() {
    return JsonGenerator.Feature.QUOTE_NON_NUMERIC_NUMBERS.enabledIn(features);
  }

  /** Whether the configuration asks for compact documents of single values without a view. */
  boolean isDirect() {
    return direct;
  }

  int depthLimit() {
    return depthLimit;
  }

  private static String refusalOfSettings(JsonFactory factory) {
    if (factory.getClass() != JsonFactory.class && factory.getClass() != MappingJsonFactory.class) {
      return "custom factory";
    }
    if (factory.getCharacterEscapes() != null) {
      return "character escapes";
    }
    if (factory.getOutputDecorator() != null) {
      return "output decorator";
    }
    return GeneratorFeatures.areSupported(factory.getGeneratorFeatures())
        ? null
        : GeneratorFeatures.REFUSAL;
  }

  /**
   * Settings of a factory that it does not tell, such as decorators of generators, show in what its
   * generators write.
   */
  private static String differenceOfGenerators(JsonFactory factory) throws IOException {
    StringWriter text = new StringWriter();
    Class<?> ofText;
    try (JsonGenerator generator = factory.createGenerator(text)) {
      ofText = generator.getClass();
      generator.writeString(PROBE);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Class<?> ofBytes;
    try (JsonGenerator generator = factory.createGenerator(bytes)) {
      ofBytes = generator.getClass();
      generator.writeString(PROBE);
    }
    if (ofText != WriterBasedJsonGenerator.class || ofBytes != UTF8JsonGenerator.class) {
      return "custom generator";
    }
    JsonOutput output = new JsonOutput(JavaTextKernels.INSTANCE, 0, 64);
    output.startText();
    output.quoted(PROBE);
    boolean same = output.toText().equals(text.toString());
    output.startBytes();
    output.quoted(PROBE);
    same &=
        new String(output.toBytes(), StandardCharsets.UTF_8)
            .equals(bytes.toString(StandardCharsets.UTF_8));
    return same ? null : "factory setting";
  }
}
