package io.fastaccel.interceptors.tools;

import io.fastaccel.interceptors.api.Feature;
import io.fastaccel.interceptors.api.FeatureState;
import io.fastaccel.interceptors.api.Features;
import io.fastaccel.interceptors.api.Settings;
import io.fastaccel.runtime.tasks.Outcome;
import io.fastaccel.runtime.tasks.Prefetch;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;

/**
 * One run of a framework's loop over the tool calls of a turn. The loop stays as it was written;
 * declared calls are made early, and each is handed over where the loop gets to it, if receiver and
 * arguments are what was predicted.
 *
 * <p>Confined to the thread of the loop, which may be inside several: a tool may ask a model that
 * calls tools.
 */
public final class ToolLoop {

  /** Fewer calls cannot run side by side. */
  public static final int FEWEST_CALLS = 2;

  private static final FeatureState STATE = Features.of(Feature.TASKS);
  private static final FeatureState TOOLS = Features.of(Feature.TOOLS);
  private static final ThreadLocal<ToolLoop> CURRENT = new ThreadLocal<>();

  private static final StuckTools GOT_STUCK = new StuckTools();

  /** Loaded by the first loop of more than one call. */
  private static final class Declared {
    static final Declarations PARALLEL = new Declarations(Settings.current());
  }

  private final Object key;
  private final ToolLoop outer;
  private final List<PredictedCall> calls;
  private final Prefetch prefetch;
  private final Turn turn;
  private int next;

  private ToolLoop(
      Object key, ToolLoop outer, List<PredictedCall> calls, Prefetch prefetch, Turn turn) {
    this.turn = turn;
    this.key = key;
    this.outer = outer;
    this.calls = calls;
    this.prefetch = prefetch;
  }

  /** Whether anything is done for loops now. */
  public static boolean isActive() {
    return STATE.isOn();
  }

  /**
   * Whether predicting a loop's calls is worth the effort; counts why not. Call it first.
   *
   * @param size how many calls the loop is about to make
   */
  public static boolean isCandidate(int size) {
    if (STATE.isReporting()) {
      return size >= FEWEST_CALLS;
    }
    if (!STATE.isOn()) {
      return false;
    }
    if (size < FEWEST_CALLS) {
      STATE.original("a single call");
      return false;
    }
    if (Declared.PARALLEL.isEmpty()) {
      STATE.original("no tool is declared");
      return false;
    }
    return true;
  }

  /** Counts a loop that the framework's package leaves alone. */
  public static void refuse(String reason) {
    STATE.original(reason);
  }

  /**
   * A loop begins on this thread. Must be paired with {@link #exit}, which may come alone.
   *
   * @param key the loop's own argument, by which it is recognised where it ends
   * @param application what is carried along, and may forbid to
   */
  public static void enter(
      Object key, List<PredictedCall> predicted, ApplicationThreads application) {
    if (STATE.isReporting()) {
      LoopPreview.look(predicted, Declared.PARALLEL);
      return;
    }
    ToolLoop outer = CURRENT.get();
    Prefetch prefetch = null;
    Turn turn = new Turn();
    List<Callable<?>> early = declaredCalls(predicted, turn);
    boolean verifying = STATE.isVerifying();
    String refusal = verifying ? "predictions compared" : refusal(predicted, early, application);
    if (refusal == null) {
      prefetch = new Prefetch(EarlyCalls.threads(), early, application::capture);
    } else {
      STATE.original(refusal);
    }
    if (prefetch != null || outer != null || verifying) {
      CURRENT.set(new ToolLoop(key, outer, predicted, prefetch, turn));
    }
  }

  private static List<Callable<?>> declaredCalls(List<PredictedCall> predicted, Turn turn) {
    List<Callable<?>> early = new ArrayList<>(predicted.size());
    for (PredictedCall call : predicted) {
      boolean declared =
          call.receiver() != null
              && Declared.PARALLEL.include(call)
              && !ResultsLater.isReturnedBy(call.method());
      if (!declared) {
        early.add(Prefetch.BARRIER);
      } else if (isQuick(call.tool())) {
        early.add(Prefetch.IN_TURN);
      } else {
        early.add(turn.timed(call.tool(), call.call()));
      }
    }
    return early;
  }

  /** Known where tools are timed. */
  private static boolean isQuick(String tool) {
    return TOOLS.isOn() && ToolTable.ofThisJvm().isQuick(tool);
  }

  private static String refusal(
      List<PredictedCall> predicted, List<Callable<?>> early, ApplicationThreads application) {
    if (!Prefetch.isWorthwhile(early)) {
      if (early.contains(Prefetch.IN_TURN)) {
        return "tools that end sooner than a thread is started";
      }
      boolean none = !Declared.PARALLEL.isByUser() && early.stream().allMatch(Objects::isNull);
      return none ? "no tool is declared" : "no two declared calls in a row";
    }
    if (GOT_STUCK.containsAny(predicted)) {
      return "a tool has waited for a lock of its caller";
    }
    return EarlyCalls.refusal(application);
  }

  /** Whether the current thread is in a loop of a framework's. */
  static boolean isInside() {
    return CURRENT.get() != null;
  }

  /**
   * The loop gets to a call.
   *
   * @return how it ended, or {@code null}: then it has to be made now
   */
  static Outcome commit(Object receiver, Object request, Object context) {
    ToolLoop loop = CURRENT.get();
    if (loop == null) {
      return null;
    }
    if (loop.prefetch == null) {
      loop.compare(receiver, request, context);
      return null;
    }
    return loop.outcome(receiver, request, context);
  }

  /** Mode verify: whether the call is the one that was predicted; it is made here, as ever. */
  private void compare(Object receiver, Object request, Object context) {
    if (!STATE.isVerifying() || next >= calls.size()) {
      return;
    }
    PredictedCall predicted = calls.get(next++);
    if (predicted.receiver() == null) {
      return;
    }
    if (predicted.is(receiver, request, context)) {
      STATE.same();
    } else {
      STATE.original("not as predicted");
      next = calls.size();
    }
  }

  private Outcome outcome(Object receiver, Object request, Object context) {
    for (int i = next; i < calls.size(); i++) {
      if (calls.get(i).is(receiver, request, context)) {
        next = i + 1;
        Outcome outcome = prefetch.commit(i);
        if (prefetch.isStuck()) {
          GOT_STUCK.add(calls);
        }
        return isOurFailure(outcome, calls.get(i)) ? null : outcome;
      }
    }
    // What this call does was not foreseen, so nothing that follows it can be.
    prefetch.close();
    return null;
  }

  /** Whether the tool was not even called; then it is still to be called. */
  private static boolean isOurFailure(Outcome outcome, PredictedCall predicted) {
    if (outcome == null
        || outcome.failure() == null
        || !(predicted.call() instanceof SurroundedCall call)
        || call.isSettled()) {
      return false;
    }
    STATE.failed("an early call", outcome.failure());
    return true;
  }

  /** The loop ends on this thread. Does nothing for a loop that {@link #enter} left alone. */
  public static void exit(Object key) {
    ToolLoop ended = CURRENT.get();
    while (ended != null && ended.key != key) {
      ended = ended.outer;
    }
    if (ended == null) {
      return;
    }
    // Loops inside of it whose end was not seen are over as well.
    for (ToolLoop loop = CURRENT.get(); loop != ended.outer; loop = loop.outer) {
      if (loop.outer == null) {
        CURRENT.remove();
      } else {
        CURRENT.set(loop.outer);
      }
      loop.end();
    }
  }

  private void end() {
    if (prefetch == null) {
      return;
    }
    prefetch.close();
    if (prefetch.isStuck()) {
      GOT_STUCK.add(calls);
    }
    EarlyCalls.count(prefetch.committed(), prefetch.inVain());
    if (prefetch.committed() > 0) {
      turn.keep();
      STATE.accelerated();
    } else {
      STATE.original("no call was early enough");
    }
  }
}
