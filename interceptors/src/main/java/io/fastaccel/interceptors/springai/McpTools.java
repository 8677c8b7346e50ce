package io.fastaccel.interceptors.springai;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import org.springframework.ai.tool.ToolCallback;

/**
 * Tools of MCP servers, which say of themselves what they do. Spring AI's module for them is not on
 * every class path, so everything is found by name; what is not there says nothing. Thread-safe.
 */
final class McpTools {

  private static final String PACKAGE = "org.springframework.ai.mcp.";

  /** {@code (callback) -> Boolean}, by the class of callbacks that is met first. */
  private static volatile Hint hint;

  private record Hint(Class<?> callbacks, MethodHandle tool, Method annotations, Method readOnly) {}

  private McpTools() {}

  /** Whether its server says that a tool changes nothing. */
  static boolean isReadOnly(ToolCallback callback) {
    Class<?> type = callback.getClass();
    String name = type.getName();
    if (!name.startsWith(PACKAGE)
        || !(name.endsWith(".SyncMcpToolCallback") || name.endsWith(".AsyncMcpToolCallback"))) {
      return false;
    }
    try {
      Hint known = hint;
      if (known == null || known.callbacks != type) {
        known = find(type);
        hint = known;
      }
      Object annotations = known.annotations.invoke((Object) known.tool.invoke(callback));
      return annotations != null && Boolean.TRUE.equals(known.readOnly.invoke(annotations));
    } catch (Throwable ofAnotherShape) {
      return false;
    }
  }

  private static Hint find(Class<?> type) throws ReflectiveOperationException {
    Class<?> tool = type.getDeclaredField("tool").getType();
    Method annotations = tool.getMethod("annotations");
    return new Hint(
        type,
        MethodHandles.privateLookupIn(type, MethodHandles.lookup()).findGetter(type, "tool", tool),
        annotations,
        annotations.getReturnType().getMethod("readOnlyHint"));
  }
}
