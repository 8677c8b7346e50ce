package io.fastaccel.interceptors.sqlite.index;

import java.util.concurrent.TimeUnit;

/**
 * Begins an index anew less and less often where something makes it invalid again and again: a
 * schema that never rests, or more changes at once than the log keeps. Written by one thread.
 */
final class Patience {

  private static final long FIRST_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long LONGEST_PAUSE_NANOS = TimeUnit.MINUTES.toNanos(10);
  private static final int FREE = 3;

  private volatile int begun;
  private volatile long lastAt;

  /** Whether it is time; always, at first. */
  boolean mayBegin() {
    return begun < FREE || System.nanoTime() - lastAt >= pause();
  }

  void begun() {
    long now = System.nanoTime();
    // What was valid for long was not invalid again and again.
    begun = begun > 0 && now - lastAt > 6 * LONGEST_PAUSE_NANOS ? 1 : begun + 1;
    lastAt = now;
  }

  private long pause() {
    return Math.min(LONGEST_PAUSE_NANOS, FIRST_PAUSE_NANOS << Math.min(begun - FREE, 10));
  }
}
