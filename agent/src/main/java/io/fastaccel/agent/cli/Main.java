package io.fastaccel.agent.cli;

import java.io.PrintWriter;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Spec;

/** What {@code java -jar fast-accel.jar} runs. Without a command it prints its help. */
@Command(
    name = "fast-accel",
    description = {
      "Makes an unmodified JVM application for AI agents faster, with the same results:",
      "  java -javaagent:fast-accel.jar -jar app.jar",
      "  java -javaagent:fast-accel.jar=json=false,log=info -jar app.jar",
      ""
    },
    mixinStandardHelpOptions = true,
    versionProvider = VersionCommand.class,
    subcommands = {
      AttachCommand.class,
      StatusCommand.class,
      ReportCommand.class,
      EnableCommand.class,
      DisableCommand.class,
      IndexCommand.class,
      DoctorCommand.class,
      SettingsCommand.class,
      AutoComplete.GenerateCompletion.class,
      VersionCommand.class,
      HelpCommand.class
    },
    footer = {
      "",
      "Exit codes: 0 done, 1 failed or something was found, 2 not understood.",
      "Completion, in bash or zsh:",
      "  alias fast-accel='java -jar /path/to/fast-accel.jar'",
      "  source <(fast-accel generate-completion)"
    })
public final class Main implements Runnable {

  @Spec private CommandSpec spec;

  private Main() {}

  /**
   * Runs the command line.
   *
   * @return the exit code: 0 for success, 1 for what went wrong, 2 for arguments that are not
   *     understood
   */
  public static int run(String[] arguments) {
    return commandLine().execute(arguments);
  }

  static CommandLine commandLine() {
    CommandLine main = new CommandLine(new Main());
    giveHelp(main);
    return main.setCaseInsensitiveEnumValuesAllowed(true)
        .setAbbreviatedOptionsAllowed(true)
        .setExecutionExceptionHandler(
            (failure, command, parsed) -> {
              command
                  .getErr()
                  .println(
                      failure instanceof CommandFailure
                          ? failure.getMessage()
                          : "unexpected: " + failure);
              command.getErr().flush();
              return 1;
            });
  }

  /** Every command has its help, without saying so at each. */
  private static void giveHelp(CommandLine parent) {
    for (CommandLine command : parent.getSubcommands().values()) {
      if (command.getCommandSpec().findOption("--help") == null) {
        command
            .getCommandSpec()
            .addOption(
                OptionSpec.builder("-h", "--help")
                    .usageHelp(true)
                    .description("Show this help and exit.")
                    .build());
      }
      giveHelp(command);
    }
  }

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    spec.commandLine().usage(out);
  }
}
