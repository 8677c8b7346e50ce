package io.fastaccel.interceptors.jackson2;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fastaccel.interceptors.json.OriginalNeeded;
import io.fastaccel.runtime.text.JavaTextKernels;
import io.fastaccel.runtime.text.JsonOutput;
import java.io.IOException;
import java.lang.ref.WeakReference;

/**
 * What was found out about one serialization configuration together with a {@linkplain
 * FactoryProfile factory}: whether it can be reproduced, and what a call must set up.
 * Configurations are immutable.
 *
 * <p>Profiles are remembered in a fixed number of places; two mappers that want the same place cost
 * each other time, nothing else. They refer weakly to what belongs to the application. A
 * configuration is remembered when it is seen for the second time, since many are made for one
 * call.
 */
final class MapperProfile {

  private static final int PLACES = 256;

  /** Racy on purpose: profiles are immutable, and a lost one is made again. */
  private static final MapperProfile[] REMEMBERED = new MapperProfile[PLACES];

  /** Identity hashes of configurations seen once; it steers speed, not results. */
  private static final int[] CANDIDATES = new int[PLACES];

  private static final MapperProfile NEW_FACTORY = new MapperProfile("new factory");

  private final WeakReference<SerializationConfig> config;
  private final FactoryProfile factory;
  private final String refusal;
  private final boolean configuresGenerator;
  private final int features;
  private final boolean direct;
  private final boolean indents;

  /** Racy on purpose: whoever finds it out finds the same. */
  private Boolean treesAsUsual;

  private MapperProfile(String refusal) {
    this.config = null;
    this.factory = null;
    this.refusal = refusal;
    this.configuresGenerator = false;
    this.features = 0;
    this.direct = false;
    this.indents = false;
  }

  private MapperProfile(SerializationConfig config, FactoryProfile factory, boolean kept) {
    this.config = kept ? new WeakReference<>(config) : null;
    this.factory = factory;
    boolean configures = false;
    int effective = 0;
    boolean pretty = false;
    String reason = factory.refusal();
    if (reason == null) {
      FastGenerator probe = new FastGenerator(factory.features(), null, null, 0);
      try {
        config.initialize(probe);
        configures = probe.isConfigured();
        effective = probe.getFeatureMask();
        pretty = probe.getPrettyPrinter() != null;
      } catch (OriginalNeeded e) {
        reason = e.getMessage();
      } catch (RuntimeException e) {
        reason = "settings that fail"; // pretty printers are the application's
      }
    }
    this.refusal = reason;
    this.configuresGenerator = configures;
    this.features = effective;
    this.indents = pretty;
    this.direct =
        config.getFullRootName() == null
            && !config.isEnabled(SerializationFeature.WRAP_ROOT_VALUE)
            && config.getActiveView() == null
            && SerializerInternals.obstacle() == null;
  }

  /** The profile of a mapper's parts as they are now. */
  static MapperProfile of(SerializationConfig config, JsonFactory factory) {
    FactoryProfile ofFactory = FactoryProfile.of(factory);
    if (ofFactory == null) {
      return NEW_FACTORY;
    }
    int hash = System.identityHashCode(config);
    int place = hash & (PLACES - 1);
    MapperProfile remembered = REMEMBERED[place];
    if (remembered != null
        && remembered.factory == ofFactory
        && remembered.config.refersTo(config)) {
      return remembered;
    }
    if (CANDIDATES[place] != hash) {
      CANDIDATES[place] = hash;
      return new MapperProfile(config, ofFactory, false);
    }
    MapperProfile profile = new MapperProfile(config, ofFactory, true);
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
    return factory.features();
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

  /** Whether the configuration asks for pretty-printed documents. */
  boolean indents() {
    return indents;
  }

  /** Whether the configuration asks for documents of single values without a view. */
  boolean isDirect() {
    return direct;
  }

  /**
   * Whether trees are written as they are: no empty arrays or nulls left out, no names sorted, by
   * whatever setting of whatever version.
   */
  boolean writesTreesAsUsual(SerializerProvider provider) {
    Boolean known = treesAsUsual;
    if (known == null) {
      known = writesTree(provider);
      treesAsUsual = known;
    }
    return known;
  }

  private boolean writesTree(SerializerProvider provider) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.set("b", JsonNodeFactory.instance.arrayNode().addNull().add("").add(0).add(1.5));
    tree.set("a", JsonNodeFactory.instance.nullNode());
    tree.set("c", JsonNodeFactory.instance.arrayNode());
    tree.set("d", JsonNodeFactory.instance.objectNode());
    JsonOutput output = new JsonOutput(JavaTextKernels.INSTANCE, 0, 64);
    output.startText();
    FastGenerator generator = new FastGenerator(features, null, output, Integer.MAX_VALUE);
    try {
      tree.serialize(generator, provider);
    } catch (IOException | RuntimeException e) {
      return false;
    }
    return output.toText().equals("{\"b\":[null,\"\",0,1.5],\"a\":null,\"c\":[],\"d\":{}}");
  }

  int depthLimit() {
    return factory.depthLimit();
  }
}
