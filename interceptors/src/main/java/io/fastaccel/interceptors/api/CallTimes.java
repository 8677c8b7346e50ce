package io.fastaccel.interceptors.api;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;

/**
 * How long calls of one kind took: a sample of them, the original's and ours apart. Times are put
 * into classes of powers of two, so that memory is bounded and a reading is a few numbers. All
 * methods may be called from any thread; none blocks or throws.
 */
public final class CallTimes {

  /** From one nanosecond to nine minutes. */
  private static final int CLASSES = 40;

  /** Of fewer calls neither a mean nor how much they differ can be told. */
  private static final int FEWEST = 10;

  private final Times original = new Times();
  private final Times accelerated = new Times();

  /** A call that the original served took that long. */
  public void original(long nanos) {
    original.add(nanos);
  }

  /** A call that we served took that long. */
  public void accelerated(long nanos) {
    accelerated.add(nanos);
  }

  /** A call that the original served allocated that many bytes of heap. */
  public void originalAllocated(long bytes) {
    original.allocated(bytes);
  }

  /** A call that we served allocated that many bytes of heap. */
  public void acceleratedAllocated(long bytes) {
    accelerated.allocated(bytes);
  }

  /** Milliseconds that the measured calls of ours took less than the original's would have. */
  double savedMillis() {
    return accelerated.count.sum() * (original.mean() - accelerated.mean()) / 1e6;
  }

  /** The variance of {@link #savedMillis}, from how much the measured calls differ. */
  double savedVariance() {
    double count = accelerated.count.sum() / 1e6;
    return count * count * (original.varianceOfMean() + accelerated.varianceOfMean());
  }

  long acceleratedCount() {
    return accelerated.count.sum();
  }

  /** Whether enough calls were measured both ways to say anything about them. */
  boolean knowsBoth() {
    return original.count.sum() >= FEWEST && accelerated.count.sum() >= FEWEST;
  }

  /** For the statistics: what was measured of each. */
  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    if (original.count.sum() > 0) {
      map.put("original", original.toMap());
    }
    if (accelerated.count.sum() > 0) {
      map.put("accelerated", accelerated.toMap());
    }
    return map;
  }

  /** One distribution. */
  private static final class Times {
    private final LongAdder count = new LongAdder();
    private final LongAdder nanos = new LongAdder();
    private final DoubleAdder squares = new DoubleAdder();
    private final LongAdder bytes = new LongAdder();
    private final LongAdder bytesKnown = new LongAdder();
    private final AtomicLongArray classes = new AtomicLongArray(CLASSES);

    void add(long time) {
      long positive = Math.max(1, time);
      count.increment();
      nanos.add(positive);
      squares.add((double) positive * positive);
      classes.incrementAndGet(
          Math.min(CLASSES - 1, Long.SIZE - 1 - Long.numberOfLeadingZeros(positive)));
    }

    void allocated(long size) {
      bytes.add(size);
      bytesKnown.increment();
    }

    double mean() {
      return (double) nanos.sum() / Math.max(1, count.sum());
    }

    double varianceOfMean() {
      double n = Math.max(2, count.sum());
      double mean = mean();
      return Math.max(0, squares.sum() / n - mean * mean) / (n - 1);
    }

    Map<String, Object> toMap() {
      long[] snapshot = new long[CLASSES];
      long total = 0;
      for (int i = 0; i < CLASSES; i++) {
        snapshot[i] = classes.get(i);
        total += snapshot[i];
      }
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("measured", count.sum());
      map.put("totalMillis", nanos.sum() / 1e6);
      map.put("meanMicros", mean() / 1e3);
      map.put("medianMicros", quantile(snapshot, total, 0.5));
      map.put("p99Micros", quantile(snapshot, total, 0.99));
      if (bytesKnown.sum() > 0) {
        map.put("meanBytes", (double) bytes.sum() / bytesKnown.sum());
      }
      Map<String, Object> distribution = new LinkedHashMap<>();
      for (int i = 0; i < CLASSES; i++) {
        if (snapshot[i] > 0) {
          distribution.put(Long.toString(1L << i), snapshot[i]);
        }
      }
      map.put("fromNanos", distribution);
      return map;
    }

    /** The middle of the class that it falls into: exact to a factor of the square root of two. */
    private static double quantile(long[] classes, long total, double share) {
      long rank = (long) Math.ceil(total * share);
      long seen = 0;
      for (int i = 0; i < classes.length; i++) {
        seen += classes[i];
        if (seen >= rank) {
          return (1L << i) * Math.sqrt(2) / 1e3;
        }
      }
      return 0;
    }
  }
}
