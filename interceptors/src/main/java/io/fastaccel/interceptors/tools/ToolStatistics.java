package io.fastaccel.interceptors.tools;

import io.fastaccel.interceptors.api.Feature;
import io.fastaccel.interceptors.api.Features;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/** Calls, time and failures of each tool since the start; exact under concurrency. */
final class ToolStatistics {

  /** Names come from the application; the bound is for one that makes them up as it goes. */
  private static final int TOOL_LIMIT = 1_000;

  private static final String OTHER = "(others)";

  private static final ConcurrentHashMap<String, ToolStatistics> BY_TOOL =
      new ConcurrentHashMap<>();

  /** Held here because the feature holds it weakly. */
  private static final Supplier<Map<String, Object>> SNAPSHOT = ToolStatistics::snapshot;

  static {
    Features.of(Feature.TOOLS).detail("byTool", SNAPSHOT);
  }

  private final LongAdder calls = new LongAdder();
  private final LongAdder failures = new LongAdder();
  private final LongAdder nanos = new LongAdder();

  private ToolStatistics() {}

  /** Where the calls of a tool are counted; asked for before a call, so that it is there after. */
  static ToolStatistics of(String tool) {
    ToolStatistics statistics = BY_TOOL.get(tool);
    if (statistics == null) {
      String key = BY_TOOL.size() < TOOL_LIMIT ? tool : OTHER;
      statistics = BY_TOOL.computeIfAbsent(key, k -> new ToolStatistics());
    }
    return statistics;
  }

  /** Counts a call that has ended. */
  void add(long nanos, boolean failed) {
    calls.increment();
    this.nanos.add(nanos);
    if (failed) {
      failures.increment();
    }
  }

  private static Map<String, Object> snapshot() {
    Map<String, Object> tools = new TreeMap<>();
    BY_TOOL.forEach(
        (tool, statistics) -> {
          Map<String, Object> values = new LinkedHashMap<>();
          values.put("calls", statistics.calls.sum());
          values.put("failures", statistics.failures.sum());
          values.put("millis", statistics.nanos.sum() / 1_000_000.0);
          tools.put(tool, values);
        });
    return tools;
  }
}
