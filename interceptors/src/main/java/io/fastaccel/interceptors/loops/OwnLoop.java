package io.fastaccel.interceptors.loops;

import io.fastaccel.interceptors.api.Feature;
import io.fastaccel.interceptors.api.FeatureState;
import io.fastaccel.interceptors.api.Features;
import io.fastaccel.interceptors.api.NullResult;
import io.fastaccel.interceptors.api.Raise;
import io.fastaccel.interceptors.api.Setting;
import io.fastaccel.interceptors.api.Settings;
import io.fastaccel.interceptors.tools.EarlyCalls;
import io.fastaccel.interceptors.tools.Pace;
import io.fastaccel.runtime.tasks.CyclicDependencyException;
import io.fastaccel.runtime.tasks.GraphPrefetch;
import io.fastaccel.runtime.tasks.Outcome;
import io.fastaccel.runtime.tasks.TaskGraph;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One run of a declared loop. The loop stays as it was written; its first call is its own, and the
 * others are made early and handed over where the loop gets to them.
 *
 * <p>Confined to the thread of the loop, in a local variable of the method that has it.
 */
public final class OwnLoop {

  private static final FeatureState STATE = Features.of(Feature.TASKS);

  /** Loops in which a task has waited for a lock of the loop's own thread. */
  private static final Set<String> GOT_STUCK = ConcurrentHashMap.newKeySet();

  private final LoopSite site;
  private final Object source;
  private boolean decided;
  private Object[] elements;
  private Object[] operands;
  private GraphPrefetch prefetch;
  private final List<LoopCall> calls = new ArrayList<>();
  private Pace pace;
  private long start;
  private int depth;
  private int next;

  private OwnLoop(LoopSite site, Object source) {
    this.site = site;
    this.source = source;
  }

  /**
   * A loop takes its first element, or a further one.
   *
   * @param source what it runs over
   * @param index 0 for the first
   * @param state what this method has returned before, or {@code null}
   * @return what the loop's method is to keep
   */
  public static Object begin(LoopSite site, Object source, int index, Object state) {
    OwnLoop running = (OwnLoop) state;
    if (index > 0 && running != null && running.site.equals(site) && running.source == source) {
      return running;
    }
    end(running);
    return index == 0 && STATE.isOn() ? new OwnLoop(site, source) : null;
  }

  /**
   * The loop gets to its call.
   *
   * @param operandsAndState receiver, arguments and what {@link #begin} has returned
   * @return advice's answer: {@code null} where the original call is to be made
   */
  public static Object call(LinkedLoop linked, Object[] operandsAndState) {
    int count = operandsAndState.length - 1;
    if (!(operandsAndState[count] instanceof OwnLoop loop) || !loop.site.equals(linked.site())) {
      return null;
    }
    if (!loop.decided) {
      loop.decided = true;
      Object[] operands = new Object[count];
      System.arraycopy(operandsAndState, 0, operands, 0, count);
      loop.decide(linked, operands);
    }
    Outcome outcome = loop.prefetch == null ? null : loop.outcome(operandsAndState);
    if (outcome == null) {
      return null;
    }
    if (outcome.failure() != null) {
      return new Raise(outcome.failure());
    }
    return outcome.value() == null ? NullResult.INSTANCE : outcome.value();
  }

  /** The loop is over, in whatever way. Idempotent. */
  public static void end(Object state) {
    if (state instanceof OwnLoop loop && loop.prefetch != null) {
      loop.end();
    }
  }

  private void decide(LinkedLoop linked, Object[] first) {
    if (STATE.isVerifying()) {
      // Nothing can be compared: a task that has run once is not run again.
      LoopVerdicts.leftAlone(site.name(), "mode verify does not run tasks early");
      return;
    }
    elements = elements();
    if (elements == null) {
      LoopVerdicts.leftAlone(
          site.name(), "the loop does not run over a list or an array of the JDK's");
      return;
    }
    String refusal = refusal(linked, first);
    if (refusal != null) {
      LoopVerdicts.leftAlone(site.name(), refusal);
      return;
    }
    String changing = SharedArguments.firstThatMayChange(first, site);
    if (changing != null) {
      LoopVerdicts.leftAlone(
          site.name(), "the tasks share an argument that may change", ": " + changing);
      return;
    }
    for (PlainMethod method : site.plain()) {
      if (!linked.plain().isPlain(method, elements)) {
        LoopVerdicts.leftAlone(
            site.name(),
            "the loop calls a method that does more than to read a field",
            ": " + method);
        return;
      }
    }
    start(linked, first);
  }

  /** A copy, as it is now; {@code null} for what might run the application's code to be copied. */
  private Object[] elements() {
    if (source instanceof Object[] array) {
      return array.clone();
    }
    if (source instanceof Collection<?> collection
        && source.getClass().getName().startsWith("java.util.")) {
      return collection.toArray();
    }
    return null;
  }

  private String refusal(LinkedLoop linked, Object[] first) {
    if (elements.length < 2) {
      return "a single call";
    }
    if (elements[0] != first[site.elementPosition()]) {
      return "the loop does not begin with the first element";
    }
    IdentityHashMap<Object, Object> seen = new IdentityHashMap<>();
    for (Object element : elements) {
      if (element == null || seen.put(element, element) != null) {
        return "a task is null or there twice";
      }
    }
    if (GOT_STUCK.contains(site.name())) {
      return "a task has waited for a lock of its caller";
    }
    if (linked.pace().isQuickUntilTriedAgain()) {
      return "the tasks end sooner than a thread is started";
    }
    return EarlyCalls.refusal(linked.threads());
  }

  private void start(LinkedLoop linked, Object[] first) {
    TaskGraph<Object> graph;
    try {
      graph =
          linked.dependencies().graph(elements, element -> planned(linked.callFor(element, first)));
    } catch (CyclicDependencyException e) {
      LoopVerdicts.leftAlone(
          site.name(),
          "tasks depend on each other in a circle",
          ": " + String.join(" -> ", e.cycle()) + " -> " + e.cycle().get(0));
      return;
    } catch (TaskDependencies.Unusable e) {
      LoopVerdicts.leftAlone(site.name(), e.getMessage(), e.detail());
      return;
    }
    if (graph.isChain()) {
      LoopVerdicts.noOp(site.name(), "each task needs the one before");
      return;
    }
    operands = first;
    depth = graph.depth();
    pace = linked.pace();
    start = System.nanoTime();
    prefetch =
        new GraphPrefetch(
            EarlyCalls.threads(),
            graph,
            Math.max(1, Settings.current().number(Setting.TASKS_MAX_PARALLEL)),
            linked.threads()::capture);
  }

  /** Called for each element in turn. */
  private LoopCall planned(LoopCall call) {
    calls.add(call);
    return call;
  }

  private Outcome outcome(Object[] actual) {
    if (next >= elements.length || !isPredicted(actual)) {
      // What this call does was not foreseen, so nothing that follows it can be.
      prefetch.close();
      return null;
    }
    LoopCall call = calls.get(next);
    Outcome outcome = prefetch.commit(next++);
    if (prefetch.isStuck()) {
      GOT_STUCK.add(site.name());
    }
    if (outcome != null && outcome.failure() != null && !call.isSettled()) {
      STATE.failed("an early call", outcome.failure());
      return null;
    }
    return outcome;
  }

  private boolean isPredicted(Object[] actual) {
    for (int i = 0; i < operands.length; i++) {
      boolean same =
          i == site.elementPosition()
              ? actual[i] == elements[next]
              : actual[i] == operands[i]
                  || (SharedArguments.isValue(actual[i]) && Objects.equals(actual[i], operands[i]));
      if (!same) {
        return false;
      }
    }
    return true;
  }

  private void end() {
    GraphPrefetch ended = prefetch;
    prefetch = null;
    ended.close();
    if (ended.isStuck()) {
      GOT_STUCK.add(site.name());
    }
    EarlyCalls.count(ended.committed(), ended.inVain());
    if (ended.committed() > 0) {
      LoopVerdicts.accelerated(site.name(), elements.length, depth);
    } else {
      // The loop has made all calls itself, so nothing else has timed them.
      pace.add((System.nanoTime() - start) / elements.length);
      LoopVerdicts.leftAlone(site.name(), "no call was early enough");
    }
  }
}
