package io.fastaccel.interceptors.springai;

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
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.model.ToolContext;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.model.tool.DefaultToolCallingManager;
import org.springframework.ai.model.tool.ToolCallingChatOptions;
import org.springframework.ai.tool.ToolCallback;
import org.springframework.ai.tool.method.MethodToolCallback;

/**
 * The loop over a message's tool calls. Tools that come with the request are predicted; one that
 * only a resolver knows is a barrier, since to resolve it is the application's code.
 */
@Advice(
    target = "org.springframework.ai.model.tool.DefaultToolCallingManager",
    feature = Feature.TASKS)
final class ToolLoopAdvice {

  private static final ApplicationThreads THREADS =
      new ApplicationThreads(DefaultToolCallingManager.class.getClassLoader());

  private static final CallLimits LIMITS = CallLimits.ofManager();

  private static final VarHandle METHOD = method();

  private ToolLoopAdvice() {}

  private static VarHandle method() {
    try {
      return MethodHandles.privateLookupIn(MethodToolCallback.class, MethodHandles.lookup())
          .findVarHandle(MethodToolCallback.class, "toolMethod", Method.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  @OnEnter(
      method = "executeToolCall",
      descriptor =
          "(Lorg/springframework/ai/chat/prompt/Prompt;Lorg/springframework/ai/chat/messages/AssistantMessage;"
              + "Lorg/springframework/ai/chat/model/ToolContext;)"
              + "Lorg/springframework/ai/model/tool/DefaultToolCallingManager$InternalToolExecutionResult;")
  static void enter(
      DefaultToolCallingManager manager,
      Prompt prompt,
      AssistantMessage message,
      ToolContext context) {
    List<AssistantMessage.ToolCall> calls = message.getToolCalls();
    if (!ToolLoop.isCandidate(calls.size())) {
      return;
    }
    int allowed = LIMITS.allowed(manager, prompt, calls);
    List<PredictedCall> predicted = new ArrayList<>(calls.size());
    for (int i = 0; i < calls.size(); i++) {
      AssistantMessage.ToolCall call = calls.get(i);
      predicted.add(
          i < allowed
              ? predict(call, callback(prompt, call.name()), context)
              : PredictedCall.barrier(call.name()));
    }
    ToolLoop.enter(message, predicted, THREADS);
  }

  private static ToolCallback callback(Prompt prompt, String tool) {
    if (prompt.getOptions() instanceof ToolCallingChatOptions options
        && options.getToolCallbacks() != null) {
      for (ToolCallback callback : options.getToolCallbacks()) {
        if (tool.equals(callback.getToolDefinition().name())) {
          return callback;
        }
      }
    }
    return null;
  }

  private static PredictedCall predict(
      AssistantMessage.ToolCall toolCall, ToolCallback callback, ToolContext context) {
    if (callback == null) {
      return PredictedCall.barrier(toolCall.name());
    }
    // What the loop does since 1.1 where a stream brought no arguments.
    String text = toolCall.arguments();
    String input = text == null || text.isBlank() ? "{}" : text;
    return new PredictedCall(
            toolCall.name(),
            callback instanceof MethodToolCallback ? (Method) METHOD.get(callback) : null,
            callback,
            input,
            context,
            ToolCalls.early(new ToolCall(callback, input, context)))
        .readOnly(McpTools.isReadOnly(callback));
  }

  @OnExit(
      method = "executeToolCall",
      descriptor =
          "(Lorg/springframework/ai/chat/prompt/Prompt;Lorg/springframework/ai/chat/messages/AssistantMessage;"
              + "Lorg/springframework/ai/chat/model/ToolContext;)"
              + "Lorg/springframework/ai/model/tool/DefaultToolCallingManager$InternalToolExecutionResult;")
  static void exit(
      DefaultToolCallingManager manager,
      Prompt prompt,
      AssistantMessage message,
      ToolContext context,
      Throwable thrown) {
    ToolLoop.exit(message);
  }

  /** The same as {@link ToolCallAdvice}'s, for when only the loops are switched on. */
  @OnCall(
      in = "*",
      owner = "org.springframework.ai.tool.ToolCallback",
      method = "call",
      descriptor =
          "(Ljava/lang/String;Lorg/springframework/ai/chat/model/ToolContext;)Ljava/lang/String;")
  static Object call(ToolCallback callback, String input, ToolContext context) {
    return ToolCallAdvice.call(callback, input, context);
  }
}
