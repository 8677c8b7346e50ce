package io.fastaccel.compatibility;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fastaccel.compatibility.applications.Jackson3Reader;
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
                Stream.of(
                    Arguments.of(jdk, JsonReader.class, "jackson-latest"),
                    Arguments.of(jdk, JsonReader.class, "jackson-oldest"),
                    Arguments.of(jdk, Jackson3Reader.class, "jackson3-latest"),
                    Arguments.of(jdk, Jackson3Reader.class, "jackson3-oldest")));
  }

  @ParameterizedTest
  @MethodSource("runtimes")
  void valuesErrorsAndWhatIsLeftOfStreamsAreTheSame(
      JavaHome jdk, Class<?> application, String libraries) throws Exception {
    Application reader = Application.of(application).on(jdk).on(libraries);
    List<String> plain = reader.run().output();
    Application.Result accelerated = reader.runsTheSame(plain);
    assertEquals(List.of(), accelerated.errors());
    assertTrue(
        accelerated.accelerated("json") > 1000, () -> accelerated.feature("json").toString());
    assertEquals("on", accelerated.feature("json").path("state").asText(), accelerated::toString);
  }
}
