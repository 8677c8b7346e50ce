package io.fastaccel.interceptors.jackson3.read;

import io.fastaccel.runtime.text.JsonInput;
import tools.jackson.core.StreamReadConstraints;

/** Jackson's limits on what is read. */
final class ReadLimits {

  private static final StreamReadConstraints DEFAULTS = StreamReadConstraints.defaults();
  private static final JsonInput.Limits DEFAULT_LIMITS = limits(DEFAULTS);

  private ReadLimits() {}

  /** The same for our input, or {@code null} if something is limited that it does not count. */
  static JsonInput.Limits of(StreamReadConstraints constraints) {
    return constraints == DEFAULTS ? DEFAULT_LIMITS : limits(constraints);
  }

  /** Whether they are what limits Jackson without settings to the contrary. */
  static boolean areDefault(JsonInput.Limits limits) {
    return limits.equals(DEFAULT_LIMITS);
  }

  private static JsonInput.Limits limits(StreamReadConstraints constraints) {
    if (constraints.getClass() != StreamReadConstraints.class
        || constraints.hasMaxDocumentLength()
        || constraints.hasMaxTokenCount()) {
      return null;
    }
    return new JsonInput.Limits(
        constraints.getMaxNestingDepth(),
        constraints.getMaxNumberLength(),
        constraints.getMaxStringLength(),
        constraints.getMaxNameLength());
  }
}
