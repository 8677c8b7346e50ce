package io.fastaccel.agent;

import java.util.Map;
import java.util.TreeMap;

/**
 * Frameworks whose loops over tools are left alone, and what they offer themselves: a report should
 * not end with silence where the application uses one of them. Stateless.
 */
final class OtherLoops {

  /** The class with the loop, the framework's name, and what there is to say. */
  private static final String[][] KNOWN = {
    {
      "com.google.adk.flows.llmflows.Functions",
      "Google ADK",
      "RunConfig.builder().toolExecutionMode(ToolExecutionMode.PARALLEL_SUBSCRIBE)"
    },
    {
      "com.alibaba.cloud.ai.graph.agent.node.AgentToolNode",
      "Spring AI Alibaba",
      "parallelToolExecution(true) on the agent's builder"
    },
    {
      "com.embabel.agent.spi.loop.support.DefaultToolLoop",
      "Embabel",
      "the property embabel.agent.platform.toolloop.type=parallel"
    },
    {
      "org.bsc.langgraph4j.langchain4j.tool.LC4jToolService",
      "LangGraph4j",
      "none for the tools of one step; ParallelNode for nodes of a graph"
    },
    {
      "com.microsoft.semantickernel.aiservices.openai.chatcompletion.OpenAIChatCompletion",
      "Semantic Kernel",
      "none"
    },
  };

  private OtherLoops() {}

  /** The switch that each framework has for tools side by side, of those that are in use. */
  static Map<String, String> among(Class<?>[] loaded) {
    Map<String, String> found = new TreeMap<>();
    for (Class<?> type : loaded) {
      String name = type.getName();
      for (String[] known : KNOWN) {
        if (name.equals(known[0])) {
          found.put(known[1], known[2]);
        }
      }
    }
    return found;
  }
}
