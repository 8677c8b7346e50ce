package io.fastaccel.benchmarks.startup;

import io.fastaccel.harness.JavaCommand;
import io.fastaccel.harness.JavaHome;
import io.fastaccel.harness.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Starts small applications without an agent, with one that does nothing, with ours, and with
 * OpenTelemetry's where it is there, in turn, and prints the median of the whole process's time in
 * milliseconds and its ratio to the empty agent.
 */
public final class StartupComparison {

  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final int rounds;
  private final Path applications;
  private final Map<String, Path> agents = new LinkedHashMap<>();

  private StartupComparison(int rounds, Path applications) {
    this.rounds = rounds;
    this.applications = applications;
  }

  /**
   * Runs on this JVM's JDK and on the latest one that is installed.
   *
   * @param arguments the agent's jar, the folder where other agents' jars are, and how many rounds
   *     (10)
   */
  public static void main(String[] arguments) throws Exception {
    int rounds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 10;
    Path own =
        Path.of(
            StartupComparison.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    StartupComparison comparison = new StartupComparison(rounds, own);
    Path folder = Files.createTempDirectory("startup");
    comparison.agents.put("no agent", null);
    comparison.agents.put("empty premain", EmptyPremain.writeJar(folder));
    comparison.agents.put("fast-accel", Path.of(arguments[0]));
    Path others = Path.of(arguments[1]);
    Path openTelemetry = others.resolve("opentelemetry-javaagent.jar");
    if (Files.exists(openTelemetry)) {
      comparison.agents.put("OpenTelemetry", openTelemetry);
    } else {
      System.out.println(
          "OpenTelemetry's agent is left out: build with -Pother-agents to have it.");
    }
    System.out.println(Machine.describe());
    System.out.println(
        "Median of "
            + rounds
            + " starts each, in turn; whole process, ms (ratio to empty premain)");
    comparison.run(JavaHome.running());
    JavaHome latest = JavaHome.find(25).orElse(JavaHome.running());
    if (latest.feature() != JavaHome.running().feature()) {
      comparison.run(latest);
    }
    Files.delete(folder.resolve("empty-premain.jar"));
    Files.delete(folder);
  }

  private void run(JavaHome jdk) throws IOException, InterruptedException {
    System.out.println();
    System.out.printf(Locale.ROOT, "%-14s", jdk);
    for (String agent : agents.keySet()) {
      System.out.printf(Locale.ROOT, " | %-16s", agent);
    }
    System.out.println();
    measure(jdk, "hello", Hello.class);
    measure(jdk, "Jackson", JacksonHello.class);
  }

  private void measure(JavaHome jdk, String name, Class<?> application)
      throws IOException, InterruptedException {
    Map<String, List<Long>> times = new LinkedHashMap<>();
    agents.keySet().forEach(agent -> times.put(agent, new ArrayList<>()));
    // The first round fills the operating system's caches.
    for (int round = 0; round <= rounds; round++) {
      for (Map.Entry<String, Path> agent : agents.entrySet()) {
        JavaCommand command = JavaCommand.on(jdk);
        if (agent.getValue() != null) {
          command.agent(agent.getValue());
          // It would look for a collector.
          command.jvmOptions(
              "-Dotel.traces.exporter=none",
              "-Dotel.metrics.exporter=none",
              "-Dotel.logs.exporter=none");
        }
        command.mainClass(application.getName(), applications);
        long start = System.nanoTime();
        command.run(LIMIT).orThrow();
        if (round > 0) {
          times.get(agent.getKey()).add(System.nanoTime() - start);
        }
      }
    }
    double reference = median(times.get("empty premain"));
    System.out.printf(Locale.ROOT, "%-14s", name);
    for (List<Long> ofAgent : times.values()) {
      double median = median(ofAgent);
      System.out.printf(Locale.ROOT, " | %6.0f (%5.2f)  ", median / 1e6, median / reference);
    }
    System.out.println();
  }

  private static double median(List<Long> values) {
    List<Long> sorted = new ArrayList<>(values);
    sorted.sort(null);
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2.0;
  }
}
