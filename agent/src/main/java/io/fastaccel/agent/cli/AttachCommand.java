package io.fastaccel.agent.cli;

import io.fastaccel.agent.control.Requests;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Starts the agent in a running JVM. */
@Command(
    name = "attach",
    description = {
      "Starts the agent in a running JVM of the same user.",
      "The agent stays until that JVM ends; its features can be disabled at any time."
    })
final class AttachCommand implements Callable<Integer> {

  @Parameters(index = "0", paramLabel = "PID", description = "The JVM's process.")
  private String pid;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "SETTINGS",
      defaultValue = "",
      description = "As behind -javaagent:fast-accel.jar=, for example mode=report.")
  private String settings;

  @Mixin private JsonOption json;

  @Override
  public Integer call() throws CommandFailure {
    try (AttachedJvm jvm = AttachedJvm.attach(pid)) {
      jvm.start(settings);
      json.print(json.isSet() ? jvm.ask("status", Requests.AS_JSON) : jvm.ask("status"));
    }
    return 0;
  }
}
