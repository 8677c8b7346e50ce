package io.fastaccel.runtime.tasks;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.AbstractOwnableSynchronizer;
import java.util.concurrent.locks.LockSupport;

/**
 * Watches whether a thread of ours waits for a lock which the thread that waits for ours holds: a
 * deadlock that the application's own, sequential code cannot have. Looked at only after a wait has
 * lasted a while, since it asks the JVM.
 */
public final class LockWait {

  private static final int LONGEST_CHAIN = 64;

  private final Thread caller;
  private Object blocker;
  private long since;

  /** Watches for locks that this thread holds. */
  public LockWait(Thread caller) {
    this.caller = caller;
  }

  /**
   * Whether the thread waits for a lock held by the caller, itself or through others that wait; or,
   * where the owner cannot be told, has waited for the same lock for so long.
   */
  public boolean isStuck(Thread thread, long unknownOwnerNanos) {
    Object now = lockThatBlocks(thread);
    if (now == null) {
      blocker = null;
      return false;
    }
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    ThreadInfo info = threads.getThreadInfo(threadId(thread));
    if (info != null && info.getLockOwnerId() >= 0) {
      return isCallerAtTheEndOf(info, threads);
    }
    if (info != null
        && now == Thread.State.BLOCKED
        && threads.getThreadInfo(threadId(caller)) != null) {
      // A monitor that the caller held would be known to be his.
      blocker = null;
      return false;
    }
    if (now != blocker) {
      blocker = now;
      since = System.nanoTime();
      return false;
    }
    return System.nanoTime() - since >= unknownOwnerNanos;
  }

  /** One call holds what another waits for, and itself waits for the caller, or the like. */
  private boolean isCallerAtTheEndOf(ThreadInfo waiting, ThreadMXBean threads) {
    ThreadInfo info = waiting;
    for (int i = 0; info != null && info.getLockOwnerId() >= 0 && i < LONGEST_CHAIN; i++) {
      if (info.getLockOwnerId() == threadId(caller)) {
        return true;
      }
      info = threads.getThreadInfo(info.getLockOwnerId());
    }
    return false;
  }

  /** Some object that stands for the lock; {@code null} if the thread waits for none. */
  private static Object lockThatBlocks(Thread thread) {
    Thread.State state = thread.getState();
    if (state == Thread.State.BLOCKED) {
      return Thread.State.BLOCKED;
    }
    if (state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING) {
      Object parkedOn = LockSupport.getBlocker(thread);
      return parkedOn instanceof AbstractOwnableSynchronizer && !isOwnedByNobody(parkedOn)
          ? parkedOn
          : null;
    }
    return null;
  }

  /** Latches and semaphores: they can be waited for at length, and know no re-entry. */
  private static boolean isOwnedByNobody(Object synchronizer) {
    Class<?> outer = synchronizer.getClass().getEnclosingClass();
    return outer == CountDownLatch.class || outer == Semaphore.class;
  }

  /** {@code threadId()} is not there on 17, and {@code getId()} may be overridden, but not ours. */
  @SuppressWarnings("deprecation")
  private static long threadId(Thread thread) {
    return thread.getId();
  }
}
