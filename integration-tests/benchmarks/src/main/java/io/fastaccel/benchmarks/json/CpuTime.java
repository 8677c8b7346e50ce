package io.fastaccel.benchmarks.json;

import java.lang.management.ManagementFactory;

/** CPU time of the calling thread. */
final class CpuTime {

  private static final long SECOND = 1_000_000_000L;

  private static final com.sun.management.ThreadMXBean THREADS =
      (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

  private CpuTime() {}

  /** Nanoseconds of a call, least of all rounds of so many calls in so much CPU time. */
  static double least(int seconds, int calls, Runnable call) {
    double best = Double.MAX_VALUE;
    long end = THREADS.getCurrentThreadCpuTime() + seconds * SECOND;
    while (THREADS.getCurrentThreadCpuTime() < end) {
      long before = THREADS.getCurrentThreadCpuTime();
      for (int i = 0; i < calls; i++) {
        call.run();
      }
      best = Math.min(best, (double) (THREADS.getCurrentThreadCpuTime() - before) / calls);
    }
    return best;
  }
}
