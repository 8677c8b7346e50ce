package io.fastaccel.compatibility;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fastaccel.compatibility.applications.Workload;
import io.fastaccel.harness.FinishedJava;
import io.fastaccel.harness.JavaHome;
import io.fastaccel.harness.RunningJava;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An application under load, and an operator who looks at it and switches. */
class OperatorIT {

  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final String RIGHT = "wrong 0, first none";

  @TempDir Path folder;

  static List<JavaHome> jdks() {
    return Jdks.all();
  }

  private static Application workload() {
    return Application.of(Workload.class)
        .on("jackson-latest")
        .jvm("-XX:+EnableDynamicAgentLoading")
        .with(1);
  }

  private static void pause(RunningJava application) throws Exception {
    application.writeLine("pause");
    application.awaitLine(line -> line.startsWith("paused"), LIMIT);
  }

  /** Waits until the application has got so far as the operator expects. */
  private JsonNode await(RunningJava application, Predicate<JsonNode> condition) throws Exception {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    Path requests = Files.createDirectories(folder.resolve("requests"));
    while (true) {
      JsonNode status =
          new ObjectMapper().readTree(Operator.ask(application, requests, "status", "as=json"));
      if (condition.test(status)) {
        return status;
      }
      assertTrue(System.nanoTime() < deadline, status.toPrettyString());
    }
  }

  private static long accelerated(JsonNode statistics) {
    return json(statistics).path("accelerated").asLong();
  }

  private static JsonNode json(JsonNode statistics) {
    return statistics.path("features").path("json");
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void statusReportPageAndStatisticsAgree(JavaHome jdk) throws Exception {
    Path statistics = folder.resolve("statistics.json");
    Path page = folder.resolve("at-exit.html");
    Path reported = folder.resolve("reported.html");
    Operator operator = new Operator(jdk);
    JsonNode status;
    try (RunningJava application =
        workload()
            .on(jdk)
            .withAgent("summary=true,stats=" + statistics + ",report=" + page)
            .start()) {
      application.awaitLine(line -> line.equals("ready"), LIMIT);
      await(application, s -> accelerated(s) > 2_000);
      pause(application);
      status = operator.status(application);
      assertEquals(status, operator.json("report", application.pid()));
      String text =
          String.join("\n", operator.runs("status", application.pid()).orThrow().output());
      String count = String.format(java.util.Locale.ROOT, "%,d", accelerated(status));
      assertTrue(text.contains("accelerated " + count + ","), text);
      operator.runs("report", application.pid(), "--html", "--output", reported).orThrow();
      application.closeInput();
      FinishedJava finished = application.await(LIMIT).orThrow();
      assertTrue(finished.output().contains(RIGHT), finished.toString());
      String summary = finished.errors().get(finished.errors().size() - 1);
      assertTrue(summary.contains("json on: "), summary);
    }
    JsonNode file = new ObjectMapper().readTree(statistics.toFile());
    // Once it goes on to its end, a thread may do another call.
    assertTrue(accelerated(file) >= accelerated(status), file.toPrettyString());
    assertTrue(
        Files.readString(reported)
            .contains(
                "<p class=\"big\">"
                    + String.format(java.util.Locale.ROOT, "%,d", accelerated(status))
                    + "</p>"));
    assertTrue(
        Files.readString(page)
            .contains(
                "<p class=\"big\">"
                    + String.format(java.util.Locale.ROOT, "%,d", accelerated(file))
                    + "</p>"));
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void aFeatureThatWasOffIsSwitchedOnAndOff(JavaHome jdk) throws Exception {
    Operator operator = new Operator(jdk);
    try (RunningJava application = workload().on(jdk).withAgent("json=false").start()) {
      application.awaitLine(line -> line.equals("ready"), LIMIT);
      JsonNode before = operator.status(application);
      assertEquals("off", json(before).path("state").asText());
      assertEquals(0, before.path("classes").size(), before.toPrettyString());

      assertEquals(
          "off", operator.json("enable", application.pid(), "json").path("before").asText());
      await(application, s -> accelerated(s) > 100);
      FinishedJava again = operator.runs("enable", application.pid(), "json").orThrow();
      assertEquals(List.of("json was on already"), again.output());

      operator.runs("disable", application.pid(), "json").orThrow();
      pause(application);
      long then = accelerated(operator.status(application));
      application.writeLine("go");
      application.awaitLine(line -> line.equals("running"), LIMIT);
      application.writeLine("state");
      application.awaitLine(line -> line.startsWith("state"), LIMIT);
      JsonNode off = operator.status(application);
      assertEquals("off", json(off).path("state").asText());
      assertEquals(then, accelerated(off));
      application.closeInput();
      assertTrue(application.await(LIMIT).orThrow().output().contains(RIGHT));
    }
  }

  @Test
  void reportThenVerifyThenOn() throws Exception {
    Operator operator = new Operator(JavaHome.running());
    try (RunningJava application =
        workload().withAgent("mode=report,verify.percent=100,verify.millis=1000").start()) {
      application.awaitLine(line -> line.equals("ready"), LIMIT);
      JsonNode report =
          await(application, s -> json(s).path("times").toString().contains("\"measured\""));
      assertEquals("report", report.path("mode").asText());
      assertEquals(0, accelerated(report));
      String text =
          String.join("\n", operator.runs("report", application.pid()).orThrow().output());
      assertTrue(text.contains("-Dfastaccel.mode=verify"), text);

      operator.runs("enable", application.pid(), "json", "--mode", "verify").orThrow();
      JsonNode verified =
          await(application, s -> json(s).path("compared").path("same").asLong() > 100);
      assertEquals(0, json(verified).path("compared").path("different").asLong());
      text = String.join("\n", operator.runs("report", application.pid()).orThrow().output());
      assertTrue(text.contains("-Dfastaccel.mode.on=json"), text);
      assertTrue(json(verified).has("savedMillis"), verified.toPrettyString());

      operator.runs("enable", application.pid(), "json").orThrow();
      long compared = json(operator.status(application)).path("compared").path("same").asLong();
      long start = accelerated(operator.status(application));
      JsonNode on = await(application, s -> accelerated(s) > start + 1_000);
      assertEquals(compared, json(on).path("compared").path("same").asLong());
      application.closeInput();
      assertTrue(application.await(LIMIT).orThrow().output().contains(RIGHT));
    }
  }

  @Test
  void withoutAgentThereIsAHintAndAttachStartsIt() throws Exception {
    Operator operator = new Operator(JavaHome.running());
    try (RunningJava application = workload().start()) {
      application.awaitLine(line -> line.equals("ready"), LIMIT);
      FinishedJava nobody = operator.runs("status", application.pid());
      assertEquals(1, nobody.exitCode());
      assertTrue(nobody.errors().get(0).startsWith("no agent is active in "), nobody.toString());
      JsonNode status = operator.json("attach", application.pid(), "json.hot-calls=0");
      assertEquals("on", json(status).path("state").asText());
      await(application, s -> accelerated(s) > 100);
      application.closeInput();
      assertTrue(application.await(LIMIT).orThrow().output().contains(RIGHT));
    }
  }

  @Test
  void whereAttachIsForbiddenTheCommandSaysSo() throws Exception {
    Operator operator = new Operator(JavaHome.running());
    try (RunningJava application =
        workload().jvm("-XX:+DisableAttachMechanism").withAgent().start()) {
      application.awaitLine(line -> line.equals("ready"), LIMIT);
      FinishedJava refused = operator.runs("status", application.pid());
      assertEquals(1, refused.exitCode());
      assertTrue(
          refused.errors().get(0).contains("-XX:+DisableAttachMechanism"), refused.toString());
      application.closeInput();
      assertTrue(application.await(LIMIT).orThrow().output().contains(RIGHT));
    }
    FinishedJava nobody = operator.runs("status", "999999999");
    assertEquals(1, nobody.exitCode());
    assertTrue(nobody.errors().get(0).startsWith("there is no process "), nobody.toString());
  }
}
