package io.fastaccel.interceptors.tools;

import io.fastaccel.interceptors.api.Feature;
import io.fastaccel.interceptors.api.Features;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/**
 * Looks at loops over tool calls without doing anything for them: mode {@code report}. Thread-safe.
 */
final class LoopPreview {

  private static final int TOOLS = 200;

  private static final LongAdder LOOPS = new LongAdder();
  private static final LongAdder CALLS = new LongAdder();
  private static final Map<String, LongAdder> UNDECLARED = new ConcurrentHashMap<>();

  /** Held here because the feature holds them weakly. */
  private static final Supplier<Map<String, Object>> SEEN = LoopPreview::seen;

  private static final Supplier<Map<String, Long>> NAMES = LoopPreview::undeclared;

  static {
    Features.of(Feature.TASKS).detail("loopsSeen", SEEN);
    Features.of(Feature.TASKS).detail("undeclaredTools", NAMES);
  }

  private LoopPreview() {}

  static void look(List<PredictedCall> calls, Declarations declared) {
    LOOPS.increment();
    for (PredictedCall call : calls) {
      CALLS.increment();
      if (!declared.include(call.tool(), call.method())) {
        LongAdder count = UNDECLARED.get(call.tool());
        if (count == null && UNDECLARED.size() < TOOLS) {
          count = UNDECLARED.computeIfAbsent(call.tool(), tool -> new LongAdder());
        }
        if (count != null) {
          count.increment();
        }
      }
    }
  }

  private static Map<String, Object> seen() {
    Map<String, Object> counts = new LinkedHashMap<>();
    counts.put("loops", LOOPS.sum());
    counts.put("calls", CALLS.sum());
    return counts;
  }

  private static Map<String, Long> undeclared() {
    Map<String, Long> snapshot = new TreeMap<>();
    UNDECLARED.forEach((tool, count) -> snapshot.put(tool, count.sum()));
    return snapshot;
  }
}
