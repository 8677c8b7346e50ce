package io.fastaccel.compatibility.tools;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fastaccel.compatibility.Application;
import io.fastaccel.harness.FinishedJava;
import io.fastaccel.harness.JavaCommand;
import io.fastaccel.harness.JavaHome;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The programs that have tools called, on one version of a framework. Every run is a new process.
 */
enum ToolProgram {
  LANGCHAIN4J_OLDEST("langchain4j", "langchain4j-oldest"),
  LANGCHAIN4J("langchain4j", "langchain4j"),
  SPRING_AI_OLDEST("springai1", "springai-oldest"),
  SPRING_AI_1("springai1", "springai1"),
  SPRING_AI_2("springai2", "springai2");

  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final Path PROGRAMS = Path.of(System.getProperty("programs"));
  static final String REPEATED_CALLS = "org.example.tools.RepeatedCalls";

  /** What all versions of all frameworks are asked; the last one is answered in three lines. */
  static final String[] QUESTIONS = {"cache", "tenants", "objects", "arguments", "depth"};

  private static final Map<List<Object>, Result> ONCE = new HashMap<>();

  private final String program;
  private final String libraries;

  ToolProgram(String program, String libraries) {
    this.program = program;
    this.libraries = libraries;
  }

  boolean isLangChain4j() {
    return program.equals("langchain4j");
  }

  /** What came of a run: what was printed, and the statistics; {@code null} without the agent. */
  record Result(FinishedJava java, JsonNode statistics) {

    List<String> output() {
      return java.output();
    }

    List<String> errors() {
      return java.errors();
    }

    JsonNode tools() {
      return statistics.path("features").path("tools");
    }

    long calls(String tool) {
      return tools().path("byTool").path(tool).path("calls").asLong();
    }

    long cached(String tool) {
      return tools().path("byTool").path(tool).path("cached").asLong();
    }
  }

  /** What {@link #QUESTIONS} give without the agent, run once for all tests. */
  List<String> withoutAgent() throws Exception {
    return once(null, QUESTIONS).output();
  }

  /**
   * Has the same tools called again and again, once for all tests that ask for the same.
   *
   * @param settings {@code null} to leave the agent out
   */
  Result once(List<String> settings, String... questions) throws Exception {
    List<Object> key = Arrays.asList(this, settings, List.of(questions));
    synchronized (ONCE) {
      if (!ONCE.containsKey(key)) {
        ONCE.put(key, start(JavaHome.running(), settings, REPEATED_CALLS, (Object[]) questions));
      }
      return ONCE.get(key);
    }
  }

  /** The same anew, with the agent and the system properties {@code fastaccel.<setting>}. */
  Result run(JavaHome home, List<String> settings, String... questions) throws Exception {
    return start(home, settings, REPEATED_CALLS, (Object[]) questions);
  }

  /** Random programs; without the agent where there are no settings. */
  Result runPrograms(JavaHome home, List<String> settings, long seed, int programs)
      throws Exception {
    return start(home, settings, randomPrograms(), seed, programs);
  }

  /** The same with another jar as the agent. */
  Result runPrograms(Path agent, List<String> settings, long seed, int programs) throws Exception {
    return start(agent, JavaHome.running(), settings, randomPrograms(), seed, programs);
  }

  private String randomPrograms() {
    return "org.example.random." + (isLangChain4j() ? "LangChain4jPrograms" : "SpringAiPrograms");
  }

  /** Calls with all around them that libraries keep on a thread. */
  Result runContexts(JavaHome home, List<String> settings) throws Exception {
    return start(home, settings, "org.example.context.ContextDesk");
  }

  private Result start(JavaHome home, List<String> settings, String main, Object... arguments)
      throws Exception {
    return start(Application.agentJar(), home, settings, main, arguments);
  }

  private Result start(
      Path agent, JavaHome home, List<String> settings, String main, Object... arguments)
      throws Exception {
    JavaCommand command = JavaCommand.on(home).mainClass(main, classPath()).arguments(arguments);
    if (settings == null) {
      return new Result(command.run(LIMIT).orThrow(), null);
    }
    command.agent(agent);
    for (String setting : settings) {
      command.jvmOptions((setting.startsWith("-") ? "" : "-Dfastaccel.") + setting);
    }
    Path statistics = Files.createTempFile("statistics", ".json");
    try {
      FinishedJava java =
          command.jvmOptions("-Dfastaccel.stats=" + statistics).run(LIMIT).orThrow();
      return new Result(java, new ObjectMapper().readTree(statistics.toFile()));
    } finally {
      Files.deleteIfExists(statistics);
    }
  }

  /** Of all programs. */
  Path[] classPath() throws IOException {
    List<Path> classPath = new ArrayList<>();
    classPath.add(PROGRAMS.resolve(program).resolve("target/classes"));
    try (DirectoryStream<Path> jars =
        Files.newDirectoryStream(PROGRAMS.resolve(libraries).resolve("target/lib"), "*.jar")) {
      jars.forEach(classPath::add);
    }
    return classPath.toArray(Path[]::new);
  }
}
