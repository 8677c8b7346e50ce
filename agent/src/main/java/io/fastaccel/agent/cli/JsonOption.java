package io.fastaccel.agent.cli;

import io.fastaccel.agent.JsonText;
import java.io.PrintWriter;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The option of all commands whose result a program may want to read, and where results go. */
final class JsonOption {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  boolean isSet() {
    return json;
  }

  PrintWriter out() {
    return command.commandLine().getOut();
  }

  /** Prints text, or the same as JSON. */
  void print(String text, Map<String, Object> fields) {
    print(json ? JsonText.of(fields) : text + System.lineSeparator());
  }

  /** Prints what ends with a line already. */
  void print(String text) {
    PrintWriter out = out();
    out.print(text);
    out.flush();
  }
}
