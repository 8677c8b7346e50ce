package io.fastaccel.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The comparison with agents that do nothing, or harm: it must be able to fail. */
class DemoComparisonIT {

  private static final Path DEMO = Path.of(System.getProperty("demo.jar"));

  @TempDir Path directory;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  @Test
  void succeedsWhenResultsAreTheSame() throws IOException {
    assertEquals(DemoComparison.SAME, compareWith("honest", 1), this::output);
    assertTrue(output().contains("| same        |"), this::output);
    JsonNode json = new ObjectMapper().readTree(directory.resolve("table.json").toFile());
    assertEquals(5, json.path("table").size());
    for (JsonNode row : json.path("table")) {
      assertTrue(row.path("beforeMillis").doubleValue() > 0, row::toString);
      assertTrue(row.path("afterMillis").doubleValue() > 0, row::toString);
      assertTrue(row.path("sameResult").booleanValue(), row::toString);
    }
    assertTrue(json.path("problems").isEmpty());
    assertEquals(1, json.path("warmUpSessions").intValue());
  }

  @Test
  void failsWhenResultsDiffer() throws IOException {
    assertEquals(DemoComparison.PROBLEM, compareWith("tampering", 0), this::output);
    assertTrue(output().contains("| DIFFERENT"), this::output);
    assertFalse(output().contains("| same        |"), this::output);
    assertTrue(output().contains("transcript.json and"), this::output);
    assertTrue(output().contains("what was sent to the model differs"), this::output);
    assertTrue(output().contains("memory, row"), this::output);
  }

  @Test
  void failsWhenAFeatureDidNothing() throws IOException {
    assertEquals(DemoComparison.PROBLEM, compareWith("idle", 0), this::output);
    assertTrue(output().contains("tasks accelerated nothing"), this::output);
  }

  @Test
  void tellsWhatIsMissing() {
    assertEquals(DemoComparison.UNUSABLE, run(List.of("--agent", "nowhere.jar")));
    assertTrue(output().contains("nowhere.jar"), this::output);
    assertEquals(DemoComparison.UNUSABLE, run(List.of("--turns", "none")));
    assertTrue(output().contains("--turns"), this::output);
  }

  private int compareWith(String agent, int warmUp) throws IOException {
    Path jar = TestAgent.jar(directory.resolve("agent.jar"), agent);
    return run(
        List.of(
            "--agent",
            jar.toString(),
            "--demo",
            DEMO.toString(),
            "--work",
            directory.resolve("work").toString(),
            "--json",
            directory.resolve("table.json").toString(),
            "--turns",
            "1",
            "--sessions",
            "1",
            "--warm-up",
            Integer.toString(warmUp),
            "--rows",
            "2000"));
  }

  private int run(List<String> arguments) {
    return DemoComparison.run(arguments, new PrintStream(printed, true, StandardCharsets.UTF_8));
  }

  private String output() {
    return printed.toString(StandardCharsets.UTF_8);
  }
}
