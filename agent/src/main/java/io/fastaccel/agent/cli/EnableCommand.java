package io.fastaccel.agent.cli;

import io.fastaccel.agent.control.Requests;
import io.fastaccel.interceptors.api.Feature;
import io.fastaccel.interceptors.api.FeatureMode;
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

  @Parameters(index = "0", paramLabel = "PID", description = "The JVM's process.")
  private String pid;

  @Parameters(
      index = "1",
      paramLabel = "FEATURE",
      converter = FeatureName.class,
      completionCandidates = FeatureName.class,
      description = "One of: ${COMPLETION-CANDIDATES}.")
  private Feature feature;

  @Option(
      names = "--mode",
      defaultValue = "on",
      converter = ModeName.class,
      completionCandidates = ModeName.class,
      description = "One of: ${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE} if left out.")
  private FeatureMode mode;

  @Mixin private JsonOption json;

  @Override
  public Integer call() throws CommandFailure {
    json.print(switchTo(pid, feature, mode, json.isSet()));
    return 0;
  }

  static String switchTo(String pid, Feature feature, FeatureMode mode, boolean json)
      throws CommandFailure {
    try (AttachedJvm jvm = AttachedJvm.attach(pid)) {
      return json
          ? jvm.ask("switch", feature.id(), mode.id(), Requests.AS_JSON)
          : jvm.ask("switch", feature.id(), mode.id());
    }
  }
}
