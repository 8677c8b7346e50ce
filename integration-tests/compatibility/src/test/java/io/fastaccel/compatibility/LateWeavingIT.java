package io.fastaccel.compatibility;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fastaccel.compatibility.applications.JsonWriter;
import io.fastaccel.compatibility.applications.UntilAccelerated;
import io.fastaccel.harness.JavaHome;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Nothing is done to the JSON library while the application starts. */
class LateWeavingIT {

  @TempDir Path folder;

  static List<JavaHome> jdks() {
    return Jdks.all();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void aRunningApplicationIsAcceleratedAfterTheDelay(JavaHome jdk) throws Exception {
    Application.Result result =
        Application.of(UntilAccelerated.class)
            .on(jdk)
            .on("jackson-latest")
            .withAgent("json.start-delay=50")
            .run();
    assertEquals(List.of("accelerated"), result.output());
    assertEquals(List.of(), result.errors());
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void anApplicationThatOnlyReadsIsAcceleratedAfterAMillionCharacters(JavaHome jdk)
      throws Exception {
    Application.Result result =
        Application.of(UntilAccelerated.class)
            .on(jdk)
            .on("jackson-latest")
            .with("read")
            .withAgent("json.start-delay=50")
            .run();
    assertEquals(List.of("accelerated"), result.output());
    assertEquals(List.of(), result.errors());
    long before = result.feature("json").path("reasons").path("not hot yet").asLong();
    assertTrue(before >= 1_000_000 / 120, () -> result.statistics() + "");
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void anApplicationThatEndsBeforeIsLeftAlone(JavaHome jdk) throws Exception {
    Application.Result plain = Application.of(JsonWriter.class).on(jdk).on("jackson-latest").run();
    Application.Result result =
        Application.of(JsonWriter.class)
            .on(jdk)
            .on("jackson-latest")
            .withAgent("json.start-delay=600000")
            .run();
    assertEquals(plain.output(), result.output());
    assertEquals(List.of(), result.errors());
    assertEquals(0, result.accelerated("json"));
    assertTrue(result.feature("json").path("reasons").isEmpty(), result.statistics().toString());
    assertFalse(result.statistics().path("libraries").has("Jackson 2"));
  }

  /** With an ahead-of-time cache the JVM loads Jackson before any agent. */
  @Test
  void whatACacheHasLoadedBeforeTheAgentIsLateToo() throws Exception {
    JavaHome latest = Jdks.latest();
    String cache = folder.resolve("application.aot").toString();
    String module = "--add-modules=java.instrument";
    Application.of(JsonWriter.class)
        .on(latest)
        .on("jackson-latest")
        .jvm("-XX:AOTCacheOutput=" + cache, module)
        .run();
    String[] options = {"-XX:AOTCache=" + cache, "-XX:AOTMode=on", module};
    Application.Result left =
        Application.of(JsonWriter.class)
            .on(latest)
            .on("jackson-latest")
            .jvm(options)
            .withAgent("json.start-delay=600000")
            .run();
    assertFalse(left.statistics().path("libraries").has("Jackson 2"), left.statistics().toString());
    Application.Result running =
        Application.of(UntilAccelerated.class)
            .on(latest)
            .on("jackson-latest")
            .jvm(options)
            .withAgent("json.start-delay=50")
            .run();
    assertEquals(List.of("accelerated"), running.output());
    assertEquals(List.of(), running.errors());
  }
}
