package io.fastaccel.interceptors.json;

/**
 * Remembers for which types of root values the work of ours was in vain too often, so that it is
 * not tried for a while. Counting is racy on purpose: it steers speed, not results.
 */
public final class Attempts {

  /** Of values that are written. */
  public static final Attempts WRITING = new Attempts();

  /** Of values that are read. */
  public static final Attempts READING = new Attempts();

  private static final int COST_OF_FAILURE = 16;
  private static final int LIMIT = 64;
  private static final int PAUSE = 1000;

  private static final int DEBT = 0;
  private static final int PAUSED_CALLS = 1;

  /** The values are arrays, since an object of ours would keep our loader alive with the class. */
  private final ClassValue<int[]> counters =
      new ClassValue<>() {
        @Override
        protected int[] computeValue(Class<?> type) {
          return new int[2];
        }
      };

  /** Until something fails nothing is looked up. */
  private boolean anyFailure;

  private Attempts() {}

  /** Whether a value of this type should be left to the original at once. */
  public boolean isPaused(Class<?> type) {
    if (!anyFailure) {
      return false;
    }
    int[] ofType = counters.get(type);
    if (ofType[PAUSED_CALLS] > 0) {
      ofType[PAUSED_CALLS]--;
      return true;
    }
    if (ofType[DEBT] > 0) {
      ofType[DEBT]--;
    }
    return false;
  }

  /** Tells that the original had to do the work again. */
  public void failed(Class<?> type) {
    anyFailure = true;
    int[] ofType = counters.get(type);
    ofType[DEBT] += COST_OF_FAILURE;
    if (ofType[DEBT] > LIMIT) {
      ofType[DEBT] = 0;
      ofType[PAUSED_CALLS] = PAUSE;
    }
  }

  /** For tests: every call counts. */
  public void forget(Class<?> type) {
    counters.remove(type);
  }
}
