package io.fastaccel.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.tools.attach.VirtualMachine;
import io.fastaccel.harness.FinishedJava;
import io.fastaccel.harness.JavaCommand;
import io.fastaccel.harness.JavaHome;
import io.fastaccel.harness.RunningJava;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** Someone at the command line of the jar. */
final class Operator {

  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final JavaHome jdk;

  Operator(JavaHome jdk) {
    this.jdk = jdk;
  }

  /** Runs a command, whatever comes of it. */
  FinishedJava runs(Object... arguments) throws IOException, InterruptedException {
    JavaCommand command = JavaCommand.on(jdk).jvmOptions("-Xshare:auto", "-XX:TieredStopAtLevel=1");
    if (jdk.feature() >= 22) {
      // The driver's native library.
      command.jvmOptions("--enable-native-access=ALL-UNNAMED");
    }
    return command.jar(Application.agentJar()).arguments(arguments).run(LIMIT);
  }

  /** Runs a command that must succeed, and reads its JSON. */
  JsonNode json(Object... arguments) throws IOException, InterruptedException {
    Object[] all = Arrays.copyOf(arguments, arguments.length + 1);
    all[arguments.length] = "--json";
    return new ObjectMapper().readTree(String.join("\n", runs(all).orThrow().output()));
  }

  JsonNode status(RunningJava application) throws IOException, InterruptedException {
    return json("status", application.pid());
  }

  /** A request without the command line, as it makes it: faster, for many of them. */
  static String ask(RunningJava application, Path folder, String... words) throws Exception {
    Files.write(folder.resolve("request"), List.of(words));
    Files.deleteIfExists(folder.resolve("answer"));
    VirtualMachine machine = VirtualMachine.attach(Long.toString(application.pid()));
    try {
      machine.loadAgent(Application.agentJar().toString(), "control:" + folder);
    } finally {
      machine.detach();
    }
    return Files.readString(folder.resolve("answer"));
  }
}
