package io.fastaccel.interceptors.api;

import java.lang.ref.WeakReference;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/**
 * What one feature does and did: its switch, its counters, and the circuit breaker that turns it
 * off when it keeps failing. All methods may be called from any thread; none blocks or throws.
 */
public final class FeatureState {

  /** This many failures switch the feature off until someone switches it on again. */
  static final int FAILURE_LIMIT = 20;

  /** Reasons are few and fixed; the bound is for the day when one is not. */
  private static final int REASON_LIMIT = 64;

  private static final String OTHER = "other";

  private final Feature feature;
  private final LongAdder accelerated = new LongAdder();
  private final LongAdder original = new LongAdder();
  private final ConcurrentHashMap<String, LongAdder> reasons = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<String, WeakReference<Supplier<?>>> details =
      new ConcurrentHashMap<>();
  private final AtomicInteger failures = new AtomicInteger();
  private volatile boolean on;
  private volatile String failure;

  FeatureState(Feature feature, boolean on) {
    this.feature = feature;
    this.on = on;
  }

  /** Which feature this is the state of. */
  public Feature feature() {
    return feature;
  }

  /** Whether advice may do anything at all now. */
  public boolean isOn() {
    return on;
  }

  /** Switches the feature; switching on forgets earlier failures. Idempotent. */
  public void switchTo(boolean on) {
    if (on) {
      failures.set(0);
      failure = null;
    }
    this.on = on;
  }

  /** Counts a call that was served by us. */
  public void accelerated() {
    accelerated.increment();
  }

  /**
   * Counts a call that went to the original.
   *
   * @param reason a short constant text such as {@code character escapes}; never anything of the
   *     user's data
   */
  public void original(String reason) {
    original.increment();
    LongAdder count = reasons.get(reason);
    if (count == null) {
      String key = reasons.size() < REASON_LIMIT ? reason : OTHER;
      count = reasons.computeIfAbsent(key, k -> new LongAdder());
    }
    count.increment();
  }

  /**
   * Counts a call during which something of ours failed, and which the original therefore served.
   * The first failure at each place is logged; too many switch the feature off.
   *
   * @param place a short constant text that names the piece of ours which failed
   */
  public void failed(String place, Throwable throwable) {
    original("failure: " + place);
    Log.warnOnce(feature.id() + " failure in " + place, throwable);
    if (failures.incrementAndGet() >= FAILURE_LIMIT && on) {
      failure =
          "switched off after "
              + FAILURE_LIMIT
              + " failures, the last in "
              + place
              + ": "
              + throwable.getClass();
      on = false;
      Log.warnOnce(feature.id() + " " + failure, null);
    }
  }

  /**
   * Adds a field to the feature's statistics; the supplier is asked whenever statistics are read.
   * It is held weakly, so that it keeps no application's class loader alive: keep it in a static
   * field.
   */
  public void detail(String name, Supplier<?> value) {
    details.put(name, new WeakReference<>(value));
  }

  /** {@code on}, {@code off} or {@code failed}. */
  public String state() {
    if (failure != null) {
      return "failed";
    }
    return on ? "on" : "off";
  }

  /** Why the feature switched itself off, or {@code null}. */
  public String failure() {
    return failure;
  }

  /** Calls served by us since the start. */
  public long acceleratedCount() {
    return accelerated.sum();
  }

  /** Calls served by the original since the start. */
  public long originalCount() {
    return original.sum();
  }

  /** Why calls went to the original, with their numbers, sorted by name. A snapshot. */
  public Map<String, Long> reasons() {
    Map<String, Long> snapshot = new TreeMap<>();
    reasons.forEach((reason, count) -> snapshot.put(reason, count.sum()));
    return Collections.unmodifiableMap(snapshot);
  }

  /** The feature's own fields, sorted by name. A snapshot; a supplier that throws is left out. */
  public Map<String, Object> details() {
    Map<String, Object> snapshot = new TreeMap<>();
    details.forEach(
        (name, reference) -> {
          Supplier<?> value = reference.get();
          if (value == null) {
            return;
          }
          try {
            snapshot.put(name, value.get());
          } catch (RuntimeException | LinkageError e) {
            Log.debug("no value for " + feature.id() + "." + name + ": " + e);
          }
        });
    return Collections.unmodifiableMap(snapshot);
  }
}
