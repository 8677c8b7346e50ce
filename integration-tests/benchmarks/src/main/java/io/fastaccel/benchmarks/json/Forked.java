package io.fastaccel.benchmarks.json;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A measurement in a JVM of its own. */
final class Forked {

  private Forked() {}

  /** The agent's jar: the first argument, or the one that was just built. */
  static String agent(String... arguments) throws IOException {
    String agent = arguments.length > 0 ? arguments[0] : "agent/target/fast-accel.jar";
    if (!new File(agent).isFile()) {
      throw new IOException("no such jar: " + agent);
    }
    return agent;
  }

  /**
   * What the program prints.
   *
   * @param agent the agent's jar, or {@code null} for none
   */
  static List<String> run(String agent, String classPath, String mainClass, String... arguments)
      throws IOException {
    return runWith(List.of(), agent, classPath, mainClass, arguments);
  }

  /**
   * The same with options of the JVM.
   *
   * @param agent the agent's jar, or {@code null} for none
   */
  static List<String> runWith(
      List<String> options, String agent, String classPath, String mainClass, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + "/bin/java");
    command.addAll(List.of("-Xms1g", "-Xmx1g", "-XX:+UseParallelGC"));
    command.addAll(options);
    if (agent != null) {
      command.add("-javaagent:" + agent);
    }
    command.addAll(List.of("-cp", classPath, mainClass));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
      List<String> lines = reader.lines().toList();
      if (lines.isEmpty()) {
        throw new IOException("no result from " + command);
      }
      return lines;
    }
  }
}
