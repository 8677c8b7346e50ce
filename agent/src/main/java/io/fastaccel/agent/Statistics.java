package io.fastaccel.agent;

import io.fastaccel.agent.link.Libraries;
import io.fastaccel.interceptors.api.Feature;
import io.fastaccel.interceptors.api.FeatureMode;
import io.fastaccel.interceptors.api.FeatureState;
import io.fastaccel.interceptors.api.Features;
import io.fastaccel.interceptors.api.Kernels;
import io.fastaccel.runtime.Availability;
import java.util.LinkedHashMap;
import java.util.Map;

/** The machine-readable statistics of this JVM. Thread-safe; each reading is a snapshot. */
public final class Statistics {

  private final String mode;
  private final long startupNanos;
  private final Map<String, String> otherLoops;

  /**
   * @param otherLoops frameworks whose loops over tools are left alone, see {@link OtherLoops}
   */
  Statistics(String mode, long startupNanos, Map<String, String> otherLoops) {
    this.mode = mode;
    this.startupNanos = startupNanos;
    this.otherLoops = otherLoops;
  }

  /** Everything as a tree of maps, in the order of the documentation. */
  public Map<String, Object> toMap() {
    Availability nativeRuntime = Kernels.nativeState();
    Map<String, Object> nativeFields = new LinkedHashMap<>();
    nativeFields.put("available", nativeRuntime.available());
    nativeFields.put("detail", nativeRuntime.detail());

    Map<String, Object> features = new LinkedHashMap<>();
    for (Feature feature : Feature.values()) {
      Map<String, Object> fields = fields(Features.of(feature));
      if (feature == Feature.TASKS && !otherLoops.isEmpty()) {
        fields.put("otherLoops", otherLoops);
      }
      features.put(feature.id(), fields);
    }

    Map<String, Object> all = new LinkedHashMap<>();
    all.put("version", Version.current());
    all.put("mode", mode);
    all.put("startupMillis", startupNanos / 1_000_000.0);
    all.put("native", nativeFields);
    all.put("libraries", Libraries.status());
    all.put("classes", Libraries.touched());
    all.put("features", features);
    return all;
  }

  private static Map<String, Object> fields(FeatureState state) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("state", state.state());
    FeatureMode working = state.mode();
    if (working == FeatureMode.REPORT || working == FeatureMode.VERIFY) {
      fields.put("mode", working.id());
    }
    if (state.failure() != null) {
      fields.put("failure", state.failure());
    }
    fields.put("accelerated", state.acceleratedCount());
    fields.put("original", state.originalCount());
    fields.put("reasons", state.reasons());
    FeatureState.SavedTime saved = state.savedTime();
    if (saved != null) {
      fields.put("savedMillis", saved.millis());
      fields.put("savedMillisError", saved.error());
    }
    putUnlessEmpty(fields, "compared", state.comparisons());
    putUnlessEmpty(fields, "times", state.measured());
    for (Map.Entry<String, Object> detail : state.details().entrySet()) {
      fields.putIfAbsent(detail.getKey(), detail.getValue());
    }
    return fields;
  }

  private static void putUnlessEmpty(
      Map<String, Object> fields, String name, Map<String, Object> value) {
    if (!value.isEmpty()) {
      fields.put(name, value);
    }
  }

  /** All of them as they are now. */
  public Snapshot snapshot() {
    return new Snapshot(toMap());
  }

  /**
   * The statistics of one moment.
   *
   * @param fields a tree of maps
   */
  public record Snapshot(Map<String, Object> fields) {

    /** As JSON text. */
    public String toJson() {
      return JsonText.of(fields);
    }
  }

  /** The statistics as JSON text. */
  public String toJson() {
    return JsonText.of(toMap());
  }
}
