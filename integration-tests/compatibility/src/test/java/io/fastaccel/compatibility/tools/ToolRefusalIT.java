package io.fastaccel.compatibility.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fastaccel.harness.JavaHome;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Calls that are refused before the tool runs end in the framework's own way of handling that. */
class ToolRefusalIT {

  private static final String MISMATCH = "The arguments of getText do not match its schema: ";

  private static long refused(ToolProgram.Result result, String tool) {
    return result.tools().path("byTool").path(tool).path("refused").asLong();
  }

  private static void expectNoFailure(ToolProgram.Result result) {
    result
        .tools()
        .path("reasons")
        .fieldNames()
        .forEachRemaining(
            reason -> assertTrue(!reason.startsWith("failure"), result.tools()::toString));
  }

  @ParameterizedTest
  @EnumSource
  void argumentsThatDoNotFitTheSchemaGoToTheHandlerOfArguments(ToolProgram program)
      throws Exception {
    ToolProgram.Result with =
        program.run(JavaHome.running(), List.of("tools.validate=true"), "arguments");
    List<String> lines = with.output();
    String handled = program.isLangChain4j() ? "wrong arguments: " + MISMATCH : MISMATCH;
    String[] first = lines.get(0).split(" \\| ", -1);
    assertTrue(first[0].contains("pen2 run1"), lines::toString);
    assertTrue(first[1].startsWith(handled) && first[1].contains("amount"), lines::toString);
    String[] second = lines.get(1).split(" \\| ", -1);
    assertTrue(second[0].startsWith(handled + "/amount"), lines::toString);
    assertTrue(second[1].startsWith(handled + "/item"), lines::toString);
    // One that fits, and one that is no JSON, which is the framework's to judge.
    assertEquals(2, with.calls("getText"), lines::toString);
    assertEquals(3, refused(with, "getText"));
    expectNoFailure(with);
    List<String> before = program.runWithoutAgent(JavaHome.running(), "arguments").output();
    assertEquals(before.get(before.size() - 1), lines.get(lines.size() - 1));
  }

  @ParameterizedTest
  @EnumSource(names = {"LANGCHAIN4J", "SPRING_AI_2"})
  void earlyCallsAreRefusedInTheSameWay(ToolProgram program) throws Exception {
    List<String> inTurn =
        program.run(JavaHome.running(), List.of("tools.validate=true"), "arguments").output();
    ToolProgram.Result early =
        program.run(
            JavaHome.running(), List.of("tools.validate=true", "tasks.parallel=get*"), "arguments");
    // Calls side by side count their runs in any order.
    assertEquals(withoutRuns(inTurn), withoutRuns(early.output()));
    assertEquals(3, refused(early, "getText"));
  }

  private static List<String> withoutRuns(List<String> lines) {
    return lines.stream().map(line -> line.replaceAll("run\\d+", "run")).toList();
  }

  @ParameterizedTest
  @EnumSource
  void toolsInsideOfToolsAreLimited(ToolProgram program) throws Exception {
    ToolProgram.Result with =
        program.run(JavaHome.running(), List.of("tools.max-depth=4"), "depth");
    List<String> lines = with.output();
    List<String> before = program.runWithoutAgent(JavaHome.running(), "depth").output();
    assertEquals(before.get(0), lines.get(0));
    assertTrue(lines.get(1).contains("is called inside of 4 other tool calls"), lines::toString);
    assertTrue(!lines.get(1).contains("ground"), lines::toString);
    // Nothing of it is left.
    assertEquals(before.get(2), lines.get(2));
    assertEquals(1, refused(with, "dig"));
    assertEquals(3 + 4 + 3, with.calls("dig"));
    expectNoFailure(with);
  }

  @Test
  void theLimitFollowsLangChain4jsOwnThreads() throws Exception {
    ToolProgram.Result with =
        ToolProgram.LANGCHAIN4J.run(
            JavaHome.running(), List.of("tools.max-depth=4"), "concurrent depth");
    List<String> before =
        ToolProgram.LANGCHAIN4J.runWithoutAgent(JavaHome.running(), "concurrent depth").output();
    assertEquals(before.get(0), with.output().get(0));
    assertTrue(
        with.output().get(1).contains("is called inside of 4 other tool calls"),
        with.output()::toString);
    // Both calls of the turn that is too deep.
    assertEquals(1, refused(with, "digTwice"));
    assertEquals(1, refused(with, "dig"));
  }
}
