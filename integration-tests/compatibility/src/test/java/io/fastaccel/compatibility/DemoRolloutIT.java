package io.fastaccel.compatibility;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fastaccel.harness.DatabaseComparison;
import io.fastaccel.harness.FileComparison;
import io.fastaccel.harness.FinishedJava;
import io.fastaccel.harness.JavaCommand;
import io.fastaccel.harness.JavaHome;
import io.fastaccel.harness.ModelScript;
import io.fastaccel.harness.ModelServerProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The steps of the rollout guide on the demo: each gives what the demo gives without the agent. */
class DemoRolloutIT {

  private static final Path DEMO =
      Path.of(System.getProperty("programs")).resolveSibling("demo").resolve("target/demo.jar");

  @TempDir Path folder;

  @Test
  void reportThenVerifyThenOn() throws Exception {
    try (ModelServerProcess model =
        ModelServerProcess.start(JavaHome.running(), ModelScript.RESEARCH)) {
      List<String> requests = session("without", model);

      assertEquals(requests, session("report", model, "mode=report"));
      JsonNode report = statistics("report");
      for (String feature : List.of("json", "memory", "tasks", "tools")) {
        JsonNode fields = report.path("features").path(feature);
        assertEquals("report", fields.path("mode").asText(), feature);
        assertEquals(0, fields.path("accelerated").asLong(), feature);
      }
      JsonNode tasks = report.path("features").path("tasks");
      assertTrue(tasks.path("undeclaredTools").has("fetchPage"), tasks.toPrettyString());

      assertEquals(
          requests,
          session(
              "verify",
              model,
              "mode=verify,verify.percent=100,verify.millis=1000,json.hot-calls=0,"
                  + "memory.index-after=0,tasks.parallel=search*;fetch*;read*"));
      JsonNode compared = statistics("verify").path("features");
      assertTrue(
          compared.path("json").path("compared").path("same").asLong() > 0,
          compared.toPrettyString());
      for (JsonNode feature : compared) {
        assertEquals(0, feature.path("compared").path("different").asLong());
      }

      assertEquals(
          requests, session("on", model, "json.hot-calls=0,tasks.parallel=search*;fetch*;read*"));
      JsonNode on = statistics("on").path("features");
      assertTrue(on.path("json").path("accelerated").asLong() > 0, on.toPrettyString());
      assertTrue(on.path("tasks").path("accelerated").asLong() > 0, on.toPrettyString());
    }
    for (String step : List.of("report", "verify", "on")) {
      for (String ending : List.of("", "l")) {
        assertEquals(
            List.of(),
            FileComparison.differences(
                folder.resolve("without.json" + ending), folder.resolve(step + ".json" + ending)));
      }
      assertEquals(
          List.of(),
          DatabaseComparison.of(folder.resolve("without.db"), folder.resolve(step + ".db"))
              .differences());
    }
  }

  private JsonNode statistics(String name) throws Exception {
    return new ObjectMapper().readTree(folder.resolve(name + ".statistics").toFile());
  }

  private List<String> session(String name, ModelServerProcess model, String... settings)
      throws Exception {
    JavaCommand command = JavaCommand.on(JavaHome.running());
    for (String setting : settings) {
      command.jvmOptions(
          "-javaagent:"
              + Application.agentJar()
              + "="
              + setting.replace(';', ',')
              + ",stats="
              + folder.resolve(name + ".statistics"));
    }
    FinishedJava finished =
        command
            .jar(DEMO)
            .arguments("--db", folder.resolve(name + ".db"), "--rows", 2000)
            .arguments("--transcript", folder.resolve(name + ".json"))
            .arguments("--model-url", model.url(), "--turns", 2)
            .run(Duration.ofMinutes(3))
            .orThrow();
    assertTrue(
        finished.errors().stream().noneMatch(line -> line.contains("[fast-accel] WARN")),
        finished.toString());
    assertTrue(Files.exists(folder.resolve(name + ".db")), finished.toString());
    return model.takeRequests();
  }
}
