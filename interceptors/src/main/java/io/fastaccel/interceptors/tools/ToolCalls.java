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

  /**
   * Raised in the place of what a tool threw where there is no room even to pass that on: nothing
   * else keeps the framework from calling the tool a second time. It also loads, before any tool
   * runs, what is needed after.
   */
  private static final Raise LAST_RESORT = new Raise(new NoRoom());

  /** Without a stack trace, which would keep the application's classes that are on it alive. */
  private static final class NoRoom extends OutOfMemoryError {
    private static final long serialVersionUID = 1L;

    NoRoom() {
      super("no room to pass on what a tool has thrown");
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
      return this;
    }
  }

  private static final Object NOTHING = NullResult.INSTANCE;

  private ToolCalls() {}

  /** Whether anything is done around tool calls now. Ask first: it costs next to nothing. */
  public static boolean isActive() {
    return TOOLS.isOn() || TASKS.isOn() || TOOLS.isReporting();
  }

  /**
   * A framework is about to call a tool.
   *
   * @param call makes the call
   * @param receiver what is called, as in {@link PredictedCall}
   * @param request as there
   * @param context as there
   * @return advice's answer: {@code null} where the original call is to be made by the framework
   */
  public static Object answer(
      ToolInvocation call, Object receiver, Object request, Object context) {
    Outcome outcome = TASKS.isOn() ? ToolLoop.commit(receiver, request, context) : null;
    if (outcome != null) {
      return answer(outcome.value(), outcome.failure());
    }
    if (!TOOLS.isOn() && !TOOLS.isReporting()) {
      return null;
    }
    SurroundedCall surrounded = SurroundedCall.of(call);
    Object value = null;
    Throwable failure = null;
    try {
      value = ToolEvidence.watched(call, surrounded).call();
    } catch (Throwable e) {
      if (!surrounded.isSettled()) {
        TOOLS.failed("watching a call", e);
        return null;
      }
      failure = e;
    }
    // From here on nothing of ours may fail: the framework would make the call again.
    return answer(value, failure);
  }

  /** The same for a call of which nothing but the tool's name is known: it is only counted. */
  public static Object answer(
      String tool, Callable<?> original, Object receiver, Object request, Object context) {
    return answer(new PlainCall(tool, original), receiver, request, context);
  }

  private static Object answer(Object value, Throwable failure) {
    if (failure == null) {
      return value == null ? NOTHING : value;
    }
    try {
      return new Raise(failure);
    } catch (Throwable noRoom) {
      return LAST_RESORT;
    }
  }

  /**
   * The same call for a thread of ours. Ask on the thread that the call belongs to: what surrounds
   * it depends on that thread's state.
   */
  public static Callable<Object> early(ToolInvocation call) {
    return TOOLS.isOn() ? SurroundedCall.of(call) : call;
  }

  /** The same for a call of which nothing but the tool's name is known. */
  public static Callable<Object> early(String tool, Callable<?> original) {
    return early(new PlainCall(tool, original));
  }
}
