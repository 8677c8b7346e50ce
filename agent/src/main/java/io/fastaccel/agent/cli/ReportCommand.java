package io.fastaccel.agent.cli;

import io.fastaccel.agent.control.Requests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints or writes a report about a running JVM. */
@Command(
    name = "report",
    description = "Prints the status, the times that were measured, and what to set next.")
final class ReportCommand implements Callable<Integer> {

  @Parameters(paramLabel = "PID", description = "The JVM's process.")
  private String pid;

  @Option(names = "--html", description = "A page of HTML: one file that loads nothing.")
  private boolean html;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Write to a file.")
  private Path output;

  @Mixin private JsonOption json;

  @Override
  public Integer call() throws CommandFailure {
    String text;
    try (AttachedJvm jvm = AttachedJvm.attach(pid)) {
      text =
          html
              ? jvm.ask("report", Requests.AS_HTML)
              : json.isSet() ? jvm.ask("report", Requests.AS_JSON) : jvm.ask("report");
    }
    if (output == null) {
      json.print(text);
      return 0;
    }
    try {
      Files.writeString(output, text);
    } catch (IOException e) {
      throw new CommandFailure("cannot write " + output + ": " + e);
    }
    return 0;
  }
}
