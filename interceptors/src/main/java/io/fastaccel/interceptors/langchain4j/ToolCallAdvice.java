package io.fastaccel.interceptors.langchain4j;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.invocation.InvocationContext;
import dev.langchain4j.service.tool.ToolExecutor;
import io.fastaccel.interceptors.api.Advice;
import io.fastaccel.interceptors.api.Feature;
import io.fastaccel.interceptors.api.OnCall;
import io.fastaccel.interceptors.tools.ToolCalls;

/**
 * The one place where tools are called, by the sequential loop and by all others. It lies inside of
 * the error handling, which so gets what a tool threw, whoever called it.
 */
@Advice(target = "dev.langchain4j.service.tool.ToolService", feature = Feature.TOOLS)
final class ToolCallAdvice {

  private ToolCallAdvice() {}

  @OnCall(
      in = "executeWithErrorHandling",
      owner = "dev.langchain4j.service.tool.ToolExecutor",
      method = "executeWithContext",
      descriptor =
          "(Ldev/langchain4j/agent/tool/ToolExecutionRequest;Ldev/langchain4j/invocation/InvocationContext;)"
              + "Ldev/langchain4j/service/tool/ToolExecutionResult;")
  static Object call(
      ToolExecutor executor, ToolExecutionRequest request, InvocationContext context) {
    if (!ToolCalls.isActive() || executor == null || request == null) {
      return null;
    }
    return ToolCalls.answer(new ToolCall(executor, request, context), executor, request, context);
  }
}
