package io.fastaccel.compatibility.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fastaccel.harness.JavaHome;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Mode {@code verify} calls every tool, and compares with what the cache would have answered. The
 * tools here say how often they have run, so that they must not be cached: it is found out.
 */
class ToolVerificationIT {

  @ParameterizedTest
  @EnumSource
  void aToolWhoseResultsChangeIsFoundOut(ToolProgram program) throws Exception {
    List<String> before = program.once(null, "cache").output();
    ToolProgram.Result verified =
        program.run(
            JavaHome.running(),
            List.of("mode=verify", "tools.cache=get*:ttl=1h:max=100", "tools.max-depth=1"),
            "cache");
    assertEquals(before, verified.output());
    assertEquals("failed", verified.tools().path("state").asText(), verified.tools()::toString);
    assertEquals(1, verified.tools().path("compared").path("different").asLong());
    assertEquals(0, verified.tools().path("accelerated").asLong());
    List<String> lines =
        verified.errors().stream().filter(line -> line.contains("[fast-accel]")).toList();
    assertEquals(2, lines.size(), lines::toString);
    assertTrue(
        lines
            .get(0)
            .matches(
                ".* tools differs from the original in a kept result of getText: at character \\d+"
                    + " of \\d+, original <[^a-wyz1-9]*>, ours <[^a-wyz1-9]*>"),
        lines::toString);
    assertTrue(lines.get(1).contains("tools switched off"), lines::toString);
  }

  @ParameterizedTest
  @EnumSource(names = {"LANGCHAIN4J", "SPRING_AI_2"})
  void toolsThatNoRuleIsForAreOnlyCounted(ToolProgram program) throws Exception {
    ToolProgram.Result verified =
        program.run(JavaHome.running(), List.of("mode=verify", "tools.validate=true"), "arguments");
    assertEquals(program.once(null, "arguments").output(), verified.output());
    assertEquals("verify", verified.tools().path("mode").asText());
    assertTrue(verified.calls("getText") > 0, verified.tools()::toString);
  }
}
