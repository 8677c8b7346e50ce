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
import java.util.List;

/**
 * The program that has tools called again and again, on one version of a framework. Every run is a
 * new process.
 */
enum ToolProgram {
  LANGCHAIN4J_OLDEST("langchain4j", "langchain4j-oldest"),
  LANGCHAIN4J("langchain4j", "langchain4j"),
  SPRING_AI_OLDEST("springai1", "springai-oldest"),
  SPRING_AI_1("springai1", "springai1"),
  SPRING_AI_2("springai2", "springai2");

  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final Path PROGRAMS = Path.of(System.getProperty("programs"));
  private static final String MAIN = "org.example.tools.RepeatedCalls";

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

  Result runWithoutAgent(JavaHome home, String... questions) throws Exception {
    return new Result(command(home).arguments((Object[]) questions).run(LIMIT).orThrow(), null);
  }

  /** Runs with the agent and the system properties {@code fastaccel.<setting>}. */
  Result run(JavaHome home, List<String> settings, String... questions) throws Exception {
    Path statistics = Files.createTempFile("statistics", ".json");
    try {
      JavaCommand command = command(home).agent(Application.agentJar());
      for (String setting : settings) {
        command.jvmOptions((setting.startsWith("-") ? "" : "-Dfastaccel.") + setting);
      }
      FinishedJava java =
          command
              .jvmOptions("-Dfastaccel.stats=" + statistics)
              .arguments((Object[]) questions)
              .run(LIMIT)
              .orThrow();
      return new Result(java, new ObjectMapper().readTree(statistics.toFile()));
    } finally {
      Files.deleteIfExists(statistics);
    }
  }

  private JavaCommand command(JavaHome home) throws IOException {
    List<Path> classPath = new ArrayList<>();
    classPath.add(PROGRAMS.resolve(program).resolve("target/classes"));
    try (DirectoryStream<Path> jars =
        Files.newDirectoryStream(PROGRAMS.resolve(libraries).resolve("target/lib"), "*.jar")) {
      jars.forEach(classPath::add);
    }
    return JavaCommand.on(home).mainClass(MAIN, classPath.toArray(Path[]::new));
  }
}
