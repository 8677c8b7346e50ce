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
import java.util.stream.Stream;

/**
 * Starts applications without an agent, with one that does nothing, with ours, and with others
 * where they are there, in turn, and prints medians of the whole process: time on the clock and
 * processor time, and the ratio of the latter to the empty agent, which says something on a busy
 * machine, too.
 */
public final class StartupComparison {

  private static final Duration LIMIT = Duration.ofMinutes(2);

  /** The clock of processor time. */
  private static final double MILLIS_A_TICK = 10;

  private static final String EMPTY = "empty premain";
  private static final String OURS = "fast-accel";

  /** Names, and the jars in the folder of other agents. */
  private static final Map<String, String> OTHERS =
      Map.of(
          "OpenTelemetry", "opentelemetry-javaagent.jar",
          "Datadog", "dd-java-agent.jar",
          "Elastic", "elastic-apm-agent.jar");

  /** Nobody is there to send anything to. */
  private static final String[] QUIET = {
    "-Dotel.traces.exporter=none",
    "-Dotel.metrics.exporter=none",
    "-Dotel.logs.exporter=none",
    "-Ddd.trace.enabled=true",
    "-Ddd.trace.startup.logs=false",
    "-Ddd.instrumentation.telemetry.enabled=false",
    "-Ddd.remote_config.enabled=false",
    "-Delastic.apm.disable_send=true",
    "-Delastic.apm.central_config=false",
    "-Delastic.apm.cloud_provider=NONE"
  };

  private enum Start {
    PLAIN,
    /**
     * With an archive of the application's classes: of class data, or of an AOT cache from 25 on.
     */
    ARCHIVE
  }

  private record Sample(double wallMillis, double cpuMillis) {}

  private final int rounds;
  private final Path folder;
  private final Path applications;
  private final Path demo;
  private final Map<String, Path> agents = new LinkedHashMap<>();

  private StartupComparison(int rounds, Path folder, Path applications, Path demo) {
    this.rounds = rounds;
    this.folder = folder;
    this.applications = applications;
    this.demo = demo;
  }

  /**
   * Runs.
   *
   * @param arguments the agent's jar, the folder where other agents' jars are, the demo's jar, how
   *     many rounds, and perhaps the release of the JDK and the only start to run, of {@code plain}
   *     and {@code archive}
   */
  public static void main(String[] arguments) throws Exception {
    Path own =
        Path.of(
            StartupComparison.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Path folder = Files.createTempDirectory("startup");
    StartupComparison comparison =
        new StartupComparison(
            Integer.parseInt(arguments[3]), folder, own, Path.of(arguments[2]).toAbsolutePath());
    comparison.agents.put("no agent", null);
    comparison.agents.put(EMPTY, EmptyPremain.writeJar(folder));
    comparison.agents.put(OURS, Path.of(arguments[0]));
    for (String name : List.of("OpenTelemetry", "Datadog", "Elastic")) {
      Path jar = Path.of(arguments[1]).resolve(OTHERS.get(name));
      if (Files.exists(jar)) {
        comparison.agents.put(name, jar);
      } else {
        System.out.println(name + "'s agent is left out: build with -Pother-agents to have it.");
      }
    }
    System.out.println(Machine.describe());
    System.out.println(
        "Median of "
            + comparison.rounds
            + " starts each, in turn; whole process, ms on the clock / ms of processor time (ratio"
            + " of that to the empty premain)");
    List<JavaHome> jdks = new ArrayList<>();
    if (arguments.length > 4) {
      jdks.add(JavaHome.find(Integer.parseInt(arguments[4])).orElseThrow());
    } else {
      jdks.add(JavaHome.running());
      JavaHome.find(25)
          .filter(jdk -> jdk.feature() != JavaHome.running().feature())
          .ifPresent(jdks::add);
    }
    for (JavaHome jdk : jdks) {
      for (Start start : Start.values()) {
        if (arguments.length < 6 || arguments[5].equalsIgnoreCase(start.name())) {
          comparison.run(jdk, start);
        }
      }
    }
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }

  private void run(JavaHome jdk, Start start) throws IOException, InterruptedException {
    // Archives are for the agents whose start is short enough for them to matter.
    List<String> names =
        agents.keySet().stream()
            .filter(name -> start == Start.PLAIN || !OTHERS.containsKey(name))
            .toList();
    System.out.println();
    System.out.println(
        "| "
            + jdk
            + (start == Start.PLAIN ? "" : ", archive")
            + " | "
            + String.join(" | ", names)
            + " |");
    System.out.println("| --- ".repeat(names.size() + 1) + "|");
    for (String application : List.of("hello world", "Jackson", "demo")) {
      measure(jdk, start, application, names);
    }
  }

  private void measure(JavaHome jdk, Start start, String application, List<String> names)
      throws IOException, InterruptedException {
    List<String> options = start == Start.PLAIN ? List.of() : archive(jdk, application);
    Map<String, List<Sample>> samples = new LinkedHashMap<>();
    names.forEach(name -> samples.put(name, new ArrayList<>()));
    // The first round fills the operating system's caches.
    for (int round = 0; round <= rounds; round++) {
      for (String name : names) {
        JavaCommand command = JavaCommand.on(jdk).jvmOptions(options.toArray(String[]::new));
        if (agents.get(name) != null) {
          command.agent(agents.get(name));
        }
        if (OTHERS.containsKey(name)) {
          command.jvmOptions(QUIET);
        }
        Sample sample = sample(command, jdk, application);
        if (round > 0) {
          samples.get(name).add(sample);
        }
      }
    }
    double reference = cpu(samples.get(EMPTY));
    StringBuilder row = new StringBuilder("| ").append(application).append(" |");
    for (List<Sample> ofAgent : samples.values()) {
      row.append(
          String.format(
              Locale.ROOT,
              " %,.0f / %,.0f (%.2f) |",
              median(ofAgent.stream().map(Sample::wallMillis).toList()),
              cpu(ofAgent),
              cpu(ofAgent) / reference));
    }
    System.out.println(row);
  }

  /** Options that use an archive, which is made with the application itself. */
  private List<String> archive(JavaHome jdk, String application)
      throws IOException, InterruptedException {
    String file = folder.resolve(application.replace(' ', '-') + jdk.feature()).toString();
    // The module that agents need must be in a cache, or the JVM rejects it.
    String module = "--add-modules=java.instrument";
    boolean aot = jdk.feature() >= 25;
    JavaCommand command =
        JavaCommand.on(jdk)
            .jvmOptions(aot ? "-XX:AOTCacheOutput=" + file : "-XX:ArchiveClassesAtExit=" + file)
            .jvmOptions(module);
    sample(command, jdk, application);
    return List.of((aot ? "-XX:AOTCache=" : "-XX:SharedArchiveFile=") + file, module);
  }

  private Sample sample(JavaCommand command, JavaHome jdk, String application)
      throws IOException, InterruptedException {
    Path database = folder.resolve("demo.db");
    switch (application) {
      case "hello world" -> command.mainClass(Hello.class.getName(), applications);
      case "Jackson" -> command.mainClass(JacksonHello.class.getName(), applications);
      default -> {
        Files.deleteIfExists(database);
        if (jdk.feature() >= 22) {
          command.jvmOptions("--enable-native-access=ALL-UNNAMED");
        }
        // Until its memory of five hundred notes is there, and the model is asked, who is not.
        command
            .jar(demo)
            .arguments("--db", database, "--rows", 500, "--turns", 1)
            .arguments("--transcript", folder.resolve("transcript.json"))
            .arguments("--model-url", "http://127.0.0.1:1/v1");
      }
    }
    double cpuBefore = cpuOfChildren();
    long start = System.nanoTime();
    if (application.equals("demo")) {
      command.run(LIMIT);
    } else {
      command.run(LIMIT).orThrow();
    }
    return new Sample((System.nanoTime() - start) / 1e6, cpuOfChildren() - cpuBefore);
  }

  /** Milliseconds of processor time of all processes that we have started and that have ended. */
  private static double cpuOfChildren() throws IOException {
    String stat = Files.readString(Path.of("/proc/self/stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    // cutime and cstime of proc(5).
    return MILLIS_A_TICK * (Long.parseLong(fields[13]) + Long.parseLong(fields[14]));
  }

  private static double cpu(List<Sample> samples) {
    return median(samples.stream().map(Sample::cpuMillis).toList());
  }

  private static double median(List<Double> values) {
    List<Double> sorted = new ArrayList<>(values);
    sorted.sort(null);
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2.0;
  }
}
