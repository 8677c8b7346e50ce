package org.example.research;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Where the time of a session goes. May be used by several threads. */
final class SessionTimers {

  /** Turning the transcript into JSON. */
  static final String JSON = "json";

  /** Reading the model's answer while it arrives, event by event. */
  static final String STREAM = "stream";

  /** Reading from the memory. */
  static final String MEMORY_SEARCH = "memorySearch";

  /** Adding to the memory. */
  static final String MEMORY_WRITE = "memoryWrite";

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final double NANOS_PER_MILLI = 1e6;

  /** Something that takes time. */
  interface Work<T, E extends Exception> {
    T run() throws E;
  }

  /** What one kind of work took so far; CPU time is that of the threads that did it. */
  record Total(int calls, double cpuMillis, double wallMillis) {
    Total plus(Total other) {
      return new Total(
          calls + other.calls, cpuMillis + other.cpuMillis, wallMillis + other.wallMillis);
    }
  }

  /** How long the assistant waited for the tools that the model asked for in one answer. */
  record ToolRound(int turn, List<String> tools, double wallMillis) {}

  /** The whole session. */
  record Summary(
      int turns, double wallMillis, Map<String, Total> totals, List<ToolRound> toolRounds) {}

  private final long started = System.nanoTime();
  private final Map<String, Total> totals = new TreeMap<>();
  private final List<ToolRound> toolRounds = new ArrayList<>();

  /** Does some work and adds what it took on the calling thread. */
  <T, E extends Exception> T measure(String kind, Work<T, E> work) throws E {
    long wallStart = System.nanoTime();
    long cpuStart = THREADS.getCurrentThreadCpuTime();
    try {
      return work.run();
    } finally {
      long cpu = THREADS.getCurrentThreadCpuTime() - cpuStart;
      long wall = System.nanoTime() - wallStart;
      add(kind, new Total(1, cpu / NANOS_PER_MILLI, wall / NANOS_PER_MILLI));
    }
  }

  /** CPU time of the calling thread so far. */
  static long cpuNanos() {
    return THREADS.getCurrentThreadCpuTime();
  }

  /** Adds some work that was measured elsewhere. */
  void add(String kind, long cpuNanos, long wallNanos) {
    add(kind, new Total(1, cpuNanos / NANOS_PER_MILLI, wallNanos / NANOS_PER_MILLI));
  }

  /** Adds a round of tool calls. */
  synchronized void toolRound(int turn, List<String> tools, long nanos) {
    toolRounds.add(new ToolRound(turn, tools, nanos / NANOS_PER_MILLI));
  }

  /** Everything measured so far. */
  synchronized Summary summary(int turns) {
    return new Summary(
        turns,
        (System.nanoTime() - started) / NANOS_PER_MILLI,
        new TreeMap<>(totals),
        List.copyOf(toolRounds));
  }

  private synchronized void add(String kind, Total total) {
    totals.merge(kind, total, Total::plus);
  }
}
