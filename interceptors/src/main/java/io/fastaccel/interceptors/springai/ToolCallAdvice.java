package io.fastaccel.interceptors.springai;

import io.fastaccel.interceptors.api.Advice;
import io.fastaccel.interceptors.api.Feature;
import io.fastaccel.interceptors.api.OnCall;
import io.fastaccel.interceptors.tools.ToolCalls;
import org.springframework.ai.chat.model.ToolContext;
import org.springframework.ai.tool.ToolCallback;

/**
 * The place where the manager calls a tool: in a lambda whose number changes with the version,
 * inside of the observation and of the handling of exceptions.
 */
@Advice(
    target = "org.springframework.ai.model.tool.DefaultToolCallingManager",
    feature = Feature.TOOLS)
final class ToolCallAdvice {

  private ToolCallAdvice() {}

  @OnCall(
      in = "*",
      owner = "org.springframework.ai.tool.ToolCallback",
      method = "call",
      descriptor =
          "(Ljava/lang/String;Lorg/springframework/ai/chat/model/ToolContext;)Ljava/lang/String;")
  static Object call(ToolCallback callback, String input, ToolContext context) {
    if (!ToolCalls.isActive() || callback == null) {
      return null;
    }
    return ToolCalls.answer(new ToolCall(callback, input, context), callback, input, context);
  }
}
