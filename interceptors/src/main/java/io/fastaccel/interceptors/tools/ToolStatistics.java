package io.fastaccel.interceptors.tools;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * Calls, time and failures of one tool since the start; exact under concurrency. A call is one run
 * of the tool: what the cache answers, and what is refused before the tool runs, counts apart.
 */
final class ToolStatistics {

  private final LongAdder calls = new LongAdder();
  private final LongAdder failures = new LongAdder();
  private final LongAdder nanos = new LongAdder();
  private final Durations durations = new Durations();
  private final LongAdder cached = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private final Pace pace = new Pace();

  /** Counts a call that has ended. */
  void add(long nanos, boolean failed) {
    calls.increment();
    this.nanos.add(nanos);
    durations.add(nanos);
    pace.add(nanos);
    if (failed) {
      failures.increment();
    }
  }

  /** Counts an answer out of the cache, for which the tool did not run. */
  void addCached() {
    cached.increment();
  }

  /** Counts a call that was refused before the tool ran. */
  void addRefused() {
    refused.increment();
  }

  /** Whether the next call is expected to end sooner than a thread is started for it. */
  boolean isQuick() {
    return pace.isQuick();
  }

  /** How long the longest call took so far; 0 where there was none. */
  long longestNanos() {
    return durations.longestNanos();
  }

  /** How many calls the histogram holds. */
  long timed() {
    return durations.count();
  }

  /** A snapshot. */
  Map<String, Object> toMap() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("calls", calls.sum());
    values.put("failures", failures.sum());
    values.put("millis", nanos.sum() / 1_000_000.0);
    values.put("callMillis", durations.toMap());
    long fromCache = cached.sum();
    if (fromCache > 0) {
      values.put("cached", fromCache);
    }
    long refusals = refused.sum();
    if (refusals > 0) {
      values.put("refused", refusals);
    }
    return values;
  }
}
