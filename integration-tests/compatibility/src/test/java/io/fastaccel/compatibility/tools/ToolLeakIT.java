package io.fastaccel.compatibility.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.fastaccel.compatibility.Application;
import io.fastaccel.compatibility.Jdks;
import io.fastaccel.compatibility.applications.Redeploys;
import io.fastaccel.harness.JavaHome;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A container that redeploys: applications whose tools have run early, were checked, and left
 * results in the cache that are good for another hour, can be collected.
 */
class ToolLeakIT {

  static List<JavaHome> jdks() {
    return Jdks.all();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void anApplicationIsCollectedWithItsResultsInTheCache(JavaHome jdk) throws Exception {
    Application.Result result =
        Application.of(Redeploys.class)
            .on(jdk)
            .jvm("-Xmx256m")
            .with(4, ToolProgram.REPEATED_CALLS, "cache")
            .with((Object[]) ToolProgram.LANGCHAIN4J.classPath())
            .withAgent("tools.cache=get*:ttl=1h", "tasks.parallel=get*", "tools.validate=true")
            .run();
    List<String> output = result.output();
    assertEquals("deployed 4, alive 0", output.get(output.size() - 1));
    JsonNode getText = result.feature("tools").path("byTool").path("getText");
    assertTrue(getText.path("cached").asInt() >= 4, getText::toString);
    assertTrue(result.accelerated("tasks") >= 4, () -> "" + result.feature("tasks"));
  }
}
