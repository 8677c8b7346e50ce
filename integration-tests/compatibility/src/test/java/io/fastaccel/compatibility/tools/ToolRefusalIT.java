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

  private static final int DEPTH_LINES = 3;

  private static List<String> lastLines(List<String> lines) {
    return lines.subList(lines.size() - DEPTH_LINES, lines.size());
  }

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

  /** Both in one run: neither has to do with the other. */
  private static ToolProgram.Result refusing(ToolProgram program) throws Exception {
    return program.once(List.of("tools.validate=true", "tools.max-depth=4"), "arguments", "depth");
  }

  @ParameterizedTest
  @EnumSource
  void argumentsThatDoNotFitTheSchemaGoToTheHandlerOfArguments(ToolProgram program)
      throws Exception {
    ToolProgram.Result with = refusing(program);
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
    List<String> before = program.withoutAgent();
    int lastOfArguments = DEPTH_LINES + 1;
    assertEquals(
        before.get(before.size() - lastOfArguments), lines.get(lines.size() - lastOfArguments));
  }

  @ParameterizedTest
  @EnumSource(names = {"LANGCHAIN4J_OLDEST", "LANGCHAIN4J"})
  void executorsAndProvidedToolsAreCheckedByTheSpecificationThatTheyWereGivenWith(
      ToolProgram program) throws Exception {
    ToolProgram.Result with =
        program.run(JavaHome.running(), List.of("tools.validate=true"), "executors");
    String[] own = with.output().get(0).split(" \\| ", -1);
    assertEquals("lookUp ran with {\"item\":\"pen\"}", own[0]);
    assertTrue(
        own[1].startsWith(
            "wrong arguments: The arguments of lookUp do not match its schema: /item"),
        own[1]);
    String[] provided = with.output().get(1).split(" \\| ", -1);
    assertEquals("provided ran with {\"item\":\"ink\"}", provided[0]);
    assertTrue(
        provided[1].startsWith(
            "wrong arguments: The arguments of provided do not match its schema"),
        provided[1]);
    // Without parameters there is nothing to be checked.
    assertEquals("alsoProvided ran with {}", provided[2]);
    expectNoFailure(with);
  }

  @ParameterizedTest
  @EnumSource(names = {"LANGCHAIN4J", "SPRING_AI_2"})
  void earlyCallsAreRefusedInTheSameWay(ToolProgram program) throws Exception {
    List<String> inTurn = refusing(program).output();
    ToolProgram.Result early =
        program.run(
            JavaHome.running(), List.of("tools.validate=true", "tasks.parallel=get*"), "arguments");
    // Calls side by side count their runs in any order.
    assertEquals(
        withoutRuns(inTurn.subList(0, inTurn.size() - DEPTH_LINES)), withoutRuns(early.output()));
    assertEquals(3, refused(early, "getText"));
  }

  private static List<String> withoutRuns(List<String> lines) {
    return lines.stream().map(line -> line.replaceAll("run\\d+", "run")).toList();
  }

  @ParameterizedTest
  @EnumSource
  void toolsInsideOfToolsAreLimited(ToolProgram program) throws Exception {
    ToolProgram.Result with = refusing(program);
    List<String> lines = lastLines(with.output());
    List<String> before = lastLines(program.withoutAgent());
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
    List<String> before = ToolProgram.LANGCHAIN4J.once(null, "concurrent depth").output();
    assertEquals(before.get(0), with.output().get(0));
    assertTrue(
        with.output().get(1).contains("is called inside of 4 other tool calls"),
        with.output()::toString);
    // Both calls of the turn that is too deep.
    assertEquals(1, refused(with, "digTwice"));
    assertEquals(1, refused(with, "dig"));
  }
}
