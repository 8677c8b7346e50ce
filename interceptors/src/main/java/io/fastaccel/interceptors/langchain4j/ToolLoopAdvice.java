package io.fastaccel.interceptors.langchain4j;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.invocation.InvocationContext;
import dev.langchain4j.service.tool.DefaultToolExecutor;
import dev.langchain4j.service.tool.ToolExecutor;
import dev.langchain4j.service.tool.ToolService;
import io.fastaccel.interceptors.api.Advice;
import io.fastaccel.interceptors.api.Feature;
import io.fastaccel.interceptors.api.OnCall;
import io.fastaccel.interceptors.api.OnEnter;
import io.fastaccel.interceptors.api.OnExit;
import io.fastaccel.interceptors.tools.ApplicationThreads;
import io.fastaccel.interceptors.tools.PredictedCall;
import io.fastaccel.interceptors.tools.ToolCalls;
import io.fastaccel.interceptors.tools.ToolLoop;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The loop over a turn's tool calls. Hooks before a call are application code that may forbid it,
 * so a service that has one is left alone. Hooks after a call and error handlers run in the loop
 * itself, where they always did.
 */
@Advice(target = "dev.langchain4j.service.tool.ToolService", feature = Feature.TASKS)
final class ToolLoopAdvice {

  static final ApplicationThreads THREADS =
      new ApplicationThreads(ToolService.class.getClassLoader());

  /** Why a loop is left alone whose application may forbid a call. */
  static final String HOOK_BEFORE = "a hook runs before each tool";

  /** Came with 1.11; {@code null} before that. */
  private static final VarHandle BEFORE_TOOL_EXECUTION = beforeToolExecution();

  private static final VarHandle METHOD = method();

  private ToolLoopAdvice() {}

  @OnEnter(
      method = "executeSequentially",
      descriptor =
          "(Ljava/util/List;Ljava/util/Map;Ldev/langchain4j/invocation/InvocationContext;)Ljava/util/Map;")
  static void enter(
      ToolService service,
      List<ToolExecutionRequest> requests,
      Map<String, ToolExecutor> executors,
      InvocationContext context) {
    if (!ToolLoop.isCandidate(requests.size())) {
      return;
    }
    if (hasHookBefore(service)) {
      ToolLoop.refuse(HOOK_BEFORE);
      return;
    }
    ToolLoop.enter(requests, predict(requests, executors, context), THREADS);
  }

  static boolean hasHookBefore(ToolService service) {
    return BEFORE_TOOL_EXECUTION != null && BEFORE_TOOL_EXECUTION.get(service) != null;
  }

  static List<PredictedCall> predict(
      List<ToolExecutionRequest> requests,
      Map<String, ToolExecutor> executors,
      InvocationContext context) {
    List<PredictedCall> predicted = new ArrayList<>(requests.size());
    for (ToolExecutionRequest request : requests) {
      predicted.add(predict(request, executors.get(request.name()), context));
    }
    return predicted;
  }

  private static PredictedCall predict(
      ToolExecutionRequest request, ToolExecutor executor, InvocationContext context) {
    if (executor == null) {
      return PredictedCall.barrier(request.name());
    }
    return new PredictedCall(
            request.name(),
            executor instanceof DefaultToolExecutor ? (Method) METHOD.get(executor) : null,
            executor,
            request,
            context,
            ToolCalls.early(new ToolCall(executor, request, context)))
        .readOnly(McpToolAdvice.isReadOnly(executor, request.name()));
  }

  @OnExit(
      method = "executeSequentially",
      descriptor =
          "(Ljava/util/List;Ljava/util/Map;Ldev/langchain4j/invocation/InvocationContext;)Ljava/util/Map;")
  static void exit(
      ToolService service,
      List<ToolExecutionRequest> requests,
      Map<String, ToolExecutor> executors,
      InvocationContext context,
      Throwable thrown) {
    ToolLoop.exit(requests);
  }

  /** The same as {@link ToolCallAdvice}'s, for when only the loops are switched on. */
  @OnCall(
      in = "executeWithErrorHandling",
      owner = "dev.langchain4j.service.tool.ToolExecutor",
      method = "executeWithContext",
      descriptor =
          "(Ldev/langchain4j/agent/tool/ToolExecutionRequest;Ldev/langchain4j/invocation/InvocationContext;)"
              + "Ldev/langchain4j/service/tool/ToolExecutionResult;")
  static Object call(
      ToolExecutor executor, ToolExecutionRequest request, InvocationContext context) {
    return ToolCallAdvice.call(executor, request, context);
  }

  private static VarHandle method() {
    try {
      return MethodHandles.privateLookupIn(DefaultToolExecutor.class, MethodHandles.lookup())
          .findVarHandle(DefaultToolExecutor.class, "originalMethod", Method.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private static VarHandle beforeToolExecution() {
    try {
      return MethodHandles.privateLookupIn(ToolService.class, MethodHandles.lookup())
          .findVarHandle(ToolService.class, "beforeToolExecution", Consumer.class);
    } catch (NoSuchFieldException notYet) {
      return null;
    } catch (IllegalAccessException e) {
      throw new ExceptionInInitializerError(e);
    }
  }
}
