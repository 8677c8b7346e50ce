package io.fastaccel.runtime.tasks;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.concurrent.locks.AbstractOwnableSynchronizer;
import java.util.concurrent.locks.LockSupport;

/**
 * Watches whether a thread of ours waits for a lock which the thread that waits for ours holds: a
 * deadlock that the application's own, sequential code cannot have. Looked at only after a wait has
 * lasted a while, since it asks the JVM.
 */
final class LockWait {

  private final Thread caller;
  private Object blocker;
  private long since;

  LockWait(Thread caller) {
    this.caller = caller;
  }

  /**
   * Whether the thread waits for a lock held by the caller; or, where the owner cannot be told, has
   * waited for the same lock for so long.
   */
  boolean isStuck(Thread thread, long unknownOwnerNanos) {
    Object now = lockThatBlocks(thread);
    if (now == null) {
      blocker = null;
      return false;
    }
    ThreadInfo info = ManagementFactory.getThreadMXBean().getThreadInfo(threadId(thread));
    if (info != null && info.getLockOwnerId() >= 0) {
      return info.getLockOwnerId() == threadId(caller);
    }
    if (now != blocker) {
      blocker = now;
      since = System.nanoTime();
      return false;
    }
    return System.nanoTime() - since >= unknownOwnerNanos;
  }

  /** Some object that stands for the lock; {@code null} if the thread waits for none. */
  private static Object lockThatBlocks(Thread thread) {
    Thread.State state = thread.getState();
    if (state == Thread.State.BLOCKED) {
      return Thread.State.BLOCKED;
    }
    if (state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING) {
      Object parkedOn = LockSupport.getBlocker(thread);
      return parkedOn instanceof AbstractOwnableSynchronizer ? parkedOn : null;
    }
    return null;
  }

  /** {@code threadId()} is not there on 17, and {@code getId()} may be overridden, but not ours. */
  @SuppressWarnings("deprecation")
  private static long threadId(Thread thread) {
    return thread.getId();
  }
}
