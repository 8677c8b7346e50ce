package io.fastaccel.interceptors.tools.cache;

import io.fastaccel.runtime.tasks.LockWait;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * One call that others with the same key wait for, instead of making it too. The first is the
 * leader, the others follow. Nobody waits who could be waited for: a thread inside of a flight of
 * its own never follows. Nobody waits long: a follower goes its own way when its patience ends,
 * when it is interrupted, when the leader waits for a lock of its, or when the flight ends without
 * a result.
 */
final class Flight {

  private static final long FIRST_LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
  private static final long LONGEST_LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
  private static final long UNKNOWN_OWNER_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** How many flights the thread leads; empty for most. */
  private static final ThreadLocal<Integer> LEADING = new ThreadLocal<>();

  private final Thread leader = Thread.currentThread();
  private final ConcurrentHashMap<Thread, Boolean> followers = new ConcurrentHashMap<>();

  private volatile boolean over;
  private volatile Object result;

  /** Whether the current thread leads a flight: others may be waiting for what it does. */
  static boolean isLeading() {
    return LEADING.get() != null;
  }

  /**
   * Joins the flight of that key.
   *
   * @return {@code null} if the current thread now leads it, and has to {@link #end} it
   */
  static Flight join(ConcurrentHashMap<Object, Flight> flights, Object key, Flight own) {
    Flight other = flights.putIfAbsent(key, own);
    if (other == null) {
      Integer leading = LEADING.get();
      LEADING.set(leading == null ? 1 : leading + 1);
    }
    return other;
  }

  /** How many threads wait. */
  int followers() {
    return followers.size();
  }

  /** By the leader, however the call ended; {@code null} for no result. Never throws. */
  void end(ConcurrentHashMap<Object, Flight> flights, Object key, Object result) {
    this.result = result;
    over = true;
    flights.remove(key, this);
    Integer leading = LEADING.get();
    if (leading == null || leading == 1) {
      LEADING.remove();
    } else {
      LEADING.set(leading - 1);
    }
    for (Thread follower : followers.keySet()) {
      LockSupport.unpark(follower);
    }
  }

  /**
   * Waits for the leader's result, as interrupted afterwards as before or meanwhile.
   *
   * @return {@code null} where the caller has to make the call himself
   */
  Object await(long patienceNanos) {
    Thread current = Thread.currentThread();
    if (current == leader || isLeading()) {
      return null;
    }
    long end = System.nanoTime() + patienceNanos;
    long look = FIRST_LOOK_NANOS;
    LockWait lockWait = new LockWait(current);
    followers.put(current, Boolean.TRUE);
    try {
      while (!over) {
        long left = end - System.nanoTime();
        if (left <= 0 || current.isInterrupted() || lockWait.isStuck(leader, UNKNOWN_OWNER_NANOS)) {
          return null;
        }
        LockSupport.parkNanos(this, Math.min(left, look));
        look = Math.min(2 * look, LONGEST_LOOK_NANOS);
      }
      return result;
    } finally {
      followers.remove(current);
    }
  }
}
