package io.fastaccel.agent;

import io.fastaccel.interceptors.api.Setting;
import java.io.PrintStream;

/** What {@code java -jar fast-accel.jar} prints: how to use the jar, and every setting. */
public final class Main {

  private Main() {}

  /**
   * Runs the command line.
   *
   * @return the exit code: 0, or 2 for arguments that are not understood
   */
  public static int run(String[] arguments) {
    String command = arguments.length == 0 ? "help" : arguments[0];
    switch (command) {
      case "version", "--version", "-V" -> {
        System.out.println("fast-accel " + Version.current());
        return 0;
      }
      case "help", "--help", "-h" -> {
        printHelp(System.out);
        return 0;
      }
      default -> {
        System.err.println("unknown command " + command + "; try: java -jar fast-accel.jar help");
        return 2;
      }
    }
  }

  private static void printHelp(PrintStream out) {
    out.println("fast-accel " + Version.current());
    out.println();
    out.println("Makes an unmodified JVM application for AI agents faster, with the same results:");
    out.println("  java -javaagent:fast-accel.jar -jar app.jar");
    out.println("  java -javaagent:fast-accel.jar=json=false,log=info -jar app.jar");
    out.println();
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
  }
}
