package io.fastaccel.runtime.tasks;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;

/**
 * Whether a thread is inside {@code synchronized} code. Work that needs the same monitor must not
 * go to another thread, which would wait for it.
 *
 * <p>The JVM answers in about 0.2 ms (it stops the threads for a moment); the first question costs
 * 20 to 50 ms for the management classes, which {@link #warmUp} may pay elsewhere.
 */
public final class HeldMonitors {

  private HeldMonitors() {}

  /**
   * Whether the current thread holds a monitor. {@code false} where the JVM cannot tell, as for
   * virtual threads; see {@link #canTell}.
   */
  @SuppressWarnings("deprecation") // threadId() is not there on 17.
  public static boolean byCurrentThread() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    if (!threads.isObjectMonitorUsageSupported()) {
      return false;
    }
    long[] current = {Thread.currentThread().getId()};
    ThreadInfo[] infos;
    try {
      infos = threads.getThreadInfo(current, true, false);
    } catch (IllegalArgumentException | UnsupportedOperationException cannotTell) {
      return false;
    }
    return infos[0] != null && infos[0].getLockedMonitors().length > 0;
  }

  /** Whether {@link #byCurrentThread} can be believed: not on virtual threads. */
  @SuppressWarnings("deprecation") // threadId() is not there on 17.
  public static boolean canTell() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    return threads.isObjectMonitorUsageSupported()
        && threads.getThreadInfo(Thread.currentThread().getId()) != null;
  }

  /** Loads what the first question needs. */
  public static void warmUp() {
    boolean ignored = canTell() && byCurrentThread();
  }
}
