package io.fastaccel.interceptors.tools;

import io.fastaccel.interceptors.api.Feature;
import io.fastaccel.interceptors.api.Features;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** The statistics of all tools, by their names. Thread-safe. */
final class ToolTable {

  /** Names come from the application; the bound is for one that makes them up as it goes. */
  static final int TOOL_LIMIT = 1_000;

  static final String OTHER = "(others)";

  private static final ToolTable OF_THIS_JVM = new ToolTable();

  /** Held here because the feature holds it weakly. */
  private static final Supplier<Map<String, Object>> SNAPSHOT = OF_THIS_JVM::snapshot;

  static {
    Features.of(Feature.TOOLS).detail("byTool", SNAPSHOT);
  }

  private final ConcurrentHashMap<String, ToolStatistics> byTool = new ConcurrentHashMap<>();
  private final AtomicInteger places = new AtomicInteger();

  /** The one that the statistics show. */
  static ToolTable ofThisJvm() {
    return OF_THIS_JVM;
  }

  /** Where the calls of a tool are counted; asked for before a call, so that it is there after. */
  ToolStatistics of(String tool) {
    ToolStatistics statistics = byTool.get(tool);
    if (statistics == null) {
      statistics =
          byTool.computeIfAbsent(tool, name -> isPlaceTaken() ? new ToolStatistics() : null);
    }
    return statistics == null
        ? byTool.computeIfAbsent(OTHER, name -> new ToolStatistics())
        : statistics;
  }

  /**
   * Whether the next call of a tool is expected to end sooner than a thread is started for it; not
   * of one that was not called yet, or has no place of its own.
   */
  boolean isQuick(String tool) {
    ToolStatistics statistics = byTool.get(tool);
    return statistics != null && statistics.isQuick();
  }

  /** Within the map's own lock on the name: no name takes two places. */
  private boolean isPlaceTaken() {
    return places.get() < TOOL_LIMIT && places.incrementAndGet() <= TOOL_LIMIT;
  }

  Map<String, Object> snapshot() {
    Map<String, Object> tools = new TreeMap<>();
    byTool.forEach((tool, statistics) -> tools.put(tool, statistics.toMap()));
    return tools;
  }
}
