package io.fastaccel.interceptors.tools.redis;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Keeps calls away from a server that is down or slow (Michael Nygard, Release It!). After a
 * failure nobody asks for a while, twice as long after each further one; then one caller tries.
 * Thread-safe.
 */
final class CircuitBreaker {

  static final long FIRST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  static final long LONGEST_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(30);

  private static final long CLOSED = 0;

  private final LongSupplier clock;

  /** How long the pause is that is on; {@link #CLOSED} while all is well. */
  private final AtomicLong pause = new AtomicLong(CLOSED);

  private final AtomicLong until = new AtomicLong();

  /** Whether the one who tries has not told yet how it went. */
  private final AtomicBoolean trying = new AtomicBoolean();

  /**
   * @param clock {@link System#nanoTime}
   */
  CircuitBreaker(LongSupplier clock) {
    this.clock = clock;
  }

  /** Whether the server may be asked now. Of many who ask while it is in doubt, one may. */
  boolean mayTry() {
    if (pause.get() == CLOSED) {
      return true;
    }
    long end = until.get();
    long now = clock.getAsLong();
    // One that never tells how it went does not keep the others out for ever.
    if (now - end < 0 || !until.compareAndSet(end, now + pause.get())) {
      return false;
    }
    trying.set(true);
    return true;
  }

  /** The server answered in time. */
  void succeeded() {
    if (pause.get() != CLOSED) {
      pause.set(CLOSED);
    }
  }

  /** It did not. Of many who asked before it was in doubt, the first to fail counts. */
  void failed() {
    long before = pause.get();
    boolean counts = trying.getAndSet(false) || before == CLOSED;
    long next = before == CLOSED ? FIRST_PAUSE_NANOS : Math.min(2 * before, LONGEST_PAUSE_NANOS);
    if (counts && pause.compareAndSet(before, next)) {
      until.set(clock.getAsLong() + next);
    }
  }
}
