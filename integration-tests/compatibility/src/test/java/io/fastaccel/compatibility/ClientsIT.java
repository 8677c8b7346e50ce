package io.fastaccel.compatibility;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The clients of OpenAI, Anthropic, LangChain4j and the Model Context Protocol write and read the
 * same with the agent as without, and are accelerated.
 */
class ClientsIT {

  private static final Path PROGRAM = Path.of(System.getProperty("programs"), "clients", "target");

  @TempDir Path folder;

  static List<JavaHome> jdks() {
    return Jdks.all();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void requestsAndResponsesAreTheSame(JavaHome jdk) throws Exception {
    List<String> plain = traffic(jdk).run(Duration.ofMinutes(2)).orThrow().output();
    assertTrue(plain.size() > 100, plain::toString);
    Path statistics = folder.resolve("statistics.json");
    // How much is served by the end depends on the machine, unless it is served at once.
    assertEquals(
        plain,
        traffic(jdk).agent(Application.agentJar()).run(Duration.ofMinutes(2)).orThrow().output());
    FinishedJava ours =
        traffic(jdk)
            .agent(Application.agentJar())
            .jvmOptions("-Dfastaccel.stats=" + statistics, "-Dfastaccel.json.hot-calls=0")
            .run(Duration.ofMinutes(2))
            .orThrow();
    assertEquals(plain, ours.output());
    assertEquals(List.of(), ours.errors());
    JsonNode json = new ObjectMapper().readTree(statistics.toFile()).path("features").path("json");
    assertTrue(json.path("accelerated").asLong() > 1000, json::toString);
  }

  private static JavaCommand traffic(JavaHome jdk) throws IOException {
    List<Path> classPath = new ArrayList<>();
    classPath.add(PROGRAM.resolve("classes"));
    try (DirectoryStream<Path> jars = Files.newDirectoryStream(PROGRAM.resolve("lib"), "*.jar")) {
      jars.forEach(classPath::add);
    }
    return JavaCommand.on(jdk)
        .mainClass("org.example.clients.Traffic", classPath.toArray(Path[]::new));
  }
}
