package io.fastaccel.interceptors.tools;

import io.fastaccel.interceptors.api.CallTimes;
import io.fastaccel.interceptors.api.Feature;
import io.fastaccel.interceptors.api.Features;
import io.fastaccel.interceptors.api.flight.FlightEvents;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/**
 * When the early calls of one loop began and ended, for the time line of the report. The last few
 * loops are kept, without anything of what the tools were asked or answered. Thread-safe.
 */
final class Turn {

  private static final int KEPT = 3;
  private static final int CALLS = 64;

  private static final Deque<Turn> LATEST = new ArrayDeque<>();

  private static final CallTimes TIMES = Features.of(Feature.TASKS).times("early calls of a loop");

  /** Held here because the feature holds it weakly. */
  private static final Supplier<List<Map<String, Object>>> TURNS = Turn::latest;

  static {
    Features.of(Feature.TASKS).detail("turns", TURNS);
  }

  private record Span(String tool, long start, long end) {}

  private final List<Span> spans = new ArrayList<>();

  /** The same call, its time taken. */
  Callable<?> timed(String tool, Callable<?> call) {
    return () -> {
      long start = System.nanoTime();
      try {
        return call.call();
      } finally {
        try {
          add(tool, start, System.nanoTime());
        } catch (Throwable e) {
          // The call's own ending is what matters.
          Features.of(Feature.TASKS).failed("timing a call", e);
        }
      }
    };
  }

  private synchronized void add(String tool, long start, long end) {
    if (spans.size() < CALLS) {
      spans.add(new Span(tool, start, end));
    }
  }

  /** The loop is over, and calls were early enough. */
  void keep() {
    long first = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;
    long together = 0;
    int calls;
    synchronized (this) {
      calls = spans.size();
      for (Span span : spans) {
        first = Math.min(first, span.start);
        last = Math.max(last, span.end);
        together += span.end - span.start;
      }
    }
    if (together > 0) {
      // One after the other they take what they take together.
      TIMES.original(together);
      TIMES.accelerated(last - first);
      FlightEvents.loop(calls, last - first, together);
    }
    synchronized (LATEST) {
      if (LATEST.size() == KEPT) {
        LATEST.removeFirst();
      }
      LATEST.addLast(this);
    }
  }

  private static List<Map<String, Object>> latest() {
    List<Turn> turns;
    synchronized (LATEST) {
      turns = List.copyOf(LATEST);
    }
    List<Map<String, Object>> all = new ArrayList<>();
    for (Turn turn : turns) {
      all.add(turn.toMap());
    }
    return all;
  }

  private synchronized Map<String, Object> toMap() {
    long first = Long.MAX_VALUE;
    for (Span span : spans) {
      first = Math.min(first, span.start);
    }
    List<Map<String, Object>> calls = new ArrayList<>();
    for (Span span : spans) {
      Map<String, Object> call = new LinkedHashMap<>();
      call.put("tool", span.tool);
      call.put("startMillis", (span.start - first) / 1e6);
      call.put("millis", (span.end - span.start) / 1e6);
      calls.add(call);
    }
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("calls", calls);
    return map;
  }
}
