package io.fastaccel.runtime.tasks;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayDeque;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Starts a new daemon thread for each piece of work, and no more than a limit of them at a time;
 * what is beyond the limit waits its turn. Threads are never reused, so that a thread-local which a
 * tool leaves behind dies with its thread. Inheritable thread-locals come from the thread that
 * calls {@link #start}, as with any thread that the application would start itself.
 *
 * <p>Virtual threads are used from JDK 24, where they no longer pin their carrier in synchronized
 * code (JEP 491). Before that, work that blocks inside {@code synchronized}, as JDBC drivers do,
 * could take all carriers away from the application.
 *
 * <p>Safe for use by many threads.
 */
public final class TaskThreads {

  private static final int UNPINNED_SINCE = 24;

  private final ThreadFactory factory;
  private final int limit;
  private final ArrayDeque<Thread> waiting = new ArrayDeque<>();
  private int running;
  private int mostRunning;

  private TaskThreads(ThreadFactory factory, int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("limit " + limit);
    }
    this.factory = factory;
    this.limit = limit;
  }

  /** Threads of the kind that suits the running JDK. */
  public static TaskThreads create(String name, int limit) {
    ThreadFactory factory = null;
    if (Runtime.version().feature() >= UNPINNED_SINCE) {
      factory = virtualThreads(name);
    }
    return new TaskThreads(factory != null ? factory : platformThreads(name), limit);
  }

  /** Platform threads on every JDK. */
  static TaskThreads platform(String name, int limit) {
    return new TaskThreads(platformThreads(name), limit);
  }

  /**
   * Runs the work on a thread of its own, now or when one of the limit has ended.
   *
   * @return whether it will run; {@code false} when the system has no thread left
   */
  public boolean start(Runnable work) {
    Thread thread = factory.newThread(() -> runAndHandOn(work));
    synchronized (waiting) {
      if (running >= limit) {
        waiting.add(thread);
        return true;
      }
      running++;
      mostRunning = Math.max(mostRunning, running);
    }
    try {
      thread.start();
      return true;
    } catch (OutOfMemoryError noThreadLeft) {
      handOn();
      return false;
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
    Thread next;
    synchronized (waiting) {
      next = waiting.poll();
      if (next == null) {
        running--;
        return;
      }
    }
    try {
      next.start();
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

  /** {@code Thread.ofVirtual().name(name + "-", 1).factory()}, which JDK 17 does not know. */
  private static ThreadFactory virtualThreads(String name) {
    try {
      MethodHandles.Lookup lookup = MethodHandles.publicLookup();
      Class<?> builder = Class.forName("java.lang.Thread$Builder");
      Class<?> ofVirtual = Class.forName("java.lang.Thread$Builder$OfVirtual");
      Object threads =
          lookup.findStatic(Thread.class, "ofVirtual", MethodType.methodType(ofVirtual)).invoke();
      MethodHandle named =
          lookup.findVirtual(
              builder, "name", MethodType.methodType(builder, String.class, long.class));
      threads = named.invoke(threads, name + "-", 1L);
      return (ThreadFactory)
          lookup
              .findVirtual(builder, "factory", MethodType.methodType(ThreadFactory.class))
              .invoke(threads);
    } catch (Throwable notThisJdk) {
      return null;
    }
  }
}
