package io.fastaccel.runtime.nativekernels;

import io.fastaccel.runtime.text.JavaJsonKernels;
import io.fastaccel.runtime.text.JsonKernels;

/** Sends each call to Java or to native code, by the length of its text. */
final class RoutedJsonKernels implements JsonKernels {

  private static final JsonKernels JAVA = JavaJsonKernels.INSTANCE;

  /** Not volatile, for the reason that {@link RoutedTextKernels} gives. */
  private Route route;

  RoutedJsonKernels(Route first) {
    this.route = first;
  }

  /** Where long texts go, and what is long. */
  record Route(Thresholds thresholds, JsonKernels kernels) {}

  void take(Route next) {
    route = next;
  }

  @Override
  public int validate(byte[] in, int from, int to) {
    Route current = route;
    return to - from < current.thresholds.json()
        ? JAVA.validate(in, from, to)
        : current.kernels.validate(in, from, to);
  }

  @Override
  public int canonical(byte[] in, int from, int to, byte[] out, int at) {
    Route current = route;
    return to - from < current.thresholds.json()
        ? JAVA.canonical(in, from, to, out, at)
        : current.kernels.canonical(in, from, to, out, at);
  }
}
