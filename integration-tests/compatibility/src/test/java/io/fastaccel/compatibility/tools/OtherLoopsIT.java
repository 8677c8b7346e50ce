package io.fastaccel.compatibility.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.fastaccel.compatibility.Application;
import io.fastaccel.compatibility.applications.LoadsClasses;
import java.nio.file.Path;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The report names frameworks whose loops are left alone, by classes of their published jars. */
class OtherLoopsIT {

  private static final String ADK = "com.google.adk.flows.llmflows.Functions";
  private static final String LANGGRAPH4J = "org.bsc.langgraph4j.langchain4j.tool.LC4jToolService";

  private static Application application() {
    return Application.of(LoadsClasses.class).on("other-loops").with(ADK, LANGGRAPH4J);
  }

  @Test
  void theReportPointsToTheSwitchesOfOtherFrameworks() throws Exception {
    JsonNode loops =
        application().withAgent("mode=report").run().feature("tasks").path("otherLoops");
    assertEquals(2, loops.size(), loops::toString);
    assertTrue(
        loops.path("Google ADK").asText().contains("ToolExecutionMode.PARALLEL_SUBSCRIBE"),
        loops::toString);
    assertTrue(loops.path("LangGraph4j").asText().startsWith("none"), loops::toString);
    assertTrue(!application().withAgent().run().feature("tasks").has("otherLoops"));
  }

  /** Some cannot be loaded without much else, or on JDK 17. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        ADK,
        LANGGRAPH4J,
        "com.alibaba.cloud.ai.graph.agent.node.AgentToolNode",
        "com.embabel.agent.spi.loop.support.DefaultToolLoop",
        "com.microsoft.semantickernel.aiservices.openai.chatcompletion.OpenAIChatCompletion"
      })
  void theClassesAreThoseOfThePublishedJars(String name) throws Exception {
    int found = 0;
    for (Path jar : Application.libraries("other-loops")) {
      try (ZipFile zip = new ZipFile(jar.toFile())) {
        found += zip.getEntry(name.replace('.', '/') + ".class") == null ? 0 : 1;
      }
    }
    assertEquals(1, found);
  }
}
