package io.fastaccel.compatibility;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fastaccel.compatibility.applications.JsonWriter;
import io.fastaccel.compatibility.applications.UntilAccelerated;
import io.fastaccel.harness.JavaHome;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Nothing is done to the JSON library while the application starts. */
class LateWeavingIT {

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
}
