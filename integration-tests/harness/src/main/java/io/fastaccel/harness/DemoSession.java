package io.fastaccel.harness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * One session of the demo application, in a JVM of its own, and what it left behind.
 *
 * @param database the application's memory, as the session left it or a later one changed it
 * @param transcript the saved conversation; its lines are in a file of the same name with an l
 * @param requests the hashes of what was sent to the model
 * @param metrics what the application itself measured
 * @param statistics what the agent counted; a missing node without the agent
 * @param errors what was printed to standard error
 */
record DemoSession(
    Path database,
    Path transcript,
    List<String> requests,
    JsonNode metrics,
    JsonNode statistics,
    List<String> errors) {

  /** Tools that do nothing but wait for the web or for files. */
  private static final List<String> WAITING_TOOLS = List.of("searchWeb", "fetchPage", "readFile");

  private static final Duration BASE_LIMIT = Duration.ofSeconds(60);
  private static final Duration LIMIT_PER_TURN = Duration.ofSeconds(20);

  /** Runs sessions that differ in what is given to {@link #run} alone. */
  record Runner(JavaHome home, DemoOptions options, ModelServerProcess model) {

    /** Runs a session; {@code name} names its files. */
    DemoSession run(String name, Path database, boolean withAgent, SessionProgress progress)
        throws IOException, InterruptedException {
      Path transcript = options.work().resolve(name + ".transcript.json");
      Path metrics = options.work().resolve(name + ".metrics.json");
      Path statistics = options.work().resolve(name + ".statistics.json");
      Files.deleteIfExists(statistics);
      JavaCommand command = JavaCommand.on(home);
      if (withAgent) {
        command
            .agent(options.agent())
            .jvmOptions(
                "-Dfastaccel.tasks.parallel=search*,fetch*,read*",
                "-Dfastaccel.stats=" + statistics.toAbsolutePath());
      }
      FinishedJava finished =
          command
              .jar(options.demo())
              .arguments("--db", database)
              .arguments("--model-url", model.url())
              .arguments("--transcript", transcript)
              .arguments("--metrics", metrics)
              .arguments("--turns", options.turns())
              .onLine(progress::line)
              .run(BASE_LIMIT.plus(LIMIT_PER_TURN.multipliedBy(options.turns())))
              .orThrow();
      ObjectMapper mapper = new ObjectMapper();
      if (withAgent && !Files.exists(statistics)) {
        throw new IllegalStateException("the agent wrote no statistics: " + finished);
      }
      return new DemoSession(
          database,
          transcript,
          model.takeRequests(),
          mapper.readTree(metrics.toFile()),
          withAgent ? mapper.readTree(statistics.toFile()) : mapper.missingNode(),
          finished.errors());
    }
  }

  /** CPU time of the threads that did a kind of work, in milliseconds. */
  double cpuMillis(String kind) {
    return metrics.path("totals").path(kind).path("cpuMillis").asDouble();
  }

  /** How often a kind of work was done. */
  int calls(String kind) {
    return metrics.path("totals").path(kind).path("calls").asInt();
  }

  /** From the first to the last line of the application, in milliseconds. */
  double wallMillis() {
    return metrics.path("wallMillis").asDouble();
  }

  /** How long the application waited in rounds of tools that only wait, in milliseconds. */
  double waitingMillis() {
    double sum = 0;
    for (JsonNode round : metrics.path("toolRounds")) {
      if (onlyWaits(round)) {
        sum += round.path("wallMillis").asDouble();
      }
    }
    return sum;
  }

  /** How many such rounds there were. */
  int waitingRounds() {
    int rounds = 0;
    for (JsonNode round : metrics.path("toolRounds")) {
      rounds += onlyWaits(round) ? 1 : 0;
    }
    return rounds;
  }

  /** How many calls of a feature the agent served. */
  long accelerated(String feature) {
    return feature(feature).path("accelerated").asLong();
  }

  /** All that the agent counted for a feature. */
  JsonNode feature(String feature) {
    return statistics.path("features").path(feature);
  }

  private static boolean onlyWaits(JsonNode round) {
    for (JsonNode tool : round.path("tools")) {
      if (!WAITING_TOOLS.contains(tool.textValue())) {
        return false;
      }
    }
    return true;
  }
}
