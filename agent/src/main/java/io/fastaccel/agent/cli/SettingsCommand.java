package io.fastaccel.agent.cli;

import io.fastaccel.interceptors.api.Setting;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints every setting. */
@Command(name = "settings", description = "Prints every setting and its default.")
final class SettingsCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    out.println("Settings, as system properties (default) and what they are for:");
    for (Setting setting : Setting.values()) {
      String values = setting.choices().isEmpty() ? "" : " " + String.join("|", setting.choices());
      String defaultValue =
          setting.defaultValue().isEmpty() ? "" : " (" + setting.defaultValue() + ")";
      out.println("  " + setting.property() + values + defaultValue);
      out.println("      " + setting.description());
    }
    out.println();
    out.println("Each is also an agent argument without the prefix fastaccel., and an environment");
    out.println("variable such as " + Setting.TASKS_PARALLEL.environmentVariable() + ".");
    out.println("Argument beats property beats environment.");
    out.flush();
  }
}
