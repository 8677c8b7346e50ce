package io.fastaccel.compatibility;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fastaccel.compatibility.applications.JsonServer;
import io.fastaccel.harness.JavaHome;
import io.fastaccel.harness.RunningJava;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What goes wrong around the agent stays with the agent: the application answers as ever. */
class TroubleIT {

  private static final Duration LIMIT = Duration.ofMinutes(1);

  @TempDir Path folder;

  static List<JavaHome> jdks() {
    return Jdks.all();
  }

  /** A deployment that copies a new jar over the old one while the application runs. */
  @ParameterizedTest
  @MethodSource("jdks")
  void theJarIsOverwrittenBeforeTheFirstCall(JavaHome jdk) throws Exception {
    Path jar = Files.copy(Application.agentJar(), folder.resolve("fast-accel.jar"));
    Application application =
        Application.of(JsonServer.class)
            .on(jdk)
            .on("jackson-latest")
            .withAgent(jar, "json.hot-calls=0");
    try (RunningJava java = application.start()) {
      java.awaitLine(line -> line.equals("ready"), LIMIT);
      Files.write(jar, new byte[(int) Files.size(jar)]);
      assertAnswers(java);
    }
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void thereIsNoStandardError(JavaHome jdk) throws Exception {
    for (String jackson : List.of("jackson-latest", "jackson-too-old")) {
      Application application =
          Application.of(JsonServer.class)
              .on(jdk)
              .on(jackson)
              .with("no-standard-error")
              .withAgent("json.hot-calls=0", "log=debug");
      try (RunningJava java = application.start()) {
        java.awaitLine(line -> line.equals("ready"), LIMIT);
        assertAnswers(java);
      }
    }
  }

  private static void assertAnswers(RunningJava java) throws Exception {
    for (int i = 0; i < 50; i++) {
      String expected = "{\"line\":\"" + i + "\",\"numbers\":[1,2.5,true,\"ü😀\"]}";
      java.writeLine(Integer.toString(i));
      String start = "{\"line\":\"" + i + "\"";
      assertEquals(expected, java.awaitLine(line -> line.startsWith(start), LIMIT));
    }
    java.closeInput();
    java.await(LIMIT).orThrow();
  }
}
