package io.fastaccel.runtime.tasks;

import java.util.ArrayDeque;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Starts a new daemon thread for each piece of work, and no more than a limit of them at a time;
 * what is beyond the limit waits its turn. Threads are never reused, so that a thread-local which a
 * tool leaves behind dies with its thread. Inheritable thread-locals come from the thread that
 * calls {@link #start}, as with any thread that the application would start itself.
 *
 * <p>These are platform threads on every JDK: of a virtual thread that waits for a lock the JVM
 * does not tell whose it is, and who waits for the work has to know whether it is his own.
 *
 * <p>Safe for use by many threads.
 */
public final class TaskThreads {

  /** As much may wait for each thread that may run; what is beyond is left to its caller. */
  private static final int WAITING_PER_THREAD = 8;

  private final ThreadFactory factory;
  private final int limit;
  private final ArrayDeque<Prepared> waiting = new ArrayDeque<>();
  private int running;
  private int mostRunning;

  /** A thread that has not been started, with what it will do. */
  record Prepared(Runnable work, Thread thread) {}

  private TaskThreads(ThreadFactory factory, int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("limit " + limit);
    }
    this.factory = factory;
    this.limit = limit;
  }

  /**
   * No thread yet.
   *
   * @param name what the threads' names begin with
   * @param limit how many may run at a time
   */
  public static TaskThreads create(String name, int limit) {
    return new TaskThreads(platformThreads(name), limit);
  }

  /**
   * Runs the work on a thread of its own, now or when one of the limit has ended.
   *
   * @return whether it will run; {@code false} when the system has no thread left or too much waits
   *     already
   */
  public boolean start(Runnable work) {
    synchronized (waiting) {
      if (isFull()) {
        return false;
      }
    }
    return start(prepare(work));
  }

  /** A thread that inherits from the current one, and may be started later and by another. */
  Prepared prepare(Runnable work) {
    return new Prepared(work, factory.newThread(() -> runAndHandOn(work)));
  }

  /** As {@link #start(Runnable)}; where it returns {@code false}, it may be tried again. */
  boolean start(Prepared prepared) {
    synchronized (waiting) {
      if (running >= limit) {
        return !isFull() && waiting.add(prepared);
      }
      running++;
      mostRunning = Math.max(mostRunning, running);
    }
    try {
      prepared.thread().start();
      return true;
    } catch (OutOfMemoryError noThreadLeft) {
      handOn();
      return false;
    }
  }

  private boolean isFull() {
    return running >= limit && waiting.size() / WAITING_PER_THREAD >= limit;
  }

  /** Drops work that waits for its turn, if it does. */
  void forget(Runnable work) {
    synchronized (waiting) {
      waiting.removeIf(entry -> entry.work() == work);
    }
  }

  /** Drops that thread, if it waits for its turn. */
  void forget(Prepared prepared) {
    synchronized (waiting) {
      waiting.removeIf(entry -> entry.thread() == prepared.thread());
    }
  }

  /** How much waits for its turn. */
  int waiting() {
    synchronized (waiting) {
      return waiting.size();
    }
  }

  /** The most threads that ever ran at a time. */
  public int mostRunning() {
    synchronized (waiting) {
      return mostRunning;
    }
  }

  /** Threads that run now. */
  public int running() {
    synchronized (waiting) {
      return running;
    }
  }

  private void runAndHandOn(Runnable work) {
    try {
      work.run();
    } finally {
      handOn();
    }
  }

  /** Gives this thread's place to the next in the queue. */
  private void handOn() {
    Prepared next;
    synchronized (waiting) {
      next = waiting.poll();
      if (next == null) {
        running--;
        return;
      }
    }
    try {
      next.thread().start();
    } catch (OutOfMemoryError noThreadLeft) {
      // Whoever waits for the work makes it himself; the place is free for a later call.
      synchronized (waiting) {
        running--;
      }
    }
  }

  private static ThreadFactory platformThreads(String name) {
    AtomicLong number = new AtomicLong();
    return work -> {
      Thread thread = new Thread(rootGroup(), work, name + "-" + number.incrementAndGet());
      thread.setDaemon(true);
      thread.setContextClassLoader(null);
      return thread;
    };
  }

  private static ThreadGroup rootGroup() {
    ThreadGroup group = Thread.currentThread().getThreadGroup();
    // Null on a thread that has just ended; then the constructor's own default serves.
    while (group != null && group.getParent() != null) {
      group = group.getParent();
    }
    return group;
  }
}
