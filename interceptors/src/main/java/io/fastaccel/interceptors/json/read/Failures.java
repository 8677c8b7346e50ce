package io.fastaccel.interceptors.json.read;

import io.fastaccel.interceptors.api.FeatureState;

/** Failures of ours after which the call has its result all the same. Stateless. */
public final class Failures {

  private Failures() {}

  /**
   * Counts one.
   *
   * @param place a short constant text that names the piece of ours which failed
   */
  public static void note(FeatureState feature, String place, Throwable failure) {
    try {
      feature.failed(place, failure);
    } catch (Throwable e) {
      // No memory or no stack to count it with.
      return;
    }
  }
}
