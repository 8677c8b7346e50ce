package io.fastaccel.compatibility;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fastaccel.compatibility.applications.Workload;
import io.fastaccel.harness.FinishedJava;
import io.fastaccel.harness.JavaCommand;
import io.fastaccel.harness.JavaHome;
import io.fastaccel.harness.RunningJava;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Features are switched at random while the application works: no error, no difference, no leak.
 * {@code -Dswitching.seconds=600} runs for ten minutes, {@code -Dswitching.seed} repeats a run.
 */
class SwitchingUnderLoadIT {

  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final List<String> MODES = List.of("on", "off", "verify", "report");
  private static final String[] OPTIONS = {"-XX:+EnableDynamicAgentLoading", "-Xmx256m"};
  private static final int WARM_UP_CALLS = 20;
  private static final AtomicInteger STATES = new AtomicInteger();
  private static final long HEAP_GROWTH = 24L << 20;
  private static final long CLASS_GROWTH = 400;

  private record State(long calls, long heap, long classes) {}

  @Test
  void jsonAndMemory(@TempDir Path folder) throws Exception {
    Application load =
        Application.of(Workload.class)
            .on("jackson-latest")
            .on("sqlite-latest")
            .jvm(OPTIONS)
            .with(4, folder.resolve("memory.db"))
            .withAgent("memory=false,memory.index-after=10000,verify.millis=500");
    switchWhileItWorks(load.start(), List.of("json", "memory"), folder);
  }

  @Test
  void tasksAndTools(@TempDir Path folder) throws Exception {
    List<Path> classPath = new ArrayList<>();
    Path program = Path.of(System.getProperty("programs"), "langchain4j", "target");
    classPath.add(program.resolve("classes"));
    try (Stream<Path> jars = Files.list(program.resolve("lib"))) {
      jars.forEach(classPath::add);
    }
    JavaCommand load =
        JavaCommand.on(JavaHome.running())
            .jvmOptions(OPTIONS)
            .agent(Application.agentJar())
            .jvmOptions(
                "-Dfastaccel.tools=false",
                "-Dfastaccel.tasks.parallel=get*",
                // Short enough for results to come and go.
                "-Dfastaccel.tools.cache=getText:ttl=20ms:max=40")
            .mainClass("org.example.tools.ToolLoad", classPath.toArray(Path[]::new))
            .arguments(4);
    switchWhileItWorks(load.start(), List.of("tasks", "tools", "json"), folder);
  }

  private static void switchWhileItWorks(RunningJava started, List<String> features, Path folder)
      throws Exception {
    int seconds = Integer.getInteger("switching.seconds", 10);
    long seed = Long.getLong("switching.seed", new Random().nextLong());
    Random random = new Random(seed);
    Path requests = Files.createDirectories(folder.resolve("requests"));
    try (RunningJava application = started) {
      application.awaitLine(line -> line.equals("ready"), LIMIT);
      // Every way once, so that all that is loaded once is loaded.
      for (String feature : features) {
        for (String mode : MODES) {
          Operator.ask(application, requests, "switch", feature, mode);
          awaitCalls(application);
        }
      }
      switchFor(seconds / 3, features, random, application, requests);
      State before = state(application);
      switchFor(seconds - seconds / 3, features, random, application, requests);
      State after = state(application);
      JsonNode statistics =
          new ObjectMapper().readTree(Operator.ask(application, requests, "status", "as=json"));
      application.closeInput();
      String words = "seed " + seed + ": " + before + ", then " + after;
      FinishedJava finished = application.await(LIMIT).orThrow();
      assertTrue(finished.output().contains("wrong 0, first none"), words + finished);
      assertTrue(finished.errors().stream().noneMatch(l -> l.contains("WARN")), words + finished);
      for (JsonNode feature : statistics.path("features")) {
        assertEquals(0, feature.path("compared").path("different").asLong(), words + statistics);
      }
      assertTrue(after.calls > before.calls, words);
      assertTrue(after.heap - before.heap < HEAP_GROWTH, words);
      assertTrue(after.classes - before.classes < CLASS_GROWTH, words);
      System.out.println("switched at random " + features + ", " + words);
    }
  }

  private static void switchFor(
      int seconds, List<String> features, Random random, RunningJava application, Path requests)
      throws Exception {
    long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
    while (System.nanoTime() < end) {
      String feature = features.get(random.nextInt(features.size()));
      Operator.ask(
          application, requests, "switch", feature, MODES.get(random.nextInt(MODES.size())));
    }
  }

  private static void awaitCalls(RunningJava application) throws Exception {
    long enough = state(application).calls + WARM_UP_CALLS;
    while (state(application).calls < enough) {
      Thread.sleep(50);
    }
  }

  private static State state(RunningJava application) throws Exception {
    int number = STATES.incrementAndGet();
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
