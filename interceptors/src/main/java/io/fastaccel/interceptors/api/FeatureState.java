package io.fastaccel.interceptors.api;

import java.lang.ref.WeakReference;
import java.util.Collections;
import java.util.LinkedHashMap;
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

  /** 95 of 100 of what is normally distributed lie within. */
  private static final double TWO_SIGMA = 1.96;

  private final Feature feature;
  private final LongAdder accelerated = new LongAdder();
  private final LongAdder original = new LongAdder();
  private final ConcurrentHashMap<String, LongAdder> reasons = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<String, WeakReference<Supplier<?>>> details =
      new ConcurrentHashMap<>();
  private final ConcurrentHashMap<String, CallTimes> times = new ConcurrentHashMap<>();
  private final AtomicInteger failures = new AtomicInteger();
  private final LongAdder same = new LongAdder();
  private final LongAdder different = new LongAdder();
  private volatile boolean on;
  private volatile boolean verifying;
  private volatile boolean reporting;
  private volatile boolean woven;
  private volatile String failure;

  FeatureState(Feature feature, FeatureMode mode) {
    this.feature = feature;
    set(mode);
  }

  /** Which feature this is the state of. */
  public Feature feature() {
    return feature;
  }

  /** Whether advice may do anything at all now. */
  public boolean isOn() {
    return on;
  }

  /**
   * Whether results of ours are only compared with the original's, which the application gets. Then
   * {@link #isOn()} as well.
   */
  public boolean isVerifying() {
    return verifying;
  }

  /** Whether advice may look, count and measure, but do nothing. Then not {@link #isOn()}. */
  public boolean isReporting() {
    return reporting;
  }

  /** Whether hooks of this feature have a use: it is not off, or was not at some time before. */
  public boolean isWoven() {
    return woven;
  }

  /** How the feature works now. */
  public FeatureMode mode() {
    if (reporting) {
      return FeatureMode.REPORT;
    }
    return on ? verifying ? FeatureMode.VERIFY : FeatureMode.ON : FeatureMode.OFF;
  }

  /** Switches the feature; all but off forgets earlier failures. Idempotent. */
  public synchronized void switchTo(FeatureMode mode) {
    if (mode != FeatureMode.OFF) {
      failures.set(0);
      failure = null;
    }
    set(mode);
  }

  /** Switches between on and off. */
  public void switchTo(boolean on) {
    switchTo(on ? FeatureMode.ON : FeatureMode.OFF);
  }

  private void set(FeatureMode mode) {
    // In this order nobody who looks in between takes a result of ours for one to be handed out.
    on = false;
    reporting = mode == FeatureMode.REPORT;
    verifying = mode == FeatureMode.VERIFY;
    woven |= mode != FeatureMode.OFF;
    on = mode == FeatureMode.ON || mode == FeatureMode.VERIFY;
  }

  /** Switches off for good, until someone switches it on again. */
  private synchronized void giveUp(String reason) {
    if (on) {
      failure = reason;
      on = false;
      Log.warnOnce(feature.id() + " " + reason, null);
    }
  }

  /** Counts a call whose result of ours was compared with the original's and was the same. */
  public void same() {
    same.increment();
  }

  /**
   * Counts a call whose result of ours was not the original's, and switches the feature off. The
   * application got the original's.
   *
   * @param place a short constant text that names what was called
   * @param sample where they differ, with nothing of the user's data in it
   */
  public void different(String place, String sample) {
    different.increment();
    Log.warnOnce(feature.id() + " differs from the original in " + place + ": " + sample, null);
    giveUp("switched off, since a result differed from the original's in " + place);
  }

  /**
   * Where the times of calls of one kind are kept.
   *
   * @param kind a short constant text such as {@code ObjectMapper.writeValueAsString}
   */
  public CallTimes times(String kind) {
    CallTimes known = times.get(kind);
    if (known != null) {
      return known;
    }
    return times.computeIfAbsent(times.size() < REASON_LIMIT ? kind : OTHER, k -> new CallTimes());
  }

  /** What was measured of each kind of call, sorted by name; empty where nothing was. */
  public Map<String, Object> measured() {
    Map<String, Object> snapshot = new TreeMap<>();
    times.forEach(
        (kind, measured) -> {
          Map<String, Object> map = measured.toMap();
          if (!map.isEmpty()) {
            snapshot.put(kind, map);
          }
        });
    return snapshot;
  }

  /**
   * An estimate, from a sample of calls that were timed.
   *
   * @param millis that the calls served by us took less than the original's would have
   * @param error so many milliseconds more or less in 95 of 100 cases, by how much the timed calls
   *     differ among themselves
   */
  public record SavedTime(double millis, double error) {}

  /**
   * What was measured on a sample, multiplied; {@code null} where no kind of call was measured
   * often enough both ways. Of kinds that were not, nothing is claimed.
   */
  public SavedTime savedTime() {
    double saved = 0;
    double variance = 0;
    long sample = 0;
    boolean known = false;
    for (CallTimes measured : times.values()) {
      sample += measured.acceleratedCount();
      if (measured.knowsBoth()) {
        known = true;
        saved += measured.savedMillis();
        variance += measured.savedVariance();
      }
    }
    if (!known) {
      return null;
    }
    double factor = Math.max(1, (double) acceleratedCount() / sample);
    return new SavedTime(saved * factor, TWO_SIGMA * Math.sqrt(variance) * factor);
  }

  /** Compared calls whose results were the same. */
  public long sameCount() {
    return same.sum();
  }

  /** Compared calls whose results were not. */
  public long differentCount() {
    return different.sum();
  }

  /** How many compared calls were the same and how many were not; empty where none was compared. */
  public Map<String, Object> comparisons() {
    Map<String, Object> counts = new LinkedHashMap<>();
    if (same.sum() + different.sum() > 0) {
      counts.put("same", same.sum());
      counts.put("different", different.sum());
    }
    return counts;
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
      // No lambda: the first call of an application's thread comes here, and would have to link it.
      LongAdder fresh = new LongAdder();
      LongAdder known = reasons.putIfAbsent(key, fresh);
      count = known == null ? fresh : known;
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
      giveUp(
          "switched off after "
              + FAILURE_LIMIT
              + " failures, the last in "
              + place
              + ": "
              + throwable.getClass());
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
