package io.fastaccel.interceptors.api;

/**
 * What of each feature an application's own metrics are told. Names are as both Micrometer and
 * OpenTelemetry want them, with words separated by dots. Stateless.
 */
public final class FeatureMetrics {

  /** The label that names the feature. */
  public static final String FEATURE = "feature";

  /** A gauge: 1 while the feature is on, else 0. */
  public static final String ON = "fastaccel.on";

  /**
   * A gauge: the estimate of the seconds saved since the start; not a number where there is none.
   */
  public static final String SAVED = "fastaccel.saved.seconds";

  /** Numbers that only grow, each with a label that tells it from its likes. */
  public enum Counter {
    ACCELERATED("fastaccel.calls", "by", "fast-accel"),
    ORIGINAL("fastaccel.calls", "by", "original"),
    SAME("fastaccel.compared", "result", "same"),
    DIFFERENT("fastaccel.compared", "result", "different");

    private final String metric;
    private final String label;
    private final String value;

    Counter(String metric, String label, String value) {
      this.metric = metric;
      this.label = label;
      this.value = value;
    }

    /** The metric's name; several counters share one. */
    public String metric() {
      return metric;
    }

    /** The name of the label that tells them apart. */
    public String label() {
      return label;
    }

    /** The label's value. */
    public String value() {
      return value;
    }

    /** The number now. */
    public long of(FeatureState state) {
      return switch (this) {
        case ACCELERATED -> state.acceleratedCount();
        case ORIGINAL -> state.originalCount();
        case SAME -> state.sameCount();
        case DIFFERENT -> state.differentCount();
      };
    }
  }

  private FeatureMetrics() {}

  /** The value of {@link #ON}. */
  public static double on(FeatureState state) {
    return state.isOn() ? 1 : 0;
  }

  /** The value of {@link #SAVED}. */
  public static double savedSeconds(FeatureState state) {
    FeatureState.SavedTime saved = state.savedTime();
    return saved == null ? Double.NaN : saved.millis() / 1e3;
  }
}
