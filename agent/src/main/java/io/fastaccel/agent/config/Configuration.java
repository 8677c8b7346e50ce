package io.fastaccel.agent.config;

import io.fastaccel.interceptors.api.Setting;
import io.fastaccel.interceptors.api.Settings;
import io.fastaccel.interceptors.tools.cache.CacheRules;
import io.fastaccel.interceptors.tools.cache.StoreAddress;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The settings as the user gave them: agent argument beats system property beats environment
 * variable. What is not understood becomes a warning of one line, and the default holds.
 */
public final class Configuration {

  private static final String PROPERTY_PREFIX = "fastaccel.";
  private static final String ENVIRONMENT_PREFIX = "FASTACCEL_";

  private final Map<Setting, String> values = new EnumMap<>(Setting.class);
  private final List<String> warnings = new ArrayList<>();

  private Configuration() {}

  /** Reads this JVM's arguments, properties and environment. */
  public static Configuration read(String arguments) {
    Map<String, String> properties = new TreeMap<>();
    for (String name : System.getProperties().stringPropertyNames()) {
      if (name.startsWith(PROPERTY_PREFIX)) {
        properties.put(name, System.getProperty(name, ""));
      }
    }
    return of(arguments, properties, System.getenv());
  }

  /**
   * Reads the given sources.
   *
   * @param arguments agent arguments, {@code name=value} separated by commas, or {@code null}
   * @param properties system properties; others than ours are ignored
   * @param environment environment variables; others than ours are ignored
   */
  public static Configuration of(
      String arguments, Map<String, String> properties, Map<String, String> environment) {
    Configuration configuration = new Configuration();
    // From the weakest source to the strongest: the last word counts.
    for (Map.Entry<String, String> variable : environment.entrySet()) {
      if (variable.getKey().startsWith(ENVIRONMENT_PREFIX)) {
        configuration.set(Source.ENVIRONMENT, variable.getKey(), variable.getValue());
      }
    }
    for (Map.Entry<String, String> property : properties.entrySet()) {
      if (property.getKey().startsWith(PROPERTY_PREFIX)) {
        configuration.set(Source.PROPERTY, property.getKey(), property.getValue());
      }
    }
    configuration.setArguments(arguments == null ? "" : arguments);
    return configuration;
  }

  /** What was understood. */
  public Settings settings() {
    return new Settings(values);
  }

  /** What was not, one line each. */
  public List<String> warnings() {
    return List.copyOf(warnings);
  }

  private void setArguments(String arguments) {
    Setting list = null;
    boolean good = false;
    for (String argument : arguments.split(",", -1)) {
      int equals = argument.indexOf('=');
      if (argument.isBlank()) {
        continue;
      }
      if (list != null && (equals < 0 || isElement(argument.substring(0, equals)))) {
        // A list's own commas are the separator of the arguments, too: a=x,y,b=z.
        good = good && addTo(list, argument.trim());
        continue;
      }
      String name = equals < 0 ? argument.trim() : argument.substring(0, equals).trim();
      Setting setting =
          equals < 0
              ? unknown(Source.ARGUMENT, name)
              : set(Source.ARGUMENT, name, argument.substring(equals + 1));
      list = setting != null && setting.kind() == Setting.Kind.LIST ? setting : null;
      good = list != null && problemWith(list, argument.substring(equals + 1).trim()) == null;
    }
  }

  /** Whether what stands before a {@code =} is no name of a setting, but of an element's own. */
  private static boolean isElement(String name) {
    return name.indexOf(':') >= 0;
  }

  /**
   * Adds an element. A bad one takes the whole list with it, as it does everywhere else.
   *
   * @return whether it is good
   */
  private boolean addTo(Setting list, String element) {
    String problem = problemWith(list, element);
    if (problem != null) {
      values.remove(list);
      warnings.add(list.argument() + " is ignored: " + problem);
      return false;
    }
    values.put(list, values.get(list) + "," + element);
    return true;
  }

  /** Returns the setting of that name, set or not; {@code null} where there is none. */
  private Setting set(Source source, String name, String value) {
    for (Setting setting : Setting.values()) {
      if (source.nameOf(setting).equals(name)) {
        String trimmed = value.trim();
        String problem = problemWith(setting, trimmed);
        if (problem != null) {
          // An address may contain a password.
          String shown = setting == Setting.TOOLS_CACHE_STORE ? "" : "=" + shortened(trimmed);
          warnings.add(name + shown + " is ignored: " + problem);
          return setting;
        }
        values.put(
            setting, setting.choices().isEmpty() ? trimmed : trimmed.toLowerCase(Locale.ROOT));
        return setting;
      }
    }
    return unknown(source, name);
  }

  private Setting unknown(Source source, String name) {
    String nearest = Spelling.nearest(name, source);
    warnings.add(
        source.label
            + " "
            + shortened(name)
            + " is unknown and ignored"
            + (nearest == null ? "" : "; did you mean " + nearest + "?"));
    return null;
  }

  private static String problemWith(Setting setting, String value) {
    List<String> choices = setting.choices();
    if (!choices.isEmpty()) {
      return choices.contains(value.toLowerCase(Locale.ROOT))
          ? null
          : "it must be one of " + String.join(", ", choices);
    }
    if (setting.kind() == Setting.Kind.NUMBER && !isNumber(value)) {
      return "it must be a whole number from 0 to 999999999";
    }
    if (setting == Setting.TOOLS_CACHE) {
      return CacheRules.problemWith(value);
    }
    return setting == Setting.TOOLS_CACHE_STORE ? StoreAddress.problemWith(value) : null;
  }

  private static boolean isNumber(String value) {
    if (value.isEmpty() || value.length() > 9) {
      return false;
    }
    for (int i = 0; i < value.length(); i++) {
      if (value.charAt(i) < '0' || value.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  /** One line of bounded length, whatever the user typed. */
  private static String shortened(String text) {
    String line = text.replace('\n', ' ').replace('\r', ' ');
    return line.length() <= 60 ? line : line.substring(0, 60) + "…";
  }

  /** Where a value came from. */
  enum Source {
    ENVIRONMENT("environment variable"),
    PROPERTY("system property"),
    ARGUMENT("agent argument");

    private final String label;

    Source(String label) {
      this.label = label;
    }

    /** How much of a name is the same for all. */
    int prefixLength() {
      return this == ARGUMENT ? 0 : PROPERTY_PREFIX.length();
    }

    String nameOf(Setting setting) {
      return switch (this) {
        case ENVIRONMENT -> setting.environmentVariable();
        case PROPERTY -> setting.property();
        case ARGUMENT -> setting.argument();
      };
    }
  }
}
