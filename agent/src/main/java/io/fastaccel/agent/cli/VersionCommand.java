package io.fastaccel.agent.cli;

import io.fastaccel.agent.Version;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the version of this jar. */
@Command(name = "version", description = "Prints the version of this jar.")
final class VersionCommand implements Runnable, IVersionProvider {

  @Spec private CommandSpec spec;

  @Override
  public String[] getVersion() {
    return new String[] {"fast-accel " + Version.current()};
  }

  @Override
  public void run() {
    spec.commandLine().getOut().println(getVersion()[0]);
  }
}
