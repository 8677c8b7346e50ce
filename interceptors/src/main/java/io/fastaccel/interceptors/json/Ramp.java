package io.fastaccel.interceptors.json;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * How many generated plans are new at a time. The JIT takes longest to compile new code when there
 * is much of it, since it then waits for more calls of each method; until then the code is
 * interpreted. Types of beans that are used equally often, hundreds of them, would all be ready for
 * a plan at once.
 *
 * <p>Time is counted in calls of beans that wait for a plan, so that the types that are used most
 * come first, and an application that does little is not hurried. Thread-safe.
 */
final class Ramp {

  /** Calls that a slot makes between two attempts. */
  static final int STEP = 64;

  /** Calls of a plan after which the JIT is supposed to know it. */
  static final int SETTLED_AFTER = 1000;

  private static final int MOST = 8;

  /** Calls of others after which a plan that is used too rarely to settle makes room. */
  private static final long PATIENCE = 2_000_000;

  /** Weak, since a slot goes with the loader of its bean. */
  private static final List<WeakReference<Object>> NEW =
      new ArrayList<>(Collections.nCopies(MOST, new WeakReference<>(null)));

  private static final long[] SINCE = new long[MOST];
  private static long waited;

  private Ramp() {}

  /** Whether this slot may have a plan generated now; asked once in {@link #STEP} calls. */
  static synchronized boolean enter(Object slot) {
    waited += STEP;
    for (int i = 0; i < MOST; i++) {
      if (NEW.get(i).refersTo(null) || waited - SINCE[i] > PATIENCE) {
        NEW.set(i, new WeakReference<>(slot));
        SINCE[i] = waited;
        return true;
      }
    }
    return false;
  }

  /** The slot's plan is new no longer, or there is none. */
  static synchronized void leave(Object slot) {
    for (WeakReference<Object> place : NEW) {
      if (place.refersTo(slot)) {
        place.clear();
      }
    }
  }
}
