package io.fastaccel.compatibility;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fastaccel.compatibility.applications.Workload;
import io.fastaccel.harness.FinishedJava;
import io.fastaccel.harness.RunningJava;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Features are switched at random while the application works: no error, no difference, no leak.
 * {@code -Dswitching.seconds=600} runs for ten minutes, {@code -Dswitching.seed} repeats a run.
 */
class SwitchingUnderLoadIT {

  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final List<String> MODES = List.of("on", "off", "verify", "report");
  private static final long HEAP_GROWTH = 24L << 20;
  private static final long CLASS_GROWTH = 400;

  private record State(long calls, long heap, long classes) {}

  @Test
  void nothingChangesForTheApplication(@TempDir Path folder) throws Exception {
    int seconds = Integer.getInteger("switching.seconds", 8);
    long seed = Long.getLong("switching.seed", new Random().nextLong());
    Random random = new Random(seed);
    Path requests = Files.createDirectories(folder.resolve("requests"));
    try (RunningJava application =
        Application.of(Workload.class)
            .on("jackson-latest")
            .on("sqlite-latest")
            .jvm("-XX:+EnableDynamicAgentLoading", "-Xmx256m")
            .with(4, folder.resolve("memory.db"))
            .withAgent("memory=false,memory.index-after=10000,verify.millis=500")
            .start()) {
      application.awaitLine(line -> line.equals("ready"), LIMIT);
      // Every way once, so that all that is loaded once is loaded.
      for (String feature : List.of("json", "memory")) {
        for (String mode : MODES) {
          Operator.ask(application, requests, "switch", feature, mode);
        }
      }
      switchFor(seconds / 3, random, application, requests);
      State before = state(application, 1);
      switchFor(seconds - seconds / 3, random, application, requests);
      State after = state(application, 2);
      application.closeInput();
      String words = "seed " + seed + ": " + before + ", then " + after;
      FinishedJava finished = application.await(LIMIT).orThrow();
      assertTrue(finished.output().contains("wrong 0, first none"), words + finished);
      assertTrue(after.calls > before.calls, words);
      assertTrue(after.heap - before.heap < HEAP_GROWTH, words);
      assertTrue(after.classes - before.classes < CLASS_GROWTH, words);
      System.out.println("switched at random, " + words);
    }
  }

  private static void switchFor(int seconds, Random random, RunningJava application, Path requests)
      throws Exception {
    long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
    while (System.nanoTime() < end) {
      String feature = random.nextBoolean() ? "json" : "memory";
      Operator.ask(
          application, requests, "switch", feature, MODES.get(random.nextInt(MODES.size())));
    }
  }

  private static State state(RunningJava application, int number) throws Exception {
    application.writeLine("state " + number);
    Matcher state =
        Pattern.compile("state " + number + " calls=(\\d+) wrong=\\d+ heap=(\\d+) classes=(\\d+).*")
            .matcher(
                application.awaitLine(line -> line.startsWith("state " + number + " "), LIMIT));
    assertTrue(state.matches());
    return new State(
        Long.parseLong(state.group(1)),
        Long.parseLong(state.group(2)),
        Long.parseLong(state.group(3)));
  }
}
