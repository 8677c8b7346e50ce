package io.fastaccel.compatibility;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fastaccel.compatibility.applications.Redeploys;
import io.fastaccel.harness.JavaHome;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
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
}
