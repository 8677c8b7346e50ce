package io.fastaccel.interceptors.api;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The one thread on which work is done that no application thread should pay for. It is a daemon,
 * starts with the first piece of work, ends when idle, and carries nothing of the thread that
 * asked: no context class loader, no inherited thread-locals, no access-control context.
 */
public final class Background {

  private static final int QUEUE_LIMIT = 10_000;
  private static final long IDLE_SECONDS = 5;

  private static final ThreadPoolExecutor EXECUTOR = create();

  private Background() {}

  /**
   * Runs the work later; one piece after the other. Work that throws is logged. Never throws
   * itself.
   *
   * @return whether it was taken; not, where the queue is full or the JVM gives no thread
   */
  public static boolean submit(String name, Runnable work) {
    if (EXECUTOR.getQueue().size() >= QUEUE_LIMIT) {
      return false;
    }
    try {
      EXECUTOR.execute(new Guarded(name, work));
    } catch (Throwable e) {
      Log.warnOnce("no thread for background work", e);
      return false;
    }
    return true;
  }

  /** A piece of work whose failure ends nothing. */
  private record Guarded(String name, Runnable work) implements Runnable {
    @Override
    public void run() {
      try {
        work.run();
      } catch (Throwable e) {
        Log.warnOnce("background work failed: " + name, e);
      }
    }
  }

  /** Threads of ours: daemons without inherited state. */
  public static ThreadFactory threads(String name) {
    return work -> Privileged.call(() -> thread(name, work));
  }

  private static Thread thread(String name, Runnable work) {
    ThreadGroup group = Thread.currentThread().getThreadGroup();
    while (group.getParent() != null) {
      group = group.getParent();
    }
    Thread thread = new Thread(group, work, "fast-accel-" + name, 0, false);
    thread.setDaemon(true);
    thread.setContextClassLoader(null);
    return thread;
  }

  private static ThreadPoolExecutor create() {
    ThreadPoolExecutor executor =
        new ThreadPoolExecutor(
            1,
            1,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            threads("background"));
    executor.allowCoreThreadTimeOut(true);
    return executor;
  }
}
