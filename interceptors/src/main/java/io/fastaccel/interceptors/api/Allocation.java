package io.fastaccel.interceptors.api;

import java.util.function.LongSupplier;

/**
 * How much heap the current thread has allocated, where that can be told: it takes the JVM's
 * management, which is asked only once the application itself has started it. Thread-safe.
 */
public final class Allocation {

  private static volatile LongSupplier meter;

  private Allocation() {}

  /**
   * From now on it can be told.
   *
   * @param meter the bytes that the thread which asks has allocated since it started; negative
   *     where the JVM cannot tell
   */
  public static void measureWith(LongSupplier meter) {
    Allocation.meter = meter;
  }

  /** Bytes allocated by the current thread since it started; negative where that is not known. */
  public static long ofThisThread() {
    LongSupplier known = meter;
    return known == null ? -1 : known.getAsLong();
  }
}
