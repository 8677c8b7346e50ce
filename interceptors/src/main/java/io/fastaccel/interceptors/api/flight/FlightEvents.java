package io.fastaccel.interceptors.api.flight;

import io.fastaccel.interceptors.api.Feature;
import io.fastaccel.interceptors.api.FeatureState;
import io.fastaccel.interceptors.api.Features;
import java.util.concurrent.atomic.AtomicBoolean;
import jdk.jfr.FlightRecorder;

/**
 * Records events where a recording has been started in this JVM; starts nothing itself. For work
 * that takes milliseconds and for samples: never on the way of every call. Thread-safe; never
 * throws.
 */
public final class FlightEvents {

  private static final AtomicBoolean PERIODIC = new AtomicBoolean();

  private static volatile boolean broken;

  private FlightEvents() {}

  /** A measured call has ended. */
  public static void call(Feature feature, String call, boolean accelerated, long nanos) {
    try {
      if (isRecording()) {
        CallEvent event = new CallEvent();
        event.feature = feature.id();
        event.call = call;
        event.accelerated = accelerated;
        event.time = nanos;
        event.commit();
      }
    } catch (Throwable e) {
      broken = true;
    }
  }

  /** A loop with early calls has ended. */
  public static void loop(int calls, long nanos, long sequentialNanos) {
    try {
      if (isRecording()) {
        LoopEvent event = new LoopEvent();
        event.calls = calls;
        event.time = nanos;
        event.sequential = sequentialNanos;
        event.commit();
      }
    } catch (Throwable e) {
      broken = true;
    }
  }

  /** A piece of work on an index has ended. */
  public static void index(String database, long nanos, boolean more) {
    try {
      if (isRecording()) {
        IndexEvent event = new IndexEvent();
        event.database = database;
        event.time = nanos;
        event.more = more;
        event.commit();
      }
    } catch (Throwable e) {
      broken = true;
    }
  }

  /** Without the module {@code jdk.jfr} the first look finds an error, and there is no second. */
  private static boolean isRecording() {
    if (broken || !FlightRecorder.isInitialized()) {
      return false;
    }
    if (PERIODIC.compareAndSet(false, true)) {
      FlightRecorder.addPeriodicEvent(FeatureEvent.class, FlightEvents::features);
    }
    return true;
  }

  private static void features() {
    for (Feature feature : Feature.values()) {
      FeatureState state = Features.of(feature);
      FeatureEvent event = new FeatureEvent();
      event.feature = feature.id();
      event.mode = state.mode().id();
      event.accelerated = state.acceleratedCount();
      event.original = state.originalCount();
      event.commit();
    }
  }
}
