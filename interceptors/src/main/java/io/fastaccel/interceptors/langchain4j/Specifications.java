package io.fastaccel.interceptors.langchain4j;

import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.service.tool.ToolExecutor;
import io.fastaccel.interceptors.api.Setting;
import io.fastaccel.interceptors.api.Settings;
import io.fastaccel.interceptors.tools.cache.ByIdentity;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the model was shown of the tools of executors that are no methods, or are given with a
 * specification of their own: where they are put together is the only place to see it. Executors
 * are not kept alive. Nothing is remembered where arguments are not checked. Thread-safe.
 */
final class Specifications {

  private static final boolean NEEDED = Settings.current().flag(Setting.TOOLS_VALIDATE);

  /** Loaded by the first that is remembered. An executor may serve several tools. */
  private static final class Known {
    static final ByIdentity<ToolExecutor, Map<String, ToolSpecification>> BY_EXECUTOR =
        new ByIdentity<>();
  }

  /** Of {@code AiServiceTool}, which came later than the oldest version. */
  private record Parts(MethodHandle specification, MethodHandle executor) {}

  private static volatile Parts parts;

  private Specifications() {}

  static void remember(ToolSpecification tool, ToolExecutor executor) {
    if (NEEDED && tool != null && executor != null) {
      Known.BY_EXECUTOR.get(executor, e -> new ConcurrentHashMap<>()).put(tool.name(), tool);
    }
  }

  static void rememberAll(Map<ToolSpecification, ToolExecutor> tools) {
    if (NEEDED && tools != null) {
      tools.forEach(Specifications::remember);
    }
  }

  /** An {@code AiServiceTool}. */
  static void remember(Object tool) {
    if (!NEEDED || tool == null) {
      return;
    }
    try {
      Parts known = parts;
      if (known == null) {
        known = find(tool.getClass());
        parts = known;
      }
      remember(
          (ToolSpecification) known.specification.invoke(tool),
          (ToolExecutor) known.executor.invoke(tool));
    } catch (Throwable e) {
      throw new IllegalStateException("a tool of another shape than known", e);
    }
  }

  private static Parts find(Class<?> type) throws ReflectiveOperationException {
    MethodHandles.Lookup lookup = MethodHandles.publicLookup();
    return new Parts(
        lookup.findVirtual(
            type, "toolSpecification", MethodType.methodType(ToolSpecification.class)),
        lookup.findVirtual(type, "toolExecutor", MethodType.methodType(ToolExecutor.class)));
  }

  /** {@code null} where it is not known. */
  static ToolSpecification of(ToolExecutor executor, String tool) {
    Map<String, ToolSpecification> tools = NEEDED ? Known.BY_EXECUTOR.getIfKnown(executor) : null;
    return tools == null ? null : tools.get(tool);
  }
}
