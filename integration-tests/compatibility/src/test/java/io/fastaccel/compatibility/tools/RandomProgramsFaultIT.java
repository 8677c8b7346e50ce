package io.fastaccel.compatibility.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fastaccel.compatibility.Application;
import io.fastaccel.compatibility.FaultyJar;
import io.fastaccel.harness.JavaHome;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Methods of what lets tools run early throw at random places: the tools give what they give
 * without the agent. {@code -Dfaults.seeds=100} tries that many sets of places.
 */
class RandomProgramsFaultIT {

  private static final List<String> BROKEN =
      List.of(
          "io/fastaccel/interceptors/langchain4j/",
          "io/fastaccel/interceptors/tools/ApplicationThreads.",
          "io/fastaccel/interceptors/tools/Declarations.",
          "io/fastaccel/interceptors/tools/EarlyCalls.",
          "io/fastaccel/interceptors/tools/LoadedClasses.",
          "io/fastaccel/interceptors/tools/NamePatterns.",
          "io/fastaccel/interceptors/tools/PredictedCall.",
          "io/fastaccel/interceptors/tools/ResultsLater.",
          "io/fastaccel/interceptors/tools/ThreadState.",
          "io/fastaccel/interceptors/tools/ToolLoop.",
          "io/fastaccel/interceptors/tools/ToolStatistics.",
          "io/fastaccel/interceptors/tools/ToolTable.",
          "io/fastaccel/runtime/tasks/HeldMonitors.",
          "io/fastaccel/runtime/tasks/Prefetch.",
          "io/fastaccel/runtime/tasks/TaskThreads.");

  private static final int PROGRAMS = 60;
  private static final long SEED = 7;

  /** Before the random ones come two that are always the same. */
  private static final int LINES = PROGRAMS + 2;

  @TempDir static Path folder;

  private static Path jar;
  private static List<String> before;

  @BeforeAll
  static void prepare() throws Exception {
    jar = folder.resolve("faulty.jar");
    List<String> places =
        FaultyJar.throwing(
            Application.agentJar(), jar, place -> BROKEN.stream().anyMatch(place::startsWith));
    assertTrue(places.size() > 100, "places: " + places.size());
    before = ToolProgram.LANGCHAIN4J.runPrograms(JavaHome.running(), null, SEED, PROGRAMS).output();
  }

  @ParameterizedTest
  @MethodSource("io.fastaccel.compatibility.FaultyJar#seeds")
  void toolsGiveTheSame(int seed) throws Exception {
    ToolProgram.Result with =
        ToolProgram.LANGCHAIN4J.runPrograms(
            jar, List.of("tasks.parallel=get*", "-Dfaults.seed=" + seed), SEED, PROGRAMS);
    for (int i = 0; i < LINES; i++) {
      assertEquals(before.get(i), with.output().get(i), "seed " + seed);
    }
    FaultyJar.assertThrown(with.errors());
  }
}
