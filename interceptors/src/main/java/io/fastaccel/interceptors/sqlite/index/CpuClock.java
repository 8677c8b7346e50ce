package io.fastaccel.interceptors.sqlite.index;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/**
 * The calling thread's CPU time. Unlike the time of day it does not punish the index for what else
 * the machine has to do.
 */
public final class CpuClock {

  private static volatile ThreadMXBean threads;

  private CpuClock() {}

  /** Loads the management classes; by a thread that has the time for it. */
  static void wake() {
    ThreadMXBean bean = ManagementFactory.getThreadMXBean();
    if (bean.isCurrentThreadCpuTimeSupported()) {
      threads = bean;
    }
  }

  /** Nanoseconds since some moment; comparable within a thread, once an index is ready. */
  public static long nanos() {
    ThreadMXBean bean = threads;
    return bean == null ? System.nanoTime() : bean.getCurrentThreadCpuTime();
  }
}
