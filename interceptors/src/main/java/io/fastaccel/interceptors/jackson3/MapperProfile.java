package io.fastaccel.interceptors.jackson3;

import io.fastaccel.interceptors.api.Setting;
import io.fastaccel.interceptors.api.Settings;
import io.fastaccel.interceptors.json.Remembered;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.SerializationConfig;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.EnumFeature;

/**
 * What was found out about one serialization configuration together with a {@linkplain
 * FactoryProfile factory}: whether it can be reproduced, and how. Both are immutable. A
 * configuration is remembered when it is seen for the second time, since many are made for one
 * call.
 */
final class MapperProfile {

  /** A mapper that is made for one call is not worth more. */
  private static final int CALLS_BEFORE =
      Math.min(2, Settings.current().number(Setting.JSON_HOT_CALLS));

  private static final Remembered<FactoryProfile> FACTORIES = new Remembered<>(1024, CALLS_BEFORE);

  private static final Remembered<MapperProfile> CONFIGURATIONS = new Remembered<>(256, 1);

  /** Either way is reproduced. */
  private static final int FREE_STREAM_FEATURES =
      StreamWriteFeature.AUTO_CLOSE_CONTENT.getMask()
          | StreamWriteFeature.AUTO_CLOSE_TARGET.getMask()
          | StreamWriteFeature.FLUSH_PASSED_TO_STREAM.getMask()
          | StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN.getMask()
          | StreamWriteFeature.IGNORE_UNKNOWN.getMask();

  private static final int FREE_FORMAT_FEATURES =
      JsonWriteFeature.WRITE_NAN_AS_STRINGS.getMask()
          | JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8.getMask();

  /** Sorts sets since 3.2, or is 0. */
  private static final int ORDERS_SETS = mask("ORDER_SET_ELEMENTS");

  /** Plans depend on features of enums too; no serialization feature has so high a bit. */
  private static final int ENUM_FEATURES_SHIFT = 29;

  private final FactoryProfile factory;
  private final String refusal;
  private final int streamFeatures;
  private final boolean quotesNonNumeric;
  private final boolean combinesSurrogates;
  private final boolean direct;
  private final int features;

  private MapperProfile(SerializationConfig config, FactoryProfile factory) {
    this.factory = factory;
    this.streamFeatures = config.getStreamWriteFeatures();
    int format = config.getFormatWriteFeatures();
    this.quotesNonNumeric = JsonWriteFeature.WRITE_NAN_AS_STRINGS.enabledIn(format);
    this.combinesSurrogates = JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8.enabledIn(format);
    if (factory.refusal() != null) {
      this.refusal = factory.refusal();
    } else if (((streamFeatures ^ StreamWriteFeature.collectDefaults()) & ~FREE_STREAM_FEATURES)
        != 0) {
      this.refusal = "generator feature";
    } else if (((format ^ JsonWriteFeature.collectDefaults()) & ~FREE_FORMAT_FEATURES) != 0) {
      this.refusal = "generator feature";
    } else if (SerializerInternals.initializesGenerators(config)) {
      this.refusal = "generator initializer";
    } else {
      this.refusal = null;
    }
    int serialization = config.getSerializationFeatures();
    this.features = serialization | enumFeatures(config) << ENUM_FEATURES_SHIFT;
    this.direct =
        config.getFullRootName() == null
            && !config.isEnabled(SerializationFeature.WRAP_ROOT_VALUE)
            && config.getActiveView() == null
            && serialization >>> ENUM_FEATURES_SHIFT == 0
            && SerializerInternals.obstacle() == null;
  }

  /** The profile of a mapper's parts, or {@code null} until they have been seen often enough. */
  static MapperProfile of(SerializationConfig config, TokenStreamFactory factory) {
    FactoryProfile ofFactory = FACTORIES.get(factory);
    if (ofFactory == null) {
      if (!FACTORIES.isSeenOften(factory)) {
        return null;
      }
      ofFactory = new FactoryProfile(factory);
      FACTORIES.put(factory, ofFactory);
    }
    MapperProfile profile = CONFIGURATIONS.get(config);
    if (profile == null || profile.factory != ofFactory) {
      profile = new MapperProfile(config, ofFactory);
      if (CONFIGURATIONS.isSeenOften(config)) {
        CONFIGURATIONS.put(config, profile);
      }
    }
    return profile;
  }

  private static int enumFeatures(SerializationConfig config) {
    return (config.isEnabled(EnumFeature.WRITE_ENUMS_USING_INDEX) ? 1 : 0)
        | (config.isEnabled(EnumFeature.WRITE_ENUMS_USING_TO_STRING) ? 2 : 0)
        | (config.isEnabled(EnumFeature.WRITE_ENUMS_TO_LOWERCASE) ? 4 : 0);
  }

  private static int mask(String feature) {
    for (SerializationFeature f : SerializationFeature.values()) {
      if (f.name().equals(feature)) {
        return f.getMask();
      }
    }
    return 0;
  }

  /** Why calls go to the original, or {@code null}. */
  String refusal() {
    return refusal;
  }

  FactoryProfile factory() {
    return factory;
  }

  int streamFeatures() {
    return streamFeatures;
  }

  /** Whether NaN and infinities are written between quotes. */
  boolean quotesNonNumeric() {
    return quotesNonNumeric;
  }

  /** Whether pairs of surrogates are written as UTF-8, and not as escapes. */
  boolean combinesSurrogates() {
    return combinesSurrogates;
  }

  /** Whether surrogates without their partners are to be looked for, and refused, in UTF-8. */
  boolean scansSurrogates() {
    return combinesSurrogates && !factory.escapesLoneSurrogates();
  }

  /** Whether the configuration asks for documents of single values without a view. */
  boolean isDirect() {
    return direct;
  }

  /** What plans depend on besides a serializer: serialization features, and those of enums. */
  int features() {
    return features;
  }

  /** Whether sets are written in an order of their own. */
  boolean ordersSets() {
    return (features & ORDERS_SETS) != 0;
  }

  int depthLimit() {
    return factory.depthLimit();
  }
}
