package io.fastaccel.agent.cli;

import io.fastaccel.interceptors.api.Setting;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Prints every setting. */
@Command(name = "settings", description = "Prints every setting and its default.")
final class SettingsCommand implements Runnable {

  @Mixin private JsonOption json;

  @Override
  public void run() {
    json.print(text(), fields());
  }

  private static Map<String, Object> fields() {
    Map<String, Object> all = new LinkedHashMap<>();
    for (Setting setting : Setting.values()) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("argument", setting.argument());
      fields.put("environment", setting.environmentVariable());
      fields.put("values", setting.choices());
      fields.put("default", setting.defaultValue());
      fields.put("description", setting.description());
      all.put(setting.property(), fields);
    }
    return all;
  }

  private static String text() {
    StringBuilder out = new StringBuilder();
    out.append("Settings, as system properties (default) and what they are for:\n");
    for (Setting setting : Setting.values()) {
      String values = setting.choices().isEmpty() ? "" : " " + String.join("|", setting.choices());
      String defaultValue =
          setting.defaultValue().isEmpty() ? "" : " (" + setting.defaultValue() + ")";
      out.append("  ").append(setting.property()).append(values).append(defaultValue).append('\n');
      out.append("      ").append(setting.description()).append('\n');
    }
    return out.append("\nEach is also an agent argument without the prefix fastaccel., and an")
        .append(" environment\nvariable such as ")
        .append(Setting.TASKS_PARALLEL.environmentVariable())
        .append(".\nArgument beats property beats environment.")
        .toString();
  }
}
