package io.fastaccel.interceptors.tools;

import io.fastaccel.interceptors.api.Feature;
import io.fastaccel.interceptors.api.FeatureState;
import io.fastaccel.interceptors.api.Features;
import io.fastaccel.interceptors.api.Setting;
import io.fastaccel.interceptors.api.Settings;
import io.fastaccel.interceptors.tools.cache.ToolCache;
import io.fastaccel.interceptors.tools.schema.ArgumentCheck;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/**
 * One tool call with all that the settings want around it, from the outside to the inside: the
 * limit of nesting, the check of arguments, the cache, statistics. Made on the thread that the call
 * belongs to, called once, on any. What it throws is what the framework gets: what the tool threw,
 * or the framework's own exception for a call that is refused. A failure of ours before the tool
 * runs leaves the piece out that failed; after that, nothing of ours fails.
 */
final class SurroundedCall implements Callable<Object> {

  private static final FeatureState STATE = Features.of(Feature.TOOLS);

  /** 0: no limit. */
  private static final int MAX_DEPTH = Settings.current().number(Setting.TOOLS_MAX_DEPTH);

  private static final boolean VALIDATE = Settings.current().flag(Setting.TOOLS_VALIDATE);

  /** How long a call is waited for that has the same arguments, where no call has ended yet. */
  private static final long FIRST_PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private static final long LEAST_PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
  private static final long MOST_PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final ToolInvocation call;
  private final ToolStatistics statistics;
  private final Throwable refusal;
  private final ToolCache.Plan plan;
  private final boolean comparing;
  private final int depth;

  /** Of the one thread that makes the call. */
  private boolean settled;

  private SurroundedCall(
      ToolInvocation call,
      ToolStatistics statistics,
      Throwable refusal,
      ToolCache.Plan plan,
      boolean comparing,
      int depth) {
    this.call = call;
    this.statistics = statistics;
    this.refusal = refusal;
    this.plan = plan;
    this.comparing = comparing;
    this.depth = depth;
  }

  /** Never throws, whatever the call is. */
  static SurroundedCall of(ToolInvocation call) {
    if (STATE.isReporting()) {
      // Nothing may change: no cache, no check, no limit.
      return new SurroundedCall(call, statistics(call), null, null, false, 0);
    }
    int depth = MAX_DEPTH == 0 ? 0 : depth(call);
    if (STATE.isVerifying()) {
      return new SurroundedCall(call, statistics(call), null, plan(call), true, depth);
    }
    Throwable refusal = refusal(call, depth);
    return new SurroundedCall(
        call, statistics(call), refusal, refusal == null ? plan(call) : null, false, depth);
  }

  private static int depth(ToolInvocation call) {
    try {
      return Math.max(CallDepth.current(), call.outerCalls()) + 1;
    } catch (Throwable e) {
      failed("counting calls inside of each other", e);
      return 1;
    }
  }

  private static Throwable refusal(ToolInvocation call, int depth) {
    try {
      if (depth > MAX_DEPTH) {
        return call.executionError(
            "The tool "
                + call.tool()
                + " is called inside of "
                + MAX_DEPTH
                + " other tool calls, which is as deep as "
                + Setting.TOOLS_MAX_DEPTH.property()
                + " allows");
      }
      String problem = VALIDATE ? ArgumentCheck.problemWith(call) : null;
      return problem == null ? null : call.argumentsError(problem);
    } catch (Throwable e) {
      failed("checking a call", e);
      return null;
    }
  }

  private static ToolCache.Plan plan(ToolInvocation call) {
    try {
      ToolCache cache = call.cache();
      return cache == null ? null : cache.plan(call);
    } catch (Throwable e) {
      failed("planning a call", e);
      return null;
    }
  }

  /** {@code null} where the call cannot be counted, which is no reason not to make it. */
  private static ToolStatistics statistics(ToolInvocation call) {
    try {
      return ToolTable.ofThisJvm().of(call.tool());
    } catch (Throwable e) {
      failed("counting a call", e);
      return null;
    }
  }

  /**
   * Whether the tool was called, or the call refused: what is thrown then is for the framework.
   * Else it is a failure of ours, and the tool is still to be called.
   */
  boolean isSettled() {
    return settled;
  }

  @Override
  public Object call() throws Exception {
    try {
      return answer();
    } catch (Throwable e) {
      if (settled) {
        throw SurroundedCall.<RuntimeException>unchecked(e);
      }
      failed("what surrounds a call", e);
      settled = true;
      return call.call();
    }
  }

  private Object answer() throws Exception {
    if (refusal != null) {
      settled = true;
      count(true);
      throw SurroundedCall.<RuntimeException>unchecked(refusal);
    }
    if (plan == null) {
      return original();
    }
    if (comparing) {
      return ToolCache.compare(plan, this::original);
    }
    Object result;
    try {
      result = ToolCache.call(plan, this::original, patienceNanos());
    } catch (Throwable e) {
      throw SurroundedCall.<RuntimeException>unchecked(e);
    }
    countIfFromCache();
    return result;
  }

  private void countIfFromCache() {
    try {
      if (plan.isFromCache()) {
        count(false);
      }
    } catch (Throwable e) {
      failed("counting an answer of the cache", e);
    }
  }

  /** The tool itself, one call deeper. */
  private Object original() throws Exception {
    if (MAX_DEPTH == 0) {
      return counted();
    }
    CallDepth.Counter calls = CallDepth.ofThisThread();
    int before = calls.depth;
    calls.depth = depth;
    try {
      return counted();
    } finally {
      calls.depth = before; // nothing that can fail: calls would be refused that are not nested
      if (before == 0) {
        forgetDepth();
      }
    }
  }

  private static void forgetDepth() {
    try {
      CallDepth.forget();
    } catch (Throwable e) {
      failed("counting nested calls", e);
    }
  }

  private Object counted() throws Exception {
    boolean failed = true;
    settled = true;
    long start = System.nanoTime();
    try {
      Object value = call.call();
      failed = false;
      return value;
    } finally {
      count(System.nanoTime() - start, failed);
    }
  }

  private void count(long nanos, boolean failed) {
    if (statistics == null) {
      return;
    }
    try {
      statistics.add(nanos, failed);
    } catch (Throwable e) {
      failed("counting a call", e);
    }
  }

  private void count(boolean refused) {
    if (statistics == null) {
      return;
    }
    try {
      if (refused) {
        statistics.addRefused();
      } else {
        statistics.addCached();
      }
    } catch (Throwable e) {
      failed("counting a call", e);
    }
  }

  /**
   * Twice the time of the longest call so far: one that takes longer is no ordinary one, and to
   * make the call a second time then costs less than to wait for what may never come.
   */
  private long patienceNanos() {
    long longest = statistics == null ? 0 : statistics.longestNanos();
    return longest == 0
        ? FIRST_PATIENCE_NANOS
        : Math.min(MOST_PATIENCE_NANOS, Math.max(LEAST_PATIENCE_NANOS, 2 * longest));
  }

  private static void failed(String place, Throwable e) {
    try {
      STATE.failed(place, e);
    } catch (Throwable noRoom) {
      // The tool's own ending is what matters.
    }
  }

  /**
   * The application's own exception, checked or not, passes as it is. Here and not in a class of
   * its own: once a tool has run, nothing that has to be loaded may stand between it and its
   * caller.
   */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <T extends Throwable> T unchecked(Throwable throwable) throws T {
    throw (T) throwable;
  }
}
