package io.fastaccel.agent;

import io.fastaccel.agent.weave.Targets;
import io.fastaccel.interceptors.api.Feature;
import io.fastaccel.interceptors.api.FeatureMode;
import io.fastaccel.interceptors.api.FeatureState;
import io.fastaccel.interceptors.api.Features;
import io.fastaccel.interceptors.api.Log;
import java.lang.instrument.Instrumentation;
import java.util.Map;

/** The agent in a JVM where it is active, for those who operate it. Thread-safe. */
public final class RunningAgent {

  private final Instrumentation instrumentation;
  private final Targets targets;
  private final String mode;
  private volatile long startupNanos;

  RunningAgent(Instrumentation instrumentation, Targets targets, String mode) {
    this.instrumentation = instrumentation;
    this.targets = targets;
    this.mode = mode;
  }

  /** The start is over, and took that long. */
  void started(long nanos) {
    startupNanos = nanos;
  }

  /** What was done so far. */
  public Statistics statistics() {
    // Asking for all classes is for a report alone.
    return new Statistics(
        mode,
        startupNanos,
        mode.equals("report") ? OtherLoops.among(instrumentation.getAllLoadedClasses()) : Map.of());
  }

  /**
   * Switches a feature, at any time and under load. Idempotent.
   *
   * <p>Calls that are under way end as they began. After switching off, the original code runs: the
   * hooks stay, and let every call pass. The hooks of a feature that was off since the start are
   * put in when it is switched on for the first time.
   *
   * @return how it worked before
   */
  public synchronized FeatureMode switchTo(Feature feature, FeatureMode wanted) {
    FeatureState state = Features.of(feature);
    FeatureMode before = state.mode();
    boolean woven = state.isWoven();
    state.switchTo(wanted);
    if (!woven && wanted != FeatureMode.OFF) {
      targets.reachLoaded(instrumentation.getAllLoadedClasses());
    }
    if (before != wanted && Log.isInfo()) {
      Log.info(feature.id() + " was switched from " + before.id() + " to " + wanted.id());
    }
    return before;
  }
}
