package io.fastaccel.compatibility.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fastaccel.compatibility.Application;
import io.fastaccel.compatibility.BrokenJar;
import io.fastaccel.compatibility.Jdks;
import io.fastaccel.harness.FinishedJava;
import io.fastaccel.harness.JavaCommand;
import io.fastaccel.harness.JavaHome;
import io.fastaccel.harness.ModelScript;
import io.fastaccel.harness.ModelScript.Step;
import io.fastaccel.harness.ModelScript.ToolCall;
import io.fastaccel.harness.ModelScript.Turn;
import io.fastaccel.harness.ModelServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
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
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The tool loops of published frameworks print the same with the agent as without it, whatever
 * happens in them, and use calls that were made early.
 */
class ToolLoopIT {

  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final Path PROGRAMS = Path.of(System.getProperty("programs"));

  /** On this JDK; what is printed is the same on all. */
  private static final Map<String, List<String>> WITHOUT_AGENT = new HashMap<>();

  private static ModelServer model;

  @BeforeAll
  static void startModel() throws IOException {
    model = ModelServer.start(script());
  }

  @AfterAll
  static void stopModel() {
    model.close();
  }

  static Stream<Arguments> programs() {
    return Jdks.all().stream()
        .flatMap(
            home ->
                Stream.of("langchain4j", "springai1", "springai2")
                    .map(program -> Arguments.of(program, home)));
  }

  @ParameterizedTest(name = "{0} on {1}")
  @MethodSource("programs")
  void declaredToolsRunEarlyAndNothingElseChanges(
      String program, JavaHome home, @TempDir Path directory) throws Exception {
    Path statistics = directory.resolve("statistics.json");
    List<String> before = without(program);
    FinishedJava with =
        command(program, home)
            .agent(Application.agentJar())
            .jvmOptions(
                "-Dfastaccel.stats=" + statistics, "-Dfastaccel.tasks.parallel=get*,noSuchTool")
            .run(LIMIT)
            .orThrow();
    assertEquals(String.join("\n", before), String.join("\n", with.output()));
    assertEquals(List.of(), with.errors());

    JsonNode features =
        new ObjectMapper().readTree(Files.readAllBytes(statistics)).path("features");
    JsonNode tasks = features.path("tasks");
    assertTrue(tasks.path("accelerated").asInt() >= 6, tasks::toString);
    assertTrue(tasks.path("calls").path("early").asInt() >= 10, tasks::toString);
    for (String reason : expectedReasons(program)) {
      assertTrue(tasks.path("reasons").has(reason), () -> reason + " in " + tasks);
    }
    features
        .path("tasks")
        .path("reasons")
        .fieldNames()
        .forEachRemaining(reason -> assertTrue(!reason.startsWith("failure"), tasks::toString));
    JsonNode tools = features.path("tools").path("byTool");
    assertEquals(
        written(before, "book"),
        tools.path("book").path("calls").asInt() + tools.path("remoteBook").path("calls").asInt());
    assertTrue(tools.path("getBroken").path("failures").asInt() > 0, tools::toString);
  }

  @ParameterizedTest
  @ValueSource(strings = {"langchain4j", "springai2"})
  void toolsCanBeDeclaredByAnnotationAndLoopsNeedNoStatisticsOfTools(
      String program, @TempDir Path directory) throws Exception {
    Path statistics = directory.resolve("statistics.json");
    JavaHome home = JavaHome.running();
    FinishedJava with =
        command(program, home)
            .agent(Application.agentJar())
            .jvmOptions(
                "-Dfastaccel.stats=" + statistics,
                "-Dfastaccel.tools=false",
                "-Dfastaccel.tasks.parallel-annotations=ReadsOnly")
            .run(LIMIT)
            .orThrow();
    assertEquals(String.join("\n", without(program)), String.join("\n", with.output()));
    JsonNode features =
        new ObjectMapper().readTree(Files.readAllBytes(statistics)).path("features");
    // Of LangChain4j there is an MCP server besides, which says itself what its tools do.
    assertEquals(
        program.equals("langchain4j") ? 2 : 1,
        features.path("tasks").path("accelerated").asInt(),
        features::toString);
    assertTrue(features.path("tasks").path("calls").path("early").asInt() > 0, features::toString);
    assertTrue(!features.path("tools").has("byTool"), features::toString);
  }

  @ParameterizedTest
  @ValueSource(strings = {"langchain4j", "springai1", "springai2"})
  void switchedOffNothingIsDone(String program, @TempDir Path directory) throws Exception {
    JavaHome home = JavaHome.running();
    Path statistics = directory.resolve("statistics.json");
    FinishedJava with =
        command(program, home)
            .agent(Application.agentJar())
            .jvmOptions(
                "-Dfastaccel.stats=" + statistics,
                "-Dfastaccel.tasks=false",
                "-Dfastaccel.tools=false",
                "-Dfastaccel.tasks.parallel=*")
            .run(LIMIT)
            .orThrow();
    assertEquals(String.join("\n", without(program)), String.join("\n", with.output()));
    JsonNode features =
        new ObjectMapper().readTree(Files.readAllBytes(statistics)).path("features");
    assertEquals(0, features.path("tasks").path("accelerated").asInt());
    assertEquals(0, features.path("tasks").path("original").asInt());
    assertTrue(!features.path("tools").has("byTool"), features::toString);
  }

  @ParameterizedTest
  @ValueSource(strings = {"langchain4j", "springai1", "springai2"})
  void withAllAdviceBrokenNothingIsDifferent(String program, @TempDir Path directory)
      throws Exception {
    JavaHome home = Jdks.all().get(Jdks.all().size() - 1);
    Path statistics = directory.resolve("statistics.json");
    Path brokenJar = directory.resolve("broken.jar");
    BrokenJar.write(Application.agentJar(), brokenJar);
    FinishedJava with =
        command(program, home)
            .agent(brokenJar)
            .jvmOptions("-Dfastaccel.stats=" + statistics, "-Dfastaccel.tasks.parallel=*")
            .run(LIMIT)
            .orThrow();
    assertEquals(String.join("\n", without(program)), String.join("\n", with.output()));
    JsonNode tasks =
        new ObjectMapper().readTree(Files.readAllBytes(statistics)).path("features").path("tasks");
    assertEquals(0, tasks.path("accelerated").asInt(), tasks::toString);
    assertTrue(tasks.path("original").asInt() > 0, tasks::toString);
  }

  /** How often a tool wrote, by the last line that tells what was written. */
  private static int written(List<String> lines, String tool) {
    String last = lines.stream().filter(line -> line.contains("written:")).reduce("", (a, b) -> b);
    return last.split(tool + " ", -1).length - 1;
  }

  private static List<String> expectedReasons(String program) {
    return program.equals("langchain4j")
        ? List.of("a single call", "a hook runs before each tool", "caller holds a monitor")
        : List.of(
            "a single call",
            "caller is in a transaction",
            "resources are bound to the caller",
            "caller holds a monitor");
  }

  private static List<String> without(String program) throws Exception {
    if (!WITHOUT_AGENT.containsKey(program)) {
      WITHOUT_AGENT.put(
          program, command(program, JavaHome.running()).run(LIMIT).orThrow().output());
    }
    return WITHOUT_AGENT.get(program);
  }

  private static JavaCommand command(String program, JavaHome home) {
    return JavaCommand.on(home)
        .jar(PROGRAMS.resolve(program).resolve("target/program.jar"))
        .arguments(model.url());
  }

  static ModelScript script() {
    String n = "{\"number\":%d}";
    ToolCall get1 = ToolCall.of("getBooking", n.formatted(1));
    ToolCall get2 = ToolCall.of("getBooking", n.formatted(2));
    ToolCall book1 = ToolCall.of("book", n.formatted(1));
    ToolCall cancel1 = ToolCall.of("cancel", n.formatted(1));
    ToolCall broken = ToolCall.of("getBroken", n.formatted(3));
    ToolCall lookUp = ToolCall.of("lookUp", n.formatted(1));
    ToolCall context = ToolCall.of("getContext", "{}");
    ToolCall guarded = ToolCall.of("getGuarded", "{}");
    ToolCall locked = ToolCall.of("getLocked", "{}");
    return new ModelScript(
        Map.of(),
        List.of(
            turn("reads", step(get1, get2, get1, get2), step(get2, get1)),
            turn("mixed", step(book1, get1, get2), step(get1, get2, cancel1, get1, get2, book1)),
            turn("failing", step(get1, broken, get2, broken)),
            turn("hallucinated", step(get1, get2, ToolCall.of("noSuchTool", "{}"), get1, get2)),
            turn(
                "arguments",
                step(get1, ToolCall.of("getBooking", "{\"number\":\"not a number\"}"), get2)),
            turn("single", step(get1), step(book1)),
            turn("null", step(get1, ToolCall.of("getNothing", "{}"), get2)),
            turn("annotated", step(lookUp, lookUp, lookUp)),
            turn(
                "remote",
                step(
                    ToolCall.of("remoteLook", "{}"),
                    ToolCall.of("remoteLook", "{}"),
                    ToolCall.of("remoteBook", "{}"),
                    ToolCall.of("remoteLook", "{}"))),
            turn("context", step(context, context, context)),
            turn("guarded", step(guarded, guarded, get1)),
            turn("locked", step(locked, locked, get1))));
  }

  private static Turn turn(String question, Step... steps) {
    return new Turn(
        question, null, Arrays.asList(steps), Map.of(), "answered, conversation ${fingerprint}");
  }

  private static Step step(ToolCall... calls) {
    return new Step(null, List.of(calls));
  }
}
