package io.fastaccel.agent.cli;

import io.fastaccel.agent.Version;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;

/** Prints the version of this jar. */
@Command(name = "version", description = "Prints the version of this jar.")
final class VersionCommand implements Runnable, IVersionProvider {

  @Mixin private JsonOption json;

  @Override
  public String[] getVersion() {
    return new String[] {"fast-accel " + Version.current()};
  }

  @Override
  public void run() {
    json.print(getVersion()[0], Map.of("version", Version.current()));
  }
}
