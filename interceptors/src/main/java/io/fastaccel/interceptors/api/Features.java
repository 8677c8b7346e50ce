package io.fastaccel.interceptors.api;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/**
 * The state of every feature in this JVM. First as the settings say, which are there before any
 * advice is.
 */
public final class Features {

  private static final Map<Feature, FeatureState> STATES = new EnumMap<>(Feature.class);

  static {
    for (Feature feature : Feature.values()) {
      STATES.put(feature, new FeatureState(feature, wanted(feature)));
    }
  }

  private static FeatureMode wanted(Feature feature) {
    Settings settings = Settings.current();
    if (!settings.flag(Setting.valueOf(feature.name()))) {
      return FeatureMode.OFF;
    }
    String mode = settings.text(Setting.MODE);
    if (mode.equals(FeatureMode.ON.id()) || settings.list(Setting.MODE_ON).contains(feature.id())) {
      return FeatureMode.ON;
    }
    return FeatureMode.valueOf(mode.toUpperCase(Locale.ROOT));
  }

  private Features() {}

  /**
   * The state of one feature; the same object for as long as the JVM lives. Off until the agent has
   * started.
   */
  public static FeatureState of(Feature feature) {
    return STATES.get(feature);
  }
}
