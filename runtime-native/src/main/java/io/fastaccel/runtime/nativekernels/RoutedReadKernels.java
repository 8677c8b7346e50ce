package io.fastaccel.runtime.nativekernels;

import io.fastaccel.runtime.text.JavaReadKernels;
import io.fastaccel.runtime.text.ReadKernels;

/** Sends each call to Java or to native code, by length. */
final class RoutedReadKernels implements ReadKernels {

  private static final ReadKernels JAVA = JavaReadKernels.INSTANCE;

  /** Not volatile, for the reason that {@link RoutedTextKernels} gives. */
  private Route route;

  RoutedReadKernels(Route first) {
    this.route = first;
  }

  /** Where long inputs go, and what is long. */
  record Route(Thresholds thresholds, ReadKernels kernels) {}

  void take(Route next) {
    route = next;
  }

  @Override
  public int stringEnd(byte[] in, int from, int to) {
    Route current = route;
    int search = current.thresholds.search();
    if (to - from <= search) {
      return JAVA.stringEnd(in, from, to);
    }
    int middle = from + search;
    int end = JAVA.stringEnd(in, from, middle);
    return end < middle ? end : current.kernels.stringEnd(in, middle, to);
  }

  @Override
  public int plainEnd(byte[] in, int from, int to) {
    Route current = route;
    int search = current.thresholds.search();
    if (to - from <= search) {
      return JAVA.plainEnd(in, from, to);
    }
    int middle = from + search;
    int end = JAVA.plainEnd(in, from, middle);
    return end < middle ? end : current.kernels.plainEnd(in, middle, to);
  }

  @Override
  public int structurals(byte[] in, int from, int to, int[] out, int at, int state) {
    Route current = route;
    return to - from < current.thresholds.structurals()
        ? JAVA.structurals(in, from, to, out, at, state)
        : current.kernels.structurals(in, from, to, out, at, state);
  }

  @Override
  public int utf8ToLatin1(byte[] in, int from, int to, byte[] out, int at) {
    Route current = route;
    return to - from < current.thresholds.utf8ToLatin1()
        ? JAVA.utf8ToLatin1(in, from, to, out, at)
        : current.kernels.utf8ToLatin1(in, from, to, out, at);
  }

  @Override
  public int utf8ToUtf16(byte[] in, int from, int to, byte[] out, int at) {
    Route current = route;
    return to - from < current.thresholds.utf8ToUtf16()
        ? JAVA.utf8ToUtf16(in, from, to, out, at)
        : current.kernels.utf8ToUtf16(in, from, to, out, at);
  }

  @Override
  public int unescape(byte[] in, int from, int to, byte[] out, int at, int flags) {
    Route current = route;
    return to - from < current.thresholds.unescape()
        ? JAVA.unescape(in, from, to, out, at, flags)
        : current.kernels.unescape(in, from, to, out, at, flags);
  }
}
