package io.fastaccel.interceptors.langchain4j;

import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.service.tool.ToolExecutor;
import io.fastaccel.interceptors.api.Advice;
import io.fastaccel.interceptors.api.Feature;
import io.fastaccel.interceptors.api.OnEnter;

/** Tools that are not known before a request, as those of MCP servers. */
@Advice(target = "dev.langchain4j.service.tool.ToolProviderResult$Builder", feature = Feature.TOOLS)
final class ProvidedToolsAdvice {

  private ProvidedToolsAdvice() {}

  @OnEnter(
      method = "add",
      descriptor =
          "(Ldev/langchain4j/agent/tool/ToolSpecification;Ldev/langchain4j/service/tool/ToolExecutor;)"
              + "Ldev/langchain4j/service/tool/ToolProviderResult$Builder;")
  static void add(Object builder, ToolSpecification tool, ToolExecutor executor) {
    Specifications.remember(tool, executor);
  }

  /** Came later than the oldest version. */
  @OnEnter(
      method = "add",
      descriptor =
          "(Ldev/langchain4j/agent/tool/ToolSpecification;Ldev/langchain4j/service/tool/ToolExecutor;"
              + "Ldev/langchain4j/agent/tool/ReturnBehavior;)"
              + "Ldev/langchain4j/service/tool/ToolProviderResult$Builder;")
  static void add(Object builder, ToolSpecification tool, ToolExecutor executor, Object behavior) {
    Specifications.remember(tool, executor);
  }

  /** Came later than the oldest version. */
  @OnEnter(
      method = "add",
      descriptor =
          "(Ldev/langchain4j/service/tool/AiServiceTool;)"
              + "Ldev/langchain4j/service/tool/ToolProviderResult$Builder;")
  static void add(Object builder, Object tool) {
    Specifications.remember(tool);
  }
}
