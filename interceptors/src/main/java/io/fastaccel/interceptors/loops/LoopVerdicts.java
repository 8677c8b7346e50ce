package io.fastaccel.interceptors.loops;

import io.fastaccel.interceptors.api.Feature;
import io.fastaccel.interceptors.api.FeatureState;
import io.fastaccel.interceptors.api.Features;
import io.fastaccel.interceptors.api.Log;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * What came of each declared loop, the latest run counting: in the statistics, and where it is left
 * alone once in the log, since somebody has asked for it. Thread-safe.
 */
public final class LoopVerdicts {

  private static final FeatureState STATE = Features.of(Feature.TASKS);

  private static final Map<String, String> VERDICTS = new ConcurrentHashMap<>();

  /** Held here because the feature holds it weakly. */
  private static final Supplier<Map<String, String>> SNAPSHOT = LoopVerdicts::snapshot;

  static {
    STATE.detail("loops", SNAPSHOT);
  }

  private LoopVerdicts() {}

  private static Map<String, String> snapshot() {
    return Collections.unmodifiableMap(new TreeMap<>(VERDICTS));
  }

  /** The loop is declared, and its class was found. */
  public static void woven(String loop) {
    VERDICTS.putIfAbsent(loop, "not run yet");
  }

  /** It cannot be accelerated as it is written. */
  public static void refused(String loop, String reason) {
    VERDICTS.put(loop, "left alone: " + reason);
    Log.warnOnce(loop + " is left alone: " + reason, null);
  }

  /** This run of it is left to the original. */
  static void leftAlone(String loop, String reason) {
    STATE.original(reason);
    VERDICTS.put(loop, "left alone: " + reason);
  }

  /** The same, with a text that names what only this loop has. */
  static void leftAlone(String loop, String reason, String detail) {
    STATE.original(reason);
    refused(loop, reason + detail);
  }

  /** There is nothing to be won, which is no fault. */
  static void noOp(String loop, String reason) {
    STATE.original("no-op: " + reason);
    VERDICTS.put(loop, "no-op: " + reason);
    Log.info(loop + ": no-op: " + reason);
  }

  static void accelerated(String loop, int tasks, int steps) {
    STATE.accelerated();
    VERDICTS.put(
        loop, "side by side: " + tasks + " tasks in " + steps + (steps == 1 ? " step" : " steps"));
  }
}
