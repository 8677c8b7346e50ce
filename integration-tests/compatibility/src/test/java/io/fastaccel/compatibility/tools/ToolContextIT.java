package io.fastaccel.compatibility.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.fastaccel.compatibility.Jdks;
import io.fastaccel.harness.JavaHome;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What published libraries keep on a thread is around an early call as it is around the loop's own:
 * SLF4J's MDC, Spring's locale, request and security context, Micrometer's context propagation,
 * OpenTelemetry's context, the context class loader.
 */
class ToolContextIT {

  static Stream<JavaHome> jdks() {
    return Jdks.all().stream();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void earlyCallsSeeWhatLiesAroundTheLoop(JavaHome home) throws Exception {
    List<String> before = ToolProgram.SPRING_AI_2.runContexts(home, null).output();
    ToolProgram.Result with =
        ToolProgram.SPRING_AI_2.runContexts(home, List.of("tasks.parallel=get*"));
    assertEquals(String.join("\n", before), String.join("\n", with.output()));
    assertEquals(List.of(), with.errors());
    // All that the libraries were told was there to be seen.
    assertTrue(
        before.contains(
            "  \"ada it_IT /answers the authenticated trace-7 a tenant inherited a loader\""),
        before::toString);

    JsonNode tasks = with.statistics().path("features").path("tasks");
    assertEquals(5, tasks.path("accelerated").asInt(), tasks::toString);
    assertTrue(tasks.path("calls").path("early").asInt() >= 8, tasks::toString);
    for (String reason :
        List.of(
            "caller is in a transaction",
            "resources are bound to the caller",
            "caller holds a monitor")) {
      assertEquals(1, tasks.path("reasons").path(reason).asInt(), () -> reason + " in " + tasks);
    }
  }
}
