package io.fastaccel.interceptors.jackson2;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.UTF8JsonGenerator;
import com.fasterxml.jackson.core.json.WriterBasedJsonGenerator;
import com.fasterxml.jackson.databind.MappingJsonFactory;
import io.fastaccel.interceptors.api.Setting;
import io.fastaccel.interceptors.api.Settings;
import io.fastaccel.interceptors.json.OriginalNeeded;
import io.fastaccel.runtime.text.JavaTextKernels;
import io.fastaccel.runtime.text.JsonOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;

/**
 * What was found out about one factory with its present settings: whether our generator stands for
 * the factory's own. That takes two of the factory's generators, so that a factory is looked at
 * only once it has been seen in several calls. Of its settings those that may change are compared
 * at each call.
 *
 * <p>Profiles are remembered in a fixed number of places, and refer weakly to what belongs to the
 * application.
 */
final class FactoryProfile {

  private static final int PLACES = 1024;

  /** A mapper that is made for one call is not worth more. */
  private static final int CALLS_BEFORE =
      Math.min(2, Settings.current().number(Setting.JSON_HOT_CALLS));

  /** Racy on purpose: profiles are immutable, and a lost one is made again. */
  private static final FactoryProfile[] REMEMBERED = new FactoryProfile[PLACES];

  /** Identity hashes of the factories that are being counted; it steers speed, not results. */
  private static final int[] CANDIDATES = new int[PLACES];

  private static final int[] CALLS = new int[PLACES];

  /**
   * Written by the factory's generators and by ours; every escape that they must agree on, and the
   * last char, beyond which a factory cannot escape anything.
   */
  private static final String PROBE =
      "\u0000\u001f\t\"\\/\u007f\u00e9\u2028\u4e2d\uD83D\uDE00\ufffd\uffff'";

  private final WeakReference<JsonFactory> factory;
  private final WeakReference<Object> constraints;
  private final int features;
  private final String refusal;
  private final int depthLimit;

  private FactoryProfile(JsonFactory factory) {
    this.factory = new WeakReference<>(factory);
    this.constraints = new WeakReference<>(ConstraintsAccess.of(factory));
    this.features = factory.getGeneratorFeatures();
    int limit = 0;
    String reason = refusalOfSettings(factory);
    if (reason == null) {
      try {
        limit = ConstraintsAccess.depthLimit(factory);
        reason = differenceOfGenerators(factory);
      } catch (OriginalNeeded e) {
        reason = e.getMessage();
      } catch (IOException | RuntimeException e) {
        reason = "generator that fails"; // decorators are the application's
      }
    }
    this.refusal = reason;
    this.depthLimit = limit;
  }

  /** The profile of a factory as it is now, or {@code null} until it has been seen often enough. */
  static FactoryProfile of(JsonFactory factory) {
    return of(factory, CALLS_BEFORE);
  }

  /**
   * @param callsBefore this many calls for a new factory answer {@code null}
   */
  static FactoryProfile of(JsonFactory factory, int callsBefore) {
    int hash = System.identityHashCode(factory);
    int place = hash & (PLACES - 1);
    FactoryProfile remembered = REMEMBERED[place];
    if (remembered != null && remembered.describes(factory)) {
      return remembered;
    }
    if (CANDIDATES[place] != hash) {
      CANDIDATES[place] = hash;
      CALLS[place] = 0;
    }
    if (CALLS[place] < callsBefore) {
      CALLS[place]++;
      return null;
    }
    FactoryProfile profile = new FactoryProfile(factory);
    REMEMBERED[place] = profile;
    return profile;
  }

  private boolean describes(JsonFactory current) {
    return factory.refersTo(current)
        && features == current.getGeneratorFeatures()
        && constraints.refersTo(ConstraintsAccess.of(current));
  }

  /** Why calls go to the original, or {@code null}. */
  String refusal() {
    return refusal;
  }

  int features() {
    return features;
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
