package io.fastaccel.compatibility;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fastaccel.compatibility.applications.Jackson3Reader;
import io.fastaccel.compatibility.applications.JsonReader;
import io.fastaccel.compatibility.applications.Redeploys;
import io.fastaccel.harness.JavaHome;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A container that redeploys: each application brings its own Jackson, is accelerated, and can be
 * collected.
 */
class ClassLoaderLeakIT {

  static List<JavaHome> jdks() {
    return Jdks.all();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void everyApplicationsLoaderIsCollected(JavaHome jdk) throws Exception {
    Application.Result result =
        Application.of(Redeploys.class)
            .on(jdk)
            .jvm("-Xmx256m")
            .with(8, Redeploys.JACKSON, "")
            .with(Application.libraries("jackson-latest").toArray())
            .withAgent("json.hot-calls=0")
            .run();
    assertEquals(List.of("deployed 8, alive 0"), result.output());
    assertTrue(result.acceleratedOrMeasured("json") >= 8 * 50, result.statistics().toString());
  }

  static Stream<Arguments> readers() {
    return jdks().stream()
        .flatMap(
            jdk ->
                Stream.of(
                    Arguments.of(jdk, JsonReader.class, "jackson-latest"),
                    Arguments.of(jdk, Jackson3Reader.class, "jackson3-latest")));
  }

  @ParameterizedTest
  @MethodSource("readers")
  void everyLoaderOfAnApplicationThatReadsIsCollected(
      JavaHome jdk, Class<?> reader, String libraries) throws Exception {
    Application.Result result =
        Application.of(Redeploys.class)
            .on(jdk)
            .jvm("-Xmx256m")
            .with(5, reader.getName(), "20", System.getProperty("applications"))
            .with(Application.libraries(libraries).toArray())
            .withAgent("json.hot-calls=0")
            .run();
    List<String> output = result.output();
    assertEquals("deployed 5, alive 0", output.get(output.size() - 1));
    assertTrue(result.acceleratedOrMeasured("json") >= 5 * 50, result.statistics().toString());
  }
}
