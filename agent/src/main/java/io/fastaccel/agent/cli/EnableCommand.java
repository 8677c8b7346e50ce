package io.fastaccel.agent.cli;

import io.fastaccel.agent.control.Requests;
import io.fastaccel.interceptors.api.Feature;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Switches a feature on in a running JVM. */
@Command(
    name = "enable",
    description = "Switches a feature on in a running JVM, without a restart.")
final class EnableCommand implements Callable<Integer> {

  /** How it is to work. */
  enum Mode {
    ON,
    VERIFY,
    REPORT
  }

  @Parameters(index = "0", paramLabel = "PID", description = "The JVM's process.")
  private String pid;

  @Parameters(
      index = "1",
      paramLabel = "FEATURE",
      description = "One of: ${COMPLETION-CANDIDATES}.")
  private Feature feature;

  @Option(
      names = "--mode",
      defaultValue = "ON",
      description = "One of: ${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE} if left out.")
  private Mode mode;

  @Mixin private JsonOption json;

  @Override
  public Integer call() throws CommandFailure {
    json.print(switchTo(pid, feature, mode.name(), json.isSet()));
    return 0;
  }

  static String switchTo(String pid, Feature feature, String mode, boolean json)
      throws CommandFailure {
    String lower = mode.toLowerCase(Locale.ROOT);
    try (AttachedJvm jvm = AttachedJvm.attach(pid)) {
      return json
          ? jvm.ask("switch", feature.id(), lower, Requests.AS_JSON)
          : jvm.ask("switch", feature.id(), lower);
    }
  }
}
