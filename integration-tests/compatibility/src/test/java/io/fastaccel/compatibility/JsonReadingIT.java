package io.fastaccel.compatibility;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fastaccel.compatibility.applications.JsonReader;
import io.fastaccel.harness.JavaHome;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** An application that reads JSON gets the same values and the same errors with the agent. */
class JsonReadingIT {

  static Stream<Arguments> runtimes() {
    return Jdks.all().stream()
        .flatMap(
            jdk ->
                Stream.of("jackson-latest", "jackson-oldest")
                    .map(libraries -> Arguments.of(jdk, libraries)));
  }

  @ParameterizedTest
  @MethodSource("runtimes")
  void valuesErrorsAndWhatIsLeftOfStreamsAreTheSame(JavaHome jdk, String libraries)
      throws Exception {
    Application.Result plain = Application.of(JsonReader.class).on(jdk).on(libraries).run();
    Application.Result accelerated =
        Application.of(JsonReader.class).on(jdk).on(libraries).withAgent().run();
    assertEquals(plain.output(), accelerated.output());
    assertEquals(List.of(), accelerated.errors());
    assertTrue(
        accelerated.accelerated("json") > 1000, () -> accelerated.feature("json").toString());
    assertEquals("on", accelerated.feature("json").path("state").asText(), accelerated::toString);
  }
}
