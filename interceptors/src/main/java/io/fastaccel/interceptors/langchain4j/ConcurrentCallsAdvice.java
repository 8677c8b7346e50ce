package io.fastaccel.interceptors.langchain4j;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.invocation.InvocationContext;
import dev.langchain4j.service.tool.ToolExecutor;
import dev.langchain4j.service.tool.ToolService;
import io.fastaccel.interceptors.api.Advice;
import io.fastaccel.interceptors.api.Feature;
import io.fastaccel.interceptors.api.OnEnter;
import io.fastaccel.interceptors.tools.CallDepth;
import io.fastaccel.interceptors.tools.cache.ByIdentity;
import java.util.List;
import java.util.Map;

/**
 * Where LangChain4j hands a turn's calls to threads of the application's: these are as deep inside
 * of other calls as the thread that hands them over.
 */
@Advice(target = "dev.langchain4j.service.tool.ToolService", feature = Feature.TOOLS)
final class ConcurrentCallsAdvice {

  /** Loaded by the first call inside of another, which is only counted where there is a limit. */
  private static final class Depths {
    static final ByIdentity<ToolExecutionRequest, Integer> BY_REQUEST = new ByIdentity<>();
  }

  private ConcurrentCallsAdvice() {}

  @OnEnter(
      method = "executeConcurrently",
      descriptor =
          "(Ljava/util/List;Ljava/util/Map;Ldev/langchain4j/invocation/InvocationContext;)Ljava/util/Map;")
  static void enter(
      ToolService service,
      List<ToolExecutionRequest> requests,
      Map<String, ToolExecutor> executors,
      InvocationContext context) {
    int depth = CallDepth.current();
    if (depth > 0) {
      for (ToolExecutionRequest request : requests) {
        Integer ignored = Depths.BY_REQUEST.get(request, r -> depth);
      }
    }
  }

  /** How deep the thread was that handed the call over; 0 where none has. */
  static int depthOf(ToolExecutionRequest request) {
    Integer depth = Depths.BY_REQUEST.getIfKnown(request);
    return depth == null ? 0 : depth;
  }
}
