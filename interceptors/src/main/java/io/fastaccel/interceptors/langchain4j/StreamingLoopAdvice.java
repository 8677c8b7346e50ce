package io.fastaccel.interceptors.langchain4j;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.invocation.InvocationContext;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.service.AiServiceContext;
import dev.langchain4j.service.tool.ToolExecutor;
import dev.langchain4j.service.tool.ToolService;
import io.fastaccel.interceptors.api.Advice;
import io.fastaccel.interceptors.api.Feature;
import io.fastaccel.interceptors.api.OnCall;
import io.fastaccel.interceptors.api.OnEnter;
import io.fastaccel.interceptors.api.OnExit;
import io.fastaccel.interceptors.tools.ToolLoop;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The same loop where the answer of the model is streamed: it lies in the middle of a method that
 * first tells listeners of the answer and at its end asks the model again. The loop begins with its
 * first call and ends where the next request is put together.
 */
@Advice(
    target = "dev.langchain4j.service.AiServiceStreamingResponseHandler",
    feature = Feature.TASKS)
final class StreamingLoopAdvice {

  private static final ThreadLocal<Turn> TURN = new ThreadLocal<>();

  private static final Fields FIELDS = Fields.ofHandler();

  private StreamingLoopAdvice() {}

  /** An answer with tool calls; a model that answers at once leads from one into the next. */
  private static final class Turn {
    final Object handler;
    final ChatResponse response;
    final Turn outer;
    boolean begun;

    Turn(Object handler, ChatResponse response, Turn outer) {
      this.handler = handler;
      this.response = response;
      this.outer = outer;
    }
  }

  /** The handler's class is not public. */
  private record Fields(
      VarHandle context, VarHandle invocation, VarHandle executors, VarHandle beforeTool) {

    static Fields ofHandler() {
      try {
        Class<?> handler =
            Class.forName(
                "dev.langchain4j.service.AiServiceStreamingResponseHandler",
                false,
                ToolService.class.getClassLoader());
        MethodHandles.Lookup lookup =
            MethodHandles.privateLookupIn(handler, MethodHandles.lookup());
        return new Fields(
            lookup.findVarHandle(handler, "context", AiServiceContext.class),
            lookup.findVarHandle(handler, "invocationContext", InvocationContext.class),
            lookup.findVarHandle(handler, "toolExecutors", Map.class),
            lookup.findVarHandle(handler, "beforeToolExecutionHandler", Consumer.class));
      } catch (ReflectiveOperationException e) {
        throw new ExceptionInInitializerError(e);
      }
    }
  }

  @OnEnter(
      method = "onCompleteResponse",
      descriptor = "(Ldev/langchain4j/model/chat/response/ChatResponse;)V")
  static void enter(Object handler, ChatResponse response) {
    if (ToolLoop.isActive() && response.aiMessage().hasToolExecutionRequests()) {
      TURN.set(new Turn(handler, response, TURN.get()));
    }
  }

  /** Only the sequential loop calls this here; concurrent tools go another way. */
  @OnCall(
      in = "onCompleteResponse",
      owner = "dev.langchain4j.service.AiServiceStreamingResponseHandler",
      method = "execute",
      descriptor =
          "(Ldev/langchain4j/agent/tool/ToolExecutionRequest;)Ldev/langchain4j/service/tool/ToolExecutionResult;")
  static Object call(Object handler, ToolExecutionRequest request) {
    Turn turn = TURN.get();
    if (turn != null && turn.handler == handler && !turn.begun) {
      turn.begun = true;
      begin(turn);
    }
    return null;
  }

  private static void begin(Turn turn) {
    List<ToolExecutionRequest> requests = turn.response.aiMessage().toolExecutionRequests();
    if (!ToolLoop.isCandidate(requests.size())) {
      return;
    }
    ToolService service = ((AiServiceContext) FIELDS.context.get(turn.handler)).toolService;
    if (FIELDS.beforeTool.get(turn.handler) != null || ToolLoopAdvice.hasHookBefore(service)) {
      ToolLoop.refuse(ToolLoopAdvice.HOOK_BEFORE);
      return;
    }
    @SuppressWarnings("unchecked")
    Map<String, ToolExecutor> executors =
        (Map<String, ToolExecutor>) FIELDS.executors.get(turn.handler);
    ToolLoop.enter(
        turn,
        ToolLoopAdvice.predict(
            requests, executors, (InvocationContext) FIELDS.invocation.get(turn.handler)),
        ToolLoopAdvice.THREADS);
  }

  /** The first thing after the loop, where there is another request. */
  @OnCall(
      in = "onCompleteResponse",
      owner = "dev.langchain4j.service.AiServiceStreamingResponseHandler",
      method = "messagesToSend",
      descriptor = "(Ljava/lang/Object;)Ljava/util/List;")
  static Object loopEnds(Object handler, Object memoryId) {
    Turn turn = TURN.get();
    if (turn != null && turn.handler == handler) {
      ToolLoop.exit(turn);
    }
    return null;
  }

  @OnExit(
      method = "onCompleteResponse",
      descriptor = "(Ldev/langchain4j/model/chat/response/ChatResponse;)V")
  static void exit(Object handler, ChatResponse response, Throwable thrown) {
    Turn turn = TURN.get();
    if (turn == null || turn.handler != handler) {
      return;
    }
    if (turn.outer == null) {
      TURN.remove();
    } else {
      TURN.set(turn.outer);
    }
    ToolLoop.exit(turn);
  }
}
