package io.fastaccel.compatibility;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fastaccel.compatibility.applications.JsonWriter;
import io.fastaccel.harness.FinishedJava;
import io.fastaccel.harness.JavaCommand;
import io.fastaccel.harness.JavaHome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the jar has packed: there when it is used, and nowhere near an application that does not.
 */
class PacksIT {

  static List<JavaHome> jdks() {
    return Jdks.all();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void theCommandLineRunsOutOfItsPacks(JavaHome jdk) throws Exception {
    FinishedJava help =
        JavaCommand.on(jdk).jar(Application.agentJar()).run(Duration.ofMinutes(1)).orThrow();
    assertTrue(help.output().get(0).startsWith("Usage: fast-accel"), help.toString());
    assertEquals(List.of(), help.errors());
    FinishedJava mistake =
        JavaCommand.on(jdk)
            .jar(Application.agentJar())
            .arguments("statsu")
            .run(Duration.ofMinutes(1));
    assertEquals(2, mistake.exitCode());
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void anApplicationLoadsNothingOfThem(JavaHome jdk, @TempDir Path folder) throws Exception {
    Path log = folder.resolve("classes.log");
    Application.of(JsonWriter.class)
        .on(jdk)
        .on("jackson-latest")
        .jvm("-Xlog:class+load:file=" + log)
        .withAgent("json.hot-calls=0")
        .run();
    String classes = Files.readString(log);
    assertTrue(classes.contains("io.fastaccel.agent.weave.Targets"), "the agent was there");
    assertFalse(classes.contains("io.fastaccel.agent.packs."), "the packs were opened");
    assertFalse(classes.contains("io.fastaccel.libs.picocli."), "the command line was loaded");
  }
}
