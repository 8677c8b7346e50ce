package io.fastaccel.compatibility;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fastaccel.compatibility.applications.Micrometered;
import io.fastaccel.compatibility.applications.OpenTelemetered;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The agent's numbers among the application's own metrics, if it has any and wants them there. */
class MetricsIT {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "micrometer-latest",
        "micrometer-oldest",
        "opentelemetry-latest",
        "opentelemetry-oldest"
      })
  void theApplicationsMetricsHaveTheNumbersOfTheStatistics(String library) throws Exception {
    Class<?> main = library.startsWith("micro") ? Micrometered.class : OpenTelemetered.class;
    Application application = Application.of(main).on("jackson-latest").on(library);
    assertEquals(List.of(), application.run().output());

    // Also where all that accelerates is off.
    Application.Result result =
        application.withAgent("json.hot-calls=0,memory=false,tasks=false,tools=false").run();
    long accelerated = result.accelerated("json");
    assertTrue(accelerated > 50, result.statistics().toString());
    List<String> expected =
        List.of(
            "fastaccel.calls fast-accel json " + accelerated,
            "fastaccel.calls json original " + result.feature("json").path("original").asLong(),
            "fastaccel.compared json same 0",
            "fastaccel.calls memory original 0",
            "fastaccel.on json");
    assertTrue(result.output().containsAll(expected), expected + " in " + result.output());
    assertEquals(
        result.output().size(), result.output().stream().distinct().count(), "a meter twice");
    assertEquals(List.of(), result.errors().stream().filter(e -> e.contains("fast-acc")).toList());

    assertEquals(List.of(), application.withAgent("metrics=false").run().output());
  }

  @Test
  void withoutMetricsNothingOfThemIsLoaded(@TempDir Path folder) throws Exception {
    Path log = folder.resolve("classes.log");
    Application.of(io.fastaccel.compatibility.applications.JsonWriter.class)
        .on("jackson-latest")
        .jvm("-Xlog:class+load:file=" + log)
        .withAgent("json.hot-calls=0")
        .run();
    assertTrue(!Files.readString(log).contains("FeatureMetrics"), "metrics were loaded");
  }
}
