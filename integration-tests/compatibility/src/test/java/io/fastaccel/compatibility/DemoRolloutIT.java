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
import io.fastaccel.harness.RunningJava;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The steps of the rollout guide on the demo: each gives what the demo gives without the agent. */
class DemoRolloutIT {

  private static final Path DEMO =
      Path.of(System.getProperty("programs")).resolveSibling("demo").resolve("target/demo.jar");

  private static final List<String> FEATURES = List.of("json", "memory", "tasks", "tools");
  private static final Duration LIMIT = Duration.ofMinutes(3);

  /** Enough for an operator to look, switch and look again, three times. */
  private static final int TURNS = 11;

  @TempDir Path folder;

  @Test
  void reportThenVerifyThenOn() throws Exception {
    try (ModelServerProcess model =
        ModelServerProcess.start(JavaHome.running(), ModelScript.RESEARCH)) {
      List<String> requests = session("without", model, 2);

      assertEquals(requests, session("report", model, 2, "mode=report"));
      JsonNode report = statistics("report");
      for (String feature : FEATURES) {
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
              2,
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
          requests,
          session("on", model, 2, "json.hot-calls=0,tasks.parallel=search*;fetch*;read*"));
      JsonNode on = statistics("on").path("features");
      assertTrue(on.path("json").path("accelerated").asLong() > 0, on.toPrettyString());
      assertTrue(on.path("tasks").path("accelerated").asLong() > 0, on.toPrettyString());
    }
    for (String step : List.of("report", "verify", "on")) {
      assertSameFiles(step);
    }
  }

  private JsonNode statistics(String name) throws Exception {
    return new ObjectMapper().readTree(folder.resolve(name + ".statistics").toFile());
  }

  /**
   * The guide from its first step to its last, in one run of the demo that is never restarted.
   * While somebody looks, the model is stopped, so that the demo stands still too and all that is
   * shown must agree to the last number.
   */
  @Test
  void allStepsWithoutARestart() throws Exception {
    Operator operator = new Operator(JavaHome.running());
    JsonNode doctor = operator.json("doctor", "--app", DEMO);
    assertEquals(
        List.of("Jackson 2", "Jackson 2 (reading)", "LangChain4j", "sqlite-jdbc"),
        accelerated(doctor),
        doctor.toPrettyString());
    try (ModelServerProcess model =
        ModelServerProcess.start(JavaHome.running(), ModelScript.RESEARCH)) {
      List<String> requests = session("without", model, TURNS);
      Path page = folder.resolve("live.html");
      try (RunningJava demo =
          demo(
                  "live",
                  model,
                  TURNS,
                  "mode=report,verify.percent=100,verify.millis=1000,json.hot-calls=0,"
                      + "memory.index-after=0,report="
                      + page
                      + ",tasks.parallel=search*;fetch*;read*")
              .jvmOptions("-XX:+EnableDynamicAgentLoading")
              .start()) {
        demo.awaitLine(line -> line.startsWith("[3/"), LIMIT);
        JsonNode report = look(operator, model, demo, "verify", FEATURES);
        for (String feature : FEATURES) {
          assertEquals("report", report.path(feature).path("mode").asText(), feature);
          assertEquals(0, report.path(feature).path("accelerated").asLong(), feature);
        }
        demo.awaitLine(line -> line.startsWith("[6/"), LIMIT);
        JsonNode verified = look(operator, model, demo, "on", FEATURES);
        for (JsonNode feature : verified) {
          assertEquals(0, feature.path("compared").path("different").asLong(), feature::toString);
        }
        assertTrue(verified.path("json").path("compared").path("same").asLong() > 0);
        demo.awaitLine(line -> line.startsWith("[9/"), LIMIT);
        JsonNode on = look(operator, model, demo, "off", List.of("json", "memory"));
        assertTrue(
            on.path("json").path("accelerated").asLong()
                > verified.path("json").path("accelerated").asLong(),
            on::toPrettyString);
        assertTrue(on.path("tasks").path("accelerated").asLong() > 0, on::toPrettyString);

        FinishedJava finished = demo.await(LIMIT).orThrow();
        assertTrue(
            finished.errors().stream().noneMatch(line -> line.contains("[fast-accel] WARN")),
            finished.toString());
        JsonNode end = statistics("live").path("features");
        for (String feature : List.of("json", "memory")) {
          assertEquals("off", end.path(feature).path("state").asText());
          assertEquals(on.path(feature).path("accelerated"), end.path(feature).path("accelerated"));
        }
        assertPageTells(end, Files.readString(page));
      }
      assertEquals(requests, model.takeRequests());
    }
    operator.runs("index", "drop", "--db", folder.resolve("live.db")).orThrow();
    assertSameFiles("live");
  }

  /**
   * What is shown while nothing moves: as JSON, as text, and as a page. Then features are switched.
   *
   * @return the features as they were before
   */
  private JsonNode look(
      Operator operator,
      ModelServerProcess model,
      RunningJava demo,
      String next,
      List<String> switched)
      throws Exception {
    signal("STOP", model.pid());
    try {
      Path requests = Files.createDirectories(folder.resolve("requests"));
      ObjectMapper mapper = new ObjectMapper();
      JsonNode before = null;
      JsonNode now = mapper.readTree(Operator.ask(demo, requests, "status", "as=json"));
      // The demo runs to its next question, and what works in the background to its end.
      while (!now.equals(before)) {
        before = now;
        Thread.sleep(300);
        now = mapper.readTree(Operator.ask(demo, requests, "status", "as=json"));
      }
      JsonNode features = now.path("features");
      assertEquals(now, operator.json("report", demo.pid()));
      String text = Operator.ask(demo, requests, "status");
      for (String name : FEATURES) {
        JsonNode feature = features.path(name);
        assertTrue(text.contains(line(name, feature)), line(name, feature) + " in " + text);
      }
      Path page = folder.resolve("looked.html");
      operator.runs("report", demo.pid(), "--html", "--output", page).orThrow();
      assertPageTells(features, Files.readString(page));
      if (next.equals("on")) {
        String words = Operator.ask(demo, requests, "report");
        assertTrue(words.contains("-Dfastaccel.mode.on=json"), words);
      }
      for (String feature : switched) {
        Operator.ask(demo, requests, "switch", feature, next);
      }
      return features;
    } finally {
      signal("CONT", model.pid());
    }
  }

  private static String line(String name, JsonNode feature) {
    return String.format(
        Locale.ROOT,
        "%-7s %-7s accelerated %,d, original %,d",
        name,
        feature.path("mode").asText(feature.path("state").asText()),
        feature.path("accelerated").asLong(),
        feature.path("original").asLong());
  }

  private static void assertPageTells(JsonNode features, String page) {
    for (String name : FEATURES) {
      JsonNode feature = features.path(name);
      String state = feature.path("mode").asText(feature.path("state").asText());
      String card =
          String.format(
              Locale.ROOT,
              "<h2>%s <span class=\"state %s\">%s</span></h2>%n<p class=\"big\">%,d</p>%n"
                  + "<p class=\"soft\">calls accelerated, %,d by the original</p>",
              name,
              state,
              state,
              feature.path("accelerated").asLong(),
              feature.path("original").asLong());
      assertTrue(page.contains(card), card + "\nin " + page);
      JsonNode compared = feature.path("compared");
      if (!compared.isMissingNode()) {
        String words =
            String.format(
                Locale.ROOT,
                "<p>compared: %,d same, %,d different</p>",
                compared.path("same").asLong(),
                compared.path("different").asLong());
        assertTrue(page.contains(words), words + "\nin " + page);
      }
    }
  }

  private static List<String> accelerated(JsonNode doctor) {
    List<String> names = new ArrayList<>();
    for (JsonNode library : doctor.path("libraries")) {
      if (library.path("accelerated").asBoolean()) {
        names.add(library.path("library").asText());
      }
    }
    return names;
  }

  private static void signal(String name, long pid) throws Exception {
    assertEquals(0, new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start().waitFor());
  }

  private void assertSameFiles(String step) throws Exception {
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

  private List<String> session(String name, ModelServerProcess model, int turns, String... settings)
      throws Exception {
    FinishedJava finished = demo(name, model, turns, settings).run(LIMIT).orThrow();
    assertTrue(
        finished.errors().stream().noneMatch(line -> line.contains("[fast-accel] WARN")),
        finished.toString());
    assertTrue(Files.exists(folder.resolve(name + ".db")), finished.toString());
    return model.takeRequests();
  }

  private JavaCommand demo(String name, ModelServerProcess model, int turns, String... settings) {
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
    return command
        .jar(DEMO)
        .arguments("--db", folder.resolve(name + ".db"), "--rows", 2000)
        .arguments("--transcript", folder.resolve(name + ".json"))
        .arguments("--model-url", model.url(), "--turns", turns);
  }
}
