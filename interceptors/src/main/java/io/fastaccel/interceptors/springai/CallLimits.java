package io.fastaccel.interceptors.springai;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import java.util.Map;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.model.tool.DefaultToolCallingManager;

/**
 * Spring AI's own limits on the tool calls of a turn, which came with 2.0.1 and are not public: a
 * call that they forbid must not be made early either. Immutable.
 */
final class CallLimits {

  private static final String TYPE = "org.springframework.ai.model.tool.ToolCallLimits";

  /** {@code (DefaultToolCallingManager) -> ToolCallLimits}; {@code null} where there are none. */
  private final MethodHandle limits;

  /** {@code (List<Message>) -> Map<String, Integer>}. */
  private final MethodHandle counts;

  /** {@code (ToolCallLimits, String, int, int) -> Breach}. */
  private final MethodHandle check;

  private CallLimits(MethodHandle limits, MethodHandle counts, MethodHandle check) {
    this.limits = limits;
    this.counts = counts;
    this.check = check;
  }

  /** The limits that the application's version has. */
  static CallLimits ofManager() {
    Class<?> manager = DefaultToolCallingManager.class;
    Class<?> type;
    try {
      type = Class.forName(TYPE, false, manager.getClassLoader());
    } catch (ClassNotFoundException notYet) {
      return new CallLimits(null, null, null);
    }
    try {
      MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(type, MethodHandles.lookup());
      Class<?> breach = Class.forName(TYPE + "$Breach", false, manager.getClassLoader());
      return new CallLimits(
          MethodHandles.privateLookupIn(manager, MethodHandles.lookup())
              .findGetter(manager, "toolCallLimits", type),
          lookup.findStatic(
              type, "countPriorToolCalls", MethodType.methodType(Map.class, List.class)),
          lookup.findVirtual(
              type, "check", MethodType.methodType(breach, String.class, int.class, int.class)));
    } catch (ReflectiveOperationException e) {
      // Of another shape than known: the loop is left alone.
      throw new ExceptionInInitializerError(e);
    }
  }

  /** How many of the calls come before the first that the limits forbid. */
  int allowed(
      DefaultToolCallingManager manager, Prompt prompt, List<AssistantMessage.ToolCall> calls) {
    if (limits == null) {
      return calls.size();
    }
    try {
      Object limit = limits.invoke(manager);
      @SuppressWarnings("unchecked")
      Map<String, Integer> byTool = (Map<String, Integer>) counts.invoke(prompt.getInstructions());
      int total = byTool.values().stream().mapToInt(Integer::intValue).sum();
      for (int i = 0; i < calls.size(); i++) {
        String tool = calls.get(i).name();
        int ofTool = byTool.merge(tool, 1, Integer::sum);
        Object breach = check.invoke(limit, tool, ofTool, ++total);
        if (breach != null) {
          return i;
        }
      }
      return calls.size();
    } catch (Throwable e) {
      throw new IllegalStateException("Spring AI's limits cannot be asked", e);
    }
  }
}
