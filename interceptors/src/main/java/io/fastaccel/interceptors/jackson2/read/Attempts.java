package io.fastaccel.interceptors.jackson2.read;

/**
 * Remembers for which types the work of ours was in vain too often, so that it is not tried for a
 * while. Counting is racy on purpose: it steers speed, not results.
 */
final class Attempts {

  private static final int COST_OF_FAILURE = 16;
  private static final int LIMIT = 64;
  private static final int PAUSE = 1000;

  private static final int DEBT = 0;
  private static final int PAUSED_CALLS = 1;

  /** The values are arrays, since an object of ours would keep our loader alive with the class. */
  private static final ClassValue<int[]> COUNTERS =
      new ClassValue<>() {
        @Override
        protected int[] computeValue(Class<?> type) {
          return new int[2];
        }
      };

  /** Until something fails nothing is looked up. */
  private static boolean anyFailure;

  private Attempts() {}

  /** Whether a value of this type should be read by the original at once. */
  static boolean isPaused(Class<?> type) {
    if (!anyFailure) {
      return false;
    }
    int[] counters = COUNTERS.get(type);
    if (counters[PAUSED_CALLS] > 0) {
      counters[PAUSED_CALLS]--;
      return true;
    }
    if (counters[DEBT] > 0) {
      counters[DEBT]--;
    }
    return false;
  }

  /** Tells that the original had to do the work again. */
  static void failed(Class<?> type) {
    anyFailure = true;
    int[] counters = COUNTERS.get(type);
    counters[DEBT] += COST_OF_FAILURE;
    if (counters[DEBT] > LIMIT) {
      counters[DEBT] = 0;
      counters[PAUSED_CALLS] = PAUSE;
    }
  }

  /** For tests: every call counts. */
  static void forget(Class<?> type) {
    COUNTERS.remove(type);
  }
}
