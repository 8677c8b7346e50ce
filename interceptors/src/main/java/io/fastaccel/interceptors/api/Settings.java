package io.fastaccel.interceptors.api;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The values in force. Immutable; {@link #current()} is set once by the agent's start and may be
 * read by any thread.
 */
public final class Settings {

  private static volatile Settings current = new Settings(Map.of());

  private final Map<Setting, String> values;

  /**
   * @param values checked values; what is missing has its default
   */
  public Settings(Map<Setting, String> values) {
    Map<Setting, String> copy = new EnumMap<>(Setting.class);
    copy.putAll(values);
    this.values = Collections.unmodifiableMap(copy);
  }

  /** The settings of this JVM. */
  public static Settings current() {
    return current;
  }

  /** For the agent's start, and for tests. */
  public static void setCurrent(Settings settings) {
    current = settings;
  }

  /** The value as text. */
  public String text(Setting setting) {
    return values.getOrDefault(setting, setting.defaultValue());
  }

  /** The value of a {@link Setting.Kind#FLAG}. */
  public boolean flag(Setting setting) {
    return Boolean.parseBoolean(text(setting));
  }

  /** The value of a {@link Setting.Kind#NUMBER}. */
  public int number(Setting setting) {
    return Integer.parseInt(text(setting));
  }

  /** The trimmed, non-empty elements of a {@link Setting.Kind#LIST}. */
  public List<String> list(Setting setting) {
    List<String> elements = new ArrayList<>();
    for (String element : text(setting).split(",", -1)) {
      if (!element.isBlank()) {
        elements.add(element.trim());
      }
    }
    return List.copyOf(elements);
  }
}
