package io.fastaccel.agent.cli;

import io.fastaccel.agent.control.Requests;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Prints what the agent does in a running JVM. */
@Command(
    name = "status",
    description = "Prints what the agent in a running JVM has done: features, libraries, reasons.")
final class StatusCommand implements Callable<Integer> {

  @Parameters(paramLabel = "PID", description = "The JVM's process.")
  private String pid;

  @Mixin private JsonOption json;

  @Override
  public Integer call() throws CommandFailure {
    try (AttachedJvm jvm = AttachedJvm.attach(pid)) {
      json.print(json.isSet() ? jvm.ask("status", Requests.AS_JSON) : jvm.ask("status"));
    }
    return 0;
  }
}
