package io.fastaccel.interceptors.tools;

import io.fastaccel.interceptors.api.Feature;
import io.fastaccel.interceptors.api.FeatureState;
import io.fastaccel.interceptors.api.Features;
import io.fastaccel.interceptors.api.NullResult;
import io.fastaccel.interceptors.api.Raise;
import io.fastaccel.runtime.tasks.Outcome;
import java.util.concurrent.Callable;

/** What happens around each tool call, wherever a framework makes it. Safe for all threads. */
public final class ToolCalls {

  private static final FeatureState TOOLS = Features.of(Feature.TOOLS);
  private static final FeatureState TASKS = Features.of(Feature.TASKS);

  private ToolCalls() {}

  /** Whether anything is done around tool calls now. Ask first: it costs next to nothing. */
  public static boolean isActive() {
    return TOOLS.isOn() || TASKS.isOn();
  }

  /**
   * A framework is about to call a tool.
   *
   * @param original makes the call
   * @param receiver what is called, as in {@link PredictedCall}
   * @param request as there
   * @param context as there
   * @return advice's answer: {@code null} where the original call is to be made by the framework
   */
  public static Object answer(
      String tool, Callable<?> original, Object receiver, Object request, Object context) {
    Outcome outcome = TASKS.isOn() ? ToolLoop.commit(receiver, request, context) : null;
    if (outcome == null) {
      if (!TOOLS.isOn()) {
        return null;
      }
      outcome = observe(tool, original);
    }
    if (outcome.failure() != null) {
      return new Raise(outcome.failure());
    }
    return outcome.value() == null ? NullResult.INSTANCE : outcome.value();
  }

  /** The same call for a thread of ours. */
  public static Callable<Object> early(String tool, Callable<?> original) {
    return () -> {
      if (!TOOLS.isOn()) {
        return original.call();
      }
      Outcome outcome = observe(tool, original);
      if (outcome.failure() != null) {
        throw ToolCalls.<RuntimeException>unchecked(outcome.failure());
      }
      return outcome.value();
    };
  }

  /** Makes the call, whose every ending is an outcome: nothing after it may fail. */
  private static Outcome observe(String tool, Callable<?> original) {
    long start = System.nanoTime();
    Outcome outcome;
    try {
      outcome = new Outcome(original.call(), null);
    } catch (Throwable e) {
      outcome = new Outcome(null, e);
    }
    ToolStatistics.add(tool, System.nanoTime() - start, outcome.failure() != null);
    return outcome;
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <T extends Throwable> T unchecked(Throwable throwable) throws T {
    throw (T) throwable;
  }
}
