package io.fastaccel.interceptors.langchain4j;

import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.service.tool.ToolExecutor;
import dev.langchain4j.service.tool.ToolService;
import io.fastaccel.interceptors.api.Advice;
import io.fastaccel.interceptors.api.Feature;
import io.fastaccel.interceptors.api.OnEnter;
import java.util.List;
import java.util.Map;

/** Tools that an AI service is built with, where they are not the methods of an object. */
@Advice(target = "dev.langchain4j.service.tool.ToolService", feature = Feature.TOOLS)
final class RegisteredToolsAdvice {

  private RegisteredToolsAdvice() {}

  @OnEnter(method = "tools", descriptor = "(Ljava/util/Map;)V")
  static void tools(ToolService service, Map<ToolSpecification, ToolExecutor> tools) {
    Specifications.rememberAll(tools);
  }

  /** Came later than the oldest version. */
  @OnEnter(method = "tools", descriptor = "(Ljava/util/List;)V")
  static void tools(ToolService service, List<?> tools) {
    if (tools != null) {
      tools.forEach(Specifications::remember);
    }
  }
}
