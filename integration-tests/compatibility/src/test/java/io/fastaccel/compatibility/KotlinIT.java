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
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Data classes of Kotlin, with defaults, nulls, value classes and sealed types, are written and
 * read the same with the agent as without, by the Kotlin modules of both versions of Jackson.
 */
class KotlinIT {

  private static final Path PROGRAM = Path.of(System.getProperty("programs"), "kotlin", "target");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void dataClassesAreTheSame(int version) throws Exception {
    for (JavaHome jdk : Jdks.all()) {
      List<String> plain = desk(jdk, version).run(Duration.ofMinutes(2)).orThrow().output();
      assertTrue(plain.size() > 400, plain::toString);
      Path statistics = folder.resolve("statistics.json");
      FinishedJava ours =
          desk(jdk, version)
              .agent(Application.agentJar())
              .jvmOptions("-Dfastaccel.stats=" + statistics, "-Dfastaccel.json.hot-calls=0")
              .run(Duration.ofMinutes(2))
              .orThrow();
      assertEquals(plain, ours.output());
      assertEquals(List.of(), ours.errors());
      JsonNode json =
          new ObjectMapper().readTree(statistics.toFile()).path("features").path("json");
      assertTrue(json.path("accelerated").asLong() > 5000, json::toString);
    }
  }

  private static JavaCommand desk(JavaHome jdk, int version) throws IOException {
    List<Path> classPath = new ArrayList<>();
    classPath.add(PROGRAM.resolve("classes"));
    try (DirectoryStream<Path> jars = Files.newDirectoryStream(PROGRAM.resolve("lib"), "*.jar")) {
      jars.forEach(classPath::add);
    }
    return JavaCommand.on(jdk)
        .mainClass("org.example.bookings.DeskKt", classPath.toArray(Path[]::new))
        .arguments(String.valueOf(version));
  }
}
