package io.fastaccel.interceptors.langchain4j;

import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.service.tool.ToolExecutor;
import io.fastaccel.interceptors.api.Advice;
import io.fastaccel.interceptors.api.Feature;
import io.fastaccel.interceptors.api.OnEnter;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Where tools that are not known before a request are put together with their executors: only here
 * can be seen what an MCP server says of a tool. Executors are held weakly.
 */
@Advice(target = "dev.langchain4j.service.tool.ToolProviderResult$Builder", feature = Feature.TASKS)
final class McpToolAdvice {

  private static final String EXECUTOR = "dev.langchain4j.mcp.McpToolExecutor";

  /** Came later than the oldest version; {@code null} before that. */
  private static final MethodHandle METADATA = metadata();

  private static final Map<ToolExecutor, Set<String>> READ_ONLY =
      Collections.synchronizedMap(new WeakHashMap<>());

  private McpToolAdvice() {}

  @OnEnter(
      method = "add",
      descriptor =
          "(Ldev/langchain4j/agent/tool/ToolSpecification;Ldev/langchain4j/service/tool/ToolExecutor;)"
              + "Ldev/langchain4j/service/tool/ToolProviderResult$Builder;")
  static void add(Object builder, ToolSpecification tool, ToolExecutor executor) {
    // Of this class is known that its objects are equal to themselves alone.
    if (METADATA == null
        || tool == null
        || executor == null
        || !executor.getClass().getName().equals(EXECUTOR)) {
      return;
    }
    if (isReadOnly(tool)) {
      READ_ONLY.computeIfAbsent(executor, e -> ConcurrentHashMap.newKeySet()).add(tool.name());
    }
  }

  private static boolean isReadOnly(ToolSpecification tool) {
    try {
      Map<?, ?> metadata = (Map<?, ?>) METADATA.invoke(tool);
      return metadata != null && Boolean.TRUE.equals(metadata.get("readOnlyHint"));
    } catch (Throwable ofAnotherShape) {
      return false;
    }
  }

  /** Whether its server says that a tool changes nothing. */
  static boolean isReadOnly(ToolExecutor executor, String tool) {
    if (METADATA == null || !executor.getClass().getName().equals(EXECUTOR)) {
      return false;
    }
    Set<String> tools = READ_ONLY.get(executor);
    return tools != null && tools.contains(tool);
  }

  private static MethodHandle metadata() {
    try {
      return MethodHandles.publicLookup()
          .findVirtual(ToolSpecification.class, "metadata", MethodType.methodType(Map.class));
    } catch (ReflectiveOperationException notYet) {
      return null;
    }
  }
}
