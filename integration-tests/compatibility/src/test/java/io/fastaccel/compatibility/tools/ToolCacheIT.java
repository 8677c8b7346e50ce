package io.fastaccel.compatibility.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.fastaccel.compatibility.Jdks;
import io.fastaccel.harness.JavaHome;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Results of tools are kept where a rule says so, and nowhere else, from the oldest version of each
 * framework to the latest; tools say in their results how often they have run.
 */
class ToolCacheIT {

  private static final String RULE = "tools.cache=get*:ttl=1h:max=100";

  /** What the program prints with its results kept. */
  private static List<String> kept(ToolProgram program) {
    List<String> lines = new ArrayList<>();
    boolean langChain4j = program.isLangChain4j();
    String quote = langChain4j ? "" : "\"";
    int run = 0;
    String pen2 = quote + "pen2 run" + ++run + quote;
    String pen3 = quote + "pen3 run" + ++run + quote;
    lines.add(pen2);
    lines.add(pen2 + " | " + pen3);
    String record = "{\"item\":\"pen\",\"run\":" + ++run + "}";
    lines.add(record + " | " + record);
    if (langChain4j) {
      // The application could change the list.
      lines.add("[\"pen run" + ++run + "\"] | [\"pen run" + ++run + "\"]");
      lines.add("failed: pen failed in run" + ++run + " | failed: pen failed in run" + ++run);
      String mine = "of ada run" + ++run;
      lines.add(mine + " | " + mine);
      lines.add("of grace run" + ++run);
      lines.add("{user=ada} run" + ++run + " | {user=ada} run" + ++run);
    } else {
      String list = "[\"pen run" + ++run + "\"]";
      lines.add(list + " | " + list);
      lines.add("pen failed in run" + ++run + " | pen failed in run" + ++run);
      lines.add("\"ada run" + ++run + "\" | \"ada run" + ++run + "\"");
    }
    lines.add(
        quote
            + "booked pen run"
            + ++run
            + quote
            + " | "
            + quote
            + "booked pen run"
            + ++run
            + quote);
    // Two ways to write an amount are two questions.
    lines.add(pen2 + " | " + quote + "pen2 run" + ++run + quote);
    return lines;
  }

  private static List<String> withoutSpace(List<String> lines) {
    return lines.stream().map(line -> line.replaceAll("\\s*([{}\\[\\]:,])\\s*", "$1")).toList();
  }

  private static void expectNoFailure(ToolProgram.Result result) {
    result
        .tools()
        .path("reasons")
        .fieldNames()
        .forEachRemaining(
            reason -> assertTrue(!reason.startsWith("failure"), result.tools()::toString));
    List<String> errors =
        result.errors().stream().filter(line -> line.contains("fast-accel")).toList();
    assertEquals(List.of(), errors);
  }

  @ParameterizedTest
  @EnumSource
  void resultsAreKeptByRule(ToolProgram program) throws Exception {
    ToolProgram.Result result = program.once(List.of(RULE), "cache", "objects");
    List<String> kept = withoutSpace(kept(program));
    assertEquals(kept, withoutSpace(result.output()).subList(0, kept.size()));
    expectNoFailure(result);
    assertEquals(3 + 2, result.calls("getText"));
    assertEquals(2, result.cached("getText"));
    assertEquals(1, result.calls("getRecord"));
    assertEquals(1, result.cached("getRecord"));
    assertEquals(2, result.calls("getFailing"));
    assertEquals(0, result.cached("getFailing"));
    assertEquals(2, result.calls("book"));
    JsonNode millis = result.tools().path("byTool").path("getText").path("callMillis");
    assertTrue(millis.path("p50").asDouble() <= millis.path("max").asDouble(), millis::toString);
    assertTrue(millis.path("max").asDouble() > 0, millis::toString);
  }

  @ParameterizedTest
  @EnumSource(names = {"LANGCHAIN4J", "SPRING_AI_2"})
  void theLatestJdkKeepsThemToo(ToolProgram program) throws Exception {
    ToolProgram.Result result = program.run(Jdks.latest(), List.of(RULE), "cache");
    assertEquals(withoutSpace(kept(program)), withoutSpace(result.output()));
    expectNoFailure(result);
  }

  /** An early call gets a kept result, and is counted as if the loop had got it. */
  @ParameterizedTest
  @EnumSource(names = {"LANGCHAIN4J", "SPRING_AI_1", "SPRING_AI_2"})
  void earlyCallsGetThemTooAndNothingIsCountedTwice(ToolProgram program) throws Exception {
    ToolProgram.Result result =
        program.run(JavaHome.running(), List.of(RULE, "tasks.parallel=get*"), "cache");
    assertEquals(withoutSpace(kept(program)).size(), result.output().size());
    expectNoFailure(result);
    // On a machine so busy that nobody waits for the other, both calls run: then none is kept.
    assertEquals(5, result.calls("getText") + result.cached("getText"));
    assertEquals(2, result.calls("getRecord") + result.cached("getRecord"));
    assertTrue(result.cached("getText") > 0, result.tools()::toString);
    assertEquals(2, result.calls("getFailing"));
    assertEquals(2, result.calls("book"));
    JsonNode early = result.statistics().path("features").path("tasks").path("calls");
    assertTrue(early.path("early").asInt() > 0, early::toString);
    String first = result.output().get(0);
    assertTrue(result.output().get(1).startsWith(first + " | "), result.output()::toString);
  }

  @ParameterizedTest
  @EnumSource(names = {"LANGCHAIN4J", "SPRING_AI_2"})
  void tenantsAreKeptApart(ToolProgram program) throws Exception {
    ToolProgram.Result result =
        program.run(
            JavaHome.running(), List.of("tools.cache=get*:ttl=1h:per=mdc.tenant"), "tenants");
    List<String> lines = result.output();
    assertEquals(lines.get(0), lines.get(2));
    assertEquals(lines.get(1), lines.get(3));
    // Two for the tenants, two without one.
    assertEquals(4, lines.stream().distinct().count(), lines::toString);
    assertEquals(4, result.calls("getText"));
    expectNoFailure(result);
  }

  @ParameterizedTest
  @EnumSource(names = {"LANGCHAIN4J", "SPRING_AI_2"})
  void objectsBehindToolsAreKeptApartUnlessTheyAreDeclaredAlike(ToolProgram program)
      throws Exception {
    // Three questions before, and one of each object's.
    assertEquals(3 + 2, program.once(List.of(RULE), "cache", "objects").calls("getText"));
    ToolProgram.Result alike =
        program.run(JavaHome.running(), List.of(RULE + ":objects=any"), "objects");
    assertEquals(1, alike.calls("getText"));
    expectNoFailure(alike);
  }

  @ParameterizedTest
  @EnumSource
  void withoutARuleNothingIsKept(ToolProgram program) throws Exception {
    ToolProgram.Result with = program.run(JavaHome.running(), List.of(), ToolProgram.QUESTIONS);
    assertEquals(program.withoutAgent(), with.output());
    assertEquals(0, with.tools().path("accelerated").asLong());
    assertEquals(0, with.tools().path("original").asLong());
    expectNoFailure(with);
  }

  @ParameterizedTest
  @EnumSource(names = {"LANGCHAIN4J", "SPRING_AI_2"})
  void switchedOffNothingIsDone(ToolProgram program) throws Exception {
    ToolProgram.Result off =
        program.run(
            JavaHome.running(),
            List.of(RULE, "tools.validate=true", "tools.max-depth=1", "tools=false"),
            ToolProgram.QUESTIONS);
    assertEquals(program.withoutAgent(), off.output());
    assertTrue(!off.tools().has("byTool"), off.tools()::toString);
  }

  @ParameterizedTest
  @EnumSource(names = "LANGCHAIN4J")
  void aBadRuleIsOneLineAndNothingElse(ToolProgram program) throws Exception {
    ToolProgram.Result with =
        program.run(
            JavaHome.running(),
            List.of("tools.cache=get*:ttl=300,search*:max=5"),
            ToolProgram.QUESTIONS);
    assertEquals(program.withoutAgent(), with.output());
    List<String> lines =
        with.errors().stream().filter(line -> line.contains("[fast-accel]")).toList();
    assertEquals(1, lines.size(), with.errors()::toString);
    assertTrue(lines.get(0).contains("did you mean get*:ttl=300s:max=1000?"), lines::toString);
  }
}
