package io.fastaccel.compatibility.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fastaccel.compatibility.Application;
import io.fastaccel.compatibility.Jdks;
import io.fastaccel.harness.FinishedJava;
import io.fastaccel.harness.JavaCommand;
import io.fastaccel.harness.JavaHome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A crew without a framework prints the same with its loops declared, and runs them as graphs. */
class CrewIT {

  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final Path PROGRAM =
      Path.of(System.getProperty("programs")).resolve("crew/target/program.jar");

  static Stream<JavaHome> jdks() {
    return Jdks.all().stream();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void declaredLoopsBecomeGraphsAndChainsStay(JavaHome home, @TempDir Path directory)
      throws Exception {
    Path statistics = directory.resolve("statistics.json");
    FinishedJava without = JavaCommand.on(home).jar(PROGRAM).run(LIMIT).orThrow();
    FinishedJava with =
        JavaCommand.on(home)
            .agent(Application.agentJar())
            .jvmOptions(
                "-Dfastaccel.stats=" + statistics,
                "-Dfastaccel.tasks.loops=org.example.crew.Crew#kickoff:execute,"
                    + "org.example.crew.Crew#kickoffUntilSilence",
                "-Dfastaccel.tasks.depends=org.example.crew.Task#getDependencies")
            .jar(PROGRAM)
            .run(LIMIT)
            .orThrow();
    assertEquals(String.join("\n", without.output()), String.join("\n", with.output()));
    assertEquals(List.of(), with.errors());
    JsonNode tasks =
        new ObjectMapper().readTree(Files.readAllBytes(statistics)).path("features").path("tasks");
    assertEquals(3, tasks.path("accelerated").asInt(), tasks::toString);
    assertEquals(
        1,
        tasks.path("reasons").path("no-op: each task needs the one before").asInt(),
        tasks::toString);
    assertTrue(tasks.path("calls").path("early").asInt() >= 6, tasks::toString);
    assertEquals(
        "no-op: each task needs the one before",
        tasks.path("loops").path("org.example.crew.Crew#kickoff:execute").asText());
    assertEquals(
        "side by side: 5 tasks in 1 step",
        tasks.path("loops").path("org.example.crew.Crew#kickoffUntilSilence").asText());
  }

  @Test
  void aLoopThatCannotBeUsedIsNamedWithItsReason() throws Exception {
    FinishedJava with =
        JavaCommand.on(JavaHome.running())
            .agent(Application.agentJar())
            .jvmOptions("-Dfastaccel.tasks.loops=org.example.crew.Crew#kickoff")
            .jar(PROGRAM)
            .run(LIMIT)
            .orThrow();
    assertEquals(
        List.of(
            "[fast-accel] WARN org.example.crew.Crew#kickoff is left alone: the loop makes several"
                + " calls for each element (getName, execute); the task's own is named after a"
                + " colon, as in org.example.crew.Crew#kickoff:execute"),
        with.errors());
  }
}
