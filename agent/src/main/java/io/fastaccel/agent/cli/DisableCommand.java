package io.fastaccel.agent.cli;

import io.fastaccel.interceptors.api.Feature;
import io.fastaccel.interceptors.api.FeatureMode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Switches a feature off in a running JVM. */
@Command(
    name = "disable",
    description = "Switches a feature off in a running JVM; from then on the original code runs.")
final class DisableCommand implements Callable<Integer> {

  @Parameters(index = "0", paramLabel = "PID", description = "The JVM's process.")
  private String pid;

  @Parameters(
      index = "1",
      paramLabel = "FEATURE",
      converter = FeatureName.class,
      completionCandidates = FeatureName.class,
      description = "One of: ${COMPLETION-CANDIDATES}.")
  private Feature feature;

  @Mixin private JsonOption json;

  @Override
  public Integer call() throws CommandFailure {
    json.print(EnableCommand.switchTo(pid, feature, FeatureMode.OFF, json.isSet()));
    return 0;
  }
}
