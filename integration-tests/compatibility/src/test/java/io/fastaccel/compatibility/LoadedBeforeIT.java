package io.fastaccel.compatibility;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.tools.attach.VirtualMachine;
import io.fastaccel.compatibility.applications.JsonServer;
import io.fastaccel.compatibility.applications.JsonWriter;
import io.fastaccel.compatibility.applications.UntilAccelerated;
import io.fastaccel.harness.JavaHome;
import io.fastaccel.harness.RunningJava;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Targets that were loaded before the agent: from archives of the JVM's, or because it was attached
 * late.
 */
class LoadedBeforeIT {

  private static final Duration LIMIT = Duration.ofMinutes(1);

  @TempDir Path folder;

  @Test
  void aDynamicClassDataArchiveOfTheApplicationIsReached() throws Exception {
    String archive = folder.resolve("application.jsa").toString();
    writer(JavaHome.running()).jvm("-XX:ArchiveClassesAtExit=" + archive).run();
    assertReached(JavaHome.running(), "-XX:SharedArchiveFile=" + archive);
  }

  /**
   * With an ahead-of-time cache the JVM loads Jackson before any agent. The cache needs the module
   * that agents need, or the JVM rejects it as a whole.
   */
  @Test
  void anAheadOfTimeCacheIsReached() throws Exception {
    JavaHome latest = Jdks.latest();
    String cache = folder.resolve("application.aot").toString();
    String module = "--add-modules=java.instrument";
    writer(latest).jvm("-XX:AOTCacheOutput=" + cache, module).run();
    assertReached(latest, "-XX:AOTCache=" + cache, "-XX:AOTMode=on", module);
  }

  private static void assertReached(JavaHome jdk, String... options) throws Exception {
    List<String> expected = writer(jdk).run().output();
    assertEquals(expected, writer(jdk).jvm(options).withAgent().run().output());
    Application.Result result =
        Application.of(UntilAccelerated.class)
            .on(jdk)
            .on("jackson-latest")
            .jvm(options)
            .withAgent()
            .run();
    assertEquals(List.of("accelerated"), result.output());
  }

  private static Application writer(JavaHome jdk) {
    return Application.of(JsonWriter.class).on(jdk).on("jackson-latest").with(60);
  }

  @Test
  void anApplicationThatRunsAlreadyIsReached() throws Exception {
    Path statistics = folder.resolve("statistics.json");
    try (RunningJava java =
        Application.of(JsonServer.class)
            .on("jackson-latest")
            .jvm("-XX:+EnableDynamicAgentLoading")
            .start()) {
      java.awaitLine(line -> line.equals("ready"), LIMIT);
      java.writeLine("before");
      String before = java.awaitLine(line -> line.startsWith("{\"line\":\"before\""), LIMIT);
      VirtualMachine machine = VirtualMachine.attach(Long.toString(java.pid()));
      try {
        machine.loadAgent(
            Application.agentJar().toString(), "json.hot-calls=0,stats=" + statistics);
      } finally {
        machine.detach();
      }
      java.writeLine("after");
      String after = java.awaitLine(line -> line.startsWith("{\"line\":\"after\""), LIMIT);
      assertEquals(before.replace("before", "after"), after);
      java.closeInput();
      java.await(LIMIT).orThrow();
    }
    JsonNode json = new ObjectMapper().readTree(statistics.toFile()).path("features").path("json");
    // One call in some two thousand is left to the original, to see what it takes.
    assertEquals(
        1,
        json.path("accelerated").asLong() + json.path("reasons").path("measured").asLong(),
        json.toString());
  }
}
