package io.fastaccel.runtime.nativekernels;

import io.fastaccel.runtime.text.JavaJsonKernels;
import io.fastaccel.runtime.text.JsonKernels;

/**
 * Sends each call to Java or to native code, by the length of its text. Checking alone stays in
 * Java, which is as fast at it.
 */
final class RoutedJsonKernels implements JsonKernels {

  private static final JsonKernels JAVA = JavaJsonKernels.INSTANCE;

  /** The most bytes of a native call, which takes about ten nanoseconds a byte. */
  private static final int MOST = 8192;

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
    return JAVA.validate(in, from, to);
  }

  @Override
  public int canonical(byte[] in, int from, int to, byte[] out, int at) {
    Route current = route;
    int length = to - from;
    return length < current.thresholds.canonical() || length > MOST
        ? JAVA.canonical(in, from, to, out, at)
        : current.kernels.canonical(in, from, to, out, at);
  }
}
