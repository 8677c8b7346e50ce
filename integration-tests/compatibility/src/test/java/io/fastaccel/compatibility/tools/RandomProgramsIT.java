package io.fastaccel.compatibility.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.fastaccel.compatibility.Jdks;
import io.fastaccel.harness.JavaHome;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random programs of reads and writes, of which any part is declared, give through a framework's
 * own loop what they give without the agent: results, exceptions, order of side effects. The number
 * of programs is set with {@code -Dfastaccel.fuzz.programs=10000}, the seed with {@code
 * -Dfastaccel.fuzz.seed=42}.
 */
class RandomProgramsIT {

  private static final int PROGRAMS = Integer.getInteger("fastaccel.fuzz.programs", 300);
  private static final long SEED = Long.getLong("fastaccel.fuzz.seed", 20_261_127L);

  private static final Map<ToolProgram, List<String>> WITHOUT_AGENT = new HashMap<>();

  static Stream<Arguments> runs() {
    return Jdks.all().stream()
        .flatMap(
            home ->
                Stream.of(ToolProgram.LANGCHAIN4J, ToolProgram.SPRING_AI_1, ToolProgram.SPRING_AI_2)
                    .map(framework -> Arguments.of(framework, home)));
  }

  @ParameterizedTest(name = "{0} on {1}")
  @MethodSource("runs")
  void randomProgramsGiveWhatTheyGiveOneCallAfterTheOther(ToolProgram framework, JavaHome home)
      throws Exception {
    System.out.println("random programs: seed " + SEED + ", " + PROGRAMS + " on " + framework);
    List<String> before = withoutAgent(framework);
    ToolProgram.Result with =
        framework.runPrograms(
            home, List.of("tasks.parallel=get*", "tasks.quick-micros=0"), SEED, PROGRAMS);
    assertEquals(List.of(), with.errors());
    List<String> after = with.output();
    int honest = PROGRAMS + 2;
    assertEquals(2 * honest, before.size());
    for (int i = 0; i < honest; i++) {
      assertEquals(before.get(i), after.get(i), "seed " + SEED);
    }
    JsonNode tasks = with.statistics().path("features").path("tasks");
    assertTrue(tasks.path("calls").path("early").asInt() > PROGRAMS / 2, tasks::toString);
    tasks
        .path("reasons")
        .fieldNames()
        .forEachRemaining(reason -> assertTrue(!reason.startsWith("failure"), tasks::toString));

    // What is declared free of side effects and is not can be told: this test would see it.
    assertTrue(before.get(honest + 1).contains("alone"), before.get(honest + 1));
    assertTrue(after.get(honest + 1).contains("beside a read"), after.get(honest + 1));
    assertNotEquals(
        before.subList(honest + 2, before.size()), after.subList(honest + 2, after.size()));
  }

  private static List<String> withoutAgent(ToolProgram framework) throws Exception {
    if (!WITHOUT_AGENT.containsKey(framework)) {
      WITHOUT_AGENT.put(
          framework, framework.runPrograms(JavaHome.running(), null, SEED, PROGRAMS).output());
    }
    return WITHOUT_AGENT.get(framework);
  }
}
