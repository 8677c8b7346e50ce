package io.fastaccel.interceptors.sqlite.index;

/**
 * Whether it pays to get to know a connection, and to look at the plans of a text on it. Both take
 * longer than the scan of a small table, and nobody knows how often a connection will search.
 *
 * <p>So searches are left to the original until as much was forgone as the effort takes: the ski
 * rental problem, where that is at most twice as dear as to have known. Where connections are
 * closed before the effort has paid, more has to be forgone the next time. Thread-safe; a lost
 * update does no harm.
 */
public final class BreakEven {

  /** An application that closes every connection too early loses no more than a part of this. */
  private static final double LARGEST_FACTOR = 64;

  /** Connections may become longer: the effort is tried again, but seldom. */
  private static final double FORGETTING = 0.98;

  /** What a connection takes until the first of its searches is about to be served. */
  private static final double FIRST_EFFORT_NANOS = 1_100_000;

  private static final double LEAST_EFFORT_NANOS = 300_000;
  private static final double MOST_EFFORT_NANOS = 20_000_000;
  private static final double LEARNING_RATE = 0.2;

  private final double least;
  private volatile double factor;
  private volatile double effort = FIRST_EFFORT_NANOS;

  /**
   * @param least what has to be forgone at least, as a multiple of the effort; 0: nothing ever
   */
  BreakEven(double least) {
    this.least = least;
    this.factor = least;
  }

  /** Whether enough was forgone, in nanoseconds, to get to know a connection. */
  public boolean isReached(double forgone) {
    return isReached(forgone, effort);
  }

  /** Takes note of what it has taken with one. A slow machine makes scans and this slow. */
  public void learn(double nanos) {
    double bounded = Math.max(LEAST_EFFORT_NANOS, Math.min(MOST_EFFORT_NANOS, nanos));
    double known = effort;
    effort = known + LEARNING_RATE * (bounded - known);
  }

  /**
   * Whether enough was forgone, in nanoseconds.
   *
   * @param nanos what getting to know takes
   */
  public boolean isReached(double forgone, double nanos) {
    return forgone >= factor * nanos;
  }

  /**
   * Takes note of a connection that is closed.
   *
   * @param gained what its searches have gained since
   * @param spent what getting to know it has taken; 0 if it was not
   */
  public void closed(double gained, double spent) {
    double next = factor;
    if (spent <= 0) {
      next *= FORGETTING;
    } else {
      next *= gained < spent ? 2 : 0.5;
    }
    factor = Math.max(least, Math.min(LARGEST_FACTOR, next));
  }
}
