package io.fastaccel.compatibility.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fastaccel.compatibility.Application;
import io.fastaccel.compatibility.FaultyJar;
import io.fastaccel.harness.FinishedJava;
import io.fastaccel.harness.JavaCommand;
import io.fastaccel.harness.JavaHome;
import io.fastaccel.harness.ModelServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Methods of what surrounds tools, of caches, of the analysis of loops and of the scheduler throw
 * at random places: programs print what they print without the agent. {@code -Dfaults.seeds=100}
 * tries that many sets of places.
 */
class ToolFaultsIT {

  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final Path PROGRAMS = Path.of(System.getProperty("programs"));

  private static final List<String> BROKEN =
      List.of(
          "io/fastaccel/agent/link/LoopHooks.",
          "io/fastaccel/agent/link/Libraries.",
          "io/fastaccel/agent/link/ReferenceCheck.",
          "io/fastaccel/agent/link/InterceptorRooms.",
          "io/fastaccel/agent/loops/",
          "io/fastaccel/interceptors/langchain4j/",
          "io/fastaccel/interceptors/loops/",
          "io/fastaccel/interceptors/springai/",
          "io/fastaccel/interceptors/tools/",
          "io/fastaccel/runtime/tasks/");

  /**
   * The guards themselves: what catches everything else, what passes on what a tool threw, and what
   * is left to do, a line or two, once a tool has run.
   */
  private static final List<String> GUARD =
      List.of(
          "tools/SurroundedCall.call",
          "tools/SurroundedCall.count",
          "tools/SurroundedCall.failed",
          "tools/SurroundedCall.isSettled",
          "tools/SurroundedCall.unchecked",
          "tools/ToolCalls.answer",
          "tools/cache/RuleCache.end",
          "tools/cache/RuleCache.failed",
          "tools/cache/RuleCache.keep",
          "tools/cache/RuleCache.notCached",
          "/ToolCall.call");

  private static final Map<String, List<String>> WITHOUT_AGENT = new HashMap<>();

  @TempDir static Path folder;

  private static Path jar;
  private static ModelServer model;

  @BeforeAll
  static void prepare() throws Exception {
    jar = folder.resolve("faulty.jar");
    List<String> places =
        FaultyJar.throwing(
            Application.agentJar(),
            jar,
            place ->
                BROKEN.stream().anyMatch(place::startsWith)
                    && GUARD.stream().noneMatch(place::endsWith));
    assertTrue(places.size() > 300, "places: " + places.size());
    model = ModelServer.start(ToolLoopIT.script());
  }

  @AfterAll
  static void stop() {
    model.close();
  }

  static Stream<Arguments> programsAndSeeds() {
    return FaultyJar.seeds()
        .flatMap(
            seed ->
                Stream.of("langchain4j", "springai2", "crew")
                    .map(program -> Arguments.of(program, seed)));
  }

  @ParameterizedTest(name = "{0}, seed {1}")
  @MethodSource("programsAndSeeds")
  void nothingChanges(String program, int seed) throws Exception {
    List<String> expected = WITHOUT_AGENT.get(program);
    if (expected == null) {
      expected = command(program).run(LIMIT).orThrow().output();
      WITHOUT_AGENT.put(program, expected);
    }
    FinishedJava with =
        command(program)
            .agent(jar)
            .jvmOptions(
                "-Dfaults.seed=" + seed,
                "-Dfastaccel.tasks.parallel=get*",
                "-Dfastaccel.tasks.loops=org.example.crew.Crew#kickoff:execute,"
                    + "org.example.crew.Crew#kickoffUntilSilence",
                "-Dfastaccel.tasks.depends=org.example.crew.Task#getDependencies",
                "-Dfastaccel.tools.cache=getNothing,lookUp",
                "-Dfastaccel.tools.max-depth=9")
            .run(LIMIT)
            .orThrow();
    assertEquals(
        String.join("\n", expected),
        String.join("\n", with.output()),
        () -> "seed " + seed + ": " + with.errors());
    FaultyJar.assertThrown(with.errors());
  }

  private static JavaCommand command(String program) {
    JavaCommand command =
        JavaCommand.on(JavaHome.running())
            .jar(PROGRAMS.resolve(program).resolve("target/program.jar"));
    return program.equals("crew") ? command : command.arguments(model.url());
  }
}
