package io.fastaccel.interceptors.tools;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAccumulator;

/**
 * How long calls took: a histogram whose classes grow with the time, eight to each doubling, as in
 * Gil Tene's HdrHistogram. A percentile is exact to the class it falls into, which is 12.5 % wide;
 * the longest time is exact. No call is lost, whatever threads count at the same time. Thread-safe.
 */
final class Durations {

  private static final int PRECISION_BITS = 3;
  private static final int PER_DOUBLING = 1 << PRECISION_BITS;

  /** Times below a microsecond fall into the first classes, times above 4 hours into the last. */
  private static final int UNIT_BITS = 10;

  private static final int CLASSES = 35 * PER_DOUBLING;

  private static final double NANOS_PER_MILLI = 1_000_000.0;

  private final AtomicLongArray counts = new AtomicLongArray(CLASSES);
  private final LongAccumulator longest = new LongAccumulator(Math::max, 0);

  void add(long nanos) {
    counts.incrementAndGet(classOf(nanos));
    longest.accumulate(nanos);
  }

  /** The longest so far; 0 where there is none. */
  long longestNanos() {
    return longest.get();
  }

  /** How many were counted. */
  long count() {
    long sum = 0;
    for (int i = 0; i < CLASSES; i++) {
      sum += counts.get(i);
    }
    return sum;
  }

  /** Percentiles and the longest time, in milliseconds. A snapshot. */
  Map<String, Object> toMap() {
    long[] snapshot = new long[CLASSES];
    long total = 0;
    for (int i = 0; i < CLASSES; i++) {
      snapshot[i] = counts.get(i);
      total += snapshot[i];
    }
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("p50", percentile(snapshot, total, 0.50));
    values.put("p90", percentile(snapshot, total, 0.90));
    values.put("p99", percentile(snapshot, total, 0.99));
    values.put("max", longest.get() / NANOS_PER_MILLI);
    return values;
  }

  /** The upper end of the class in which the call of that rank lies; never above the longest. */
  private double percentile(long[] snapshot, long total, double part) {
    long rank = (long) Math.ceil(total * part);
    long seen = 0;
    for (int i = 0; i < CLASSES; i++) {
      seen += snapshot[i];
      if (seen >= rank && seen > 0) {
        return Math.min(upperEnd(i), longest.get()) / NANOS_PER_MILLI;
      }
    }
    return 0;
  }

  /** The first classes are as wide as the unit, later ones an eighth of a doubling. */
  static int classOf(long nanos) {
    long units = Math.max(0, nanos) >> (UNIT_BITS - PRECISION_BITS);
    if (units < PER_DOUBLING) {
      return (int) units;
    }
    int doubling = 63 - Long.numberOfLeadingZeros(units) - PRECISION_BITS;
    int index = (doubling << PRECISION_BITS) + (int) (units >> doubling);
    return Math.min(index, CLASSES - 1);
  }

  private static long upperEnd(int index) {
    int doubling = Math.max(0, (index >> PRECISION_BITS) - 1);
    long units = index - ((long) doubling << PRECISION_BITS) + 1;
    return (units << doubling) << (UNIT_BITS - PRECISION_BITS);
  }
}
