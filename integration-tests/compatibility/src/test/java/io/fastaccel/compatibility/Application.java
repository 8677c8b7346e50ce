package io.fastaccel.compatibility;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fastaccel.harness.FinishedJava;
import io.fastaccel.harness.JavaCommand;
import io.fastaccel.harness.JavaHome;
import io.fastaccel.harness.RunningJava;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * An application of the package {@code applications}, to be run in a JVM of its own on published
 * libraries, with or without the agent. Every run is a new process. Not for several threads.
 */
public final class Application {

  private static final Duration LIMIT = Duration.ofMinutes(3);

  private final Class<?> mainClass;
  private final List<Path> classPath = new ArrayList<>();
  private final List<String> jvmOptions = new ArrayList<>();
  private final List<String> arguments = new ArrayList<>();
  private JavaHome home = JavaHome.running();
  private Path agent;
  private Duration limit = LIMIT;
  private String agentArguments = "";
  private boolean nativeAccess = true;

  private Application(Class<?> mainClass) {
    this.mainClass = mainClass;
    classPath.add(Path.of(System.getProperty("applications")));
  }

  /** The application with that main class. */
  public static Application of(Class<?> mainClass) {
    return new Application(mainClass);
  }

  /** The agent's jar as it was built. */
  public static Path agentJar() {
    return Path.of(System.getProperty("fast-accel.jar")).toAbsolutePath().normalize();
  }

  /** The jars of a folder below {@code target/libraries}. */
  public static List<Path> libraries(String name) {
    List<Path> jars = new ArrayList<>();
    Path folder = Path.of(System.getProperty("libraries"), name);
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.jar")) {
      files.forEach(jars::add);
    } catch (IOException e) {
      throw new IllegalStateException("no libraries " + name, e);
    }
    jars.sort(null);
    return jars;
  }

  /** Adds jars to the class path. */
  public Application on(String libraries) {
    classPath.addAll(libraries(libraries));
    return this;
  }

  /** Chooses the JDK; this JVM's own when left out. */
  public Application on(JavaHome jdk) {
    home = jdk;
    return this;
  }

  /** Lets a run take longer than the usual three minutes. */
  public Application within(Duration duration) {
    limit = duration;
    return this;
  }

  /**
   * Runs with the agent; {@code settings} are its arguments. Unless they say otherwise, the JSON
   * library is woven as it is loaded, for applications here end soon; and native kernels are used
   * as the system property {@code fast-accel.native} of the tests says.
   */
  public Application withAgent(String... settings) {
    return withAgent(agentJar(), settings);
  }

  /**
   * Runs with the agent as users run it, and again with all JSON calls served at once, since how
   * much is served by the end of the first run depends on the machine. Both must print what is
   * expected.
   *
   * @return what came of the second run
   */
  public Result runsTheSame(List<String> expected) throws Exception {
    assertEquals(expected, withAgent().run().output());
    Result atOnce = withAgent("json.hot-calls=0").run();
    assertEquals(expected, atOnce.output());
    return atOnce;
  }

  /** Runs without any agent. */
  public Application withoutAgent() {
    agent = null;
    return this;
  }

  /** Runs with another jar as the agent. */
  public Application withAgent(Path jar, String... settings) {
    agent = jar;
    List<String> all = new ArrayList<>(List.of(settings));
    if (all.stream().noneMatch(setting -> setting.startsWith("json.start-delay="))) {
      all.add("json.start-delay=0");
    }
    String nativeKernels = System.getProperty("fast-accel.native");
    if (nativeKernels != null && all.stream().noneMatch(setting -> setting.startsWith("native="))) {
      all.add("native=" + nativeKernels);
    }
    agentArguments = String.join(",", all);
    return this;
  }

  /** Leaves out the permission for native access, which applications have here for SQLite. */
  public Application withoutNativeAccess() {
    nativeAccess = false;
    return this;
  }

  /** Adds options of the JVM. */
  public Application jvm(String... options) {
    jvmOptions.addAll(List.of(options));
    return this;
  }

  /** Adds arguments of the application. */
  public Application with(Object... values) {
    for (Object value : values) {
      arguments.add(value.toString());
    }
    return this;
  }

  /** What came of a run, and the agent's statistics of it; {@code null} without the agent. */
  public record Result(FinishedJava java, JsonNode statistics) {

    /** Standard output. */
    public List<String> output() {
      return java.output();
    }

    /** Standard error. */
    public List<String> errors() {
      return java.errors();
    }

    /** The statistics of one feature. */
    public JsonNode feature(String name) {
      return statistics.path("features").path(name);
    }

    /** How many calls a feature served. */
    public long accelerated(String feature) {
      return feature(feature).path("accelerated").asLong();
    }

    /** The same, with the few calls that were left to the original to see what it takes. */
    public long acceleratedOrMeasured(String feature) {
      return accelerated(feature) + feature(feature).path("reasons").path("measured").asLong();
    }
  }

  /** Runs it to its end, which must be a good one. */
  public Result run() throws IOException, InterruptedException {
    Path statistics = agent == null ? null : Files.createTempFile("statistics", ".json");
    try {
      FinishedJava java = command(statistics).run(limit).orThrow();
      return new Result(java, statistics == null ? null : read(statistics));
    } finally {
      if (statistics != null) {
        Files.deleteIfExists(statistics);
      }
    }
  }

  /** Starts it; the caller closes the result. No statistics. */
  public RunningJava start() throws IOException {
    return command(null).start();
  }

  private static JsonNode read(Path statistics) throws IOException {
    // Empty where the agent was switched off as a whole.
    return Files.size(statistics) == 0 ? null : new ObjectMapper().readTree(statistics.toFile());
  }

  private JavaCommand command(Path statistics) {
    JavaCommand command = JavaCommand.on(home);
    if (agent != null) {
      List<String> settings = new ArrayList<>();
      if (!agentArguments.isEmpty()) {
        settings.add(agentArguments);
      }
      if (statistics != null && !agentArguments.contains("stats=")) {
        settings.add("stats=" + statistics);
      }
      command.jvmOptions("-javaagent:" + agent + "=" + String.join(",", settings));
    }
    if (home.feature() >= 22 && nativeAccess) {
      // sqlite-jdbc's own native library; not for us.
      command.jvmOptions("--enable-native-access=ALL-UNNAMED");
    }
    return command
        .jvmOptions(jvmOptions.toArray(String[]::new))
        .mainClass(mainClass.getName(), classPath.toArray(Path[]::new))
        .arguments(arguments.toArray());
  }
}
