package io.fastaccel.runtime.nativekernels;

import io.fastaccel.runtime.text.JavaTextKernels;
import io.fastaccel.runtime.text.TextKernels;

/** Sends each call to Java or to native code, by the length of its text. */
final class RoutedTextKernels implements TextKernels {

  private static final TextKernels JAVA = JavaTextKernels.INSTANCE;

  /**
   * Where long texts go. Not volatile: a thread may see an older route for a while, which is as
   * right, only slower; final fields make the route itself safe to read.
   */
  private Route route;

  RoutedTextKernels(Route first) {
    this.route = first;
  }

  /** Where long texts go, and what is long. */
  record Route(Thresholds thresholds, TextKernels kernels) {}

  void take(Route next) {
    route = next;
  }

  @Override
  public int escapeLatin1(byte[] in, int from, int to, byte[] out, int at) {
    Route current = route;
    return to - from < current.thresholds.latin1()
        ? JAVA.escapeLatin1(in, from, to, out, at)
        : current.kernels.escapeLatin1(in, from, to, out, at);
  }

  @Override
  public int escapeLatin1ToUtf8(byte[] in, int from, int to, byte[] out, int at) {
    Route current = route;
    return to - from < current.thresholds.latin1ToUtf8()
        ? JAVA.escapeLatin1ToUtf8(in, from, to, out, at)
        : current.kernels.escapeLatin1ToUtf8(in, from, to, out, at);
  }

  @Override
  public int escapeLatin1ToUtf16(byte[] in, int from, int to, byte[] out, int at) {
    Route current = route;
    return to - from < current.thresholds.latin1ToUtf16()
        ? JAVA.escapeLatin1ToUtf16(in, from, to, out, at)
        : current.kernels.escapeLatin1ToUtf16(in, from, to, out, at);
  }

  @Override
  public int escapeUtf16(byte[] in, int from, int to, byte[] out, int at) {
    Route current = route;
    return to - from < current.thresholds.utf16()
        ? JAVA.escapeUtf16(in, from, to, out, at)
        : current.kernels.escapeUtf16(in, from, to, out, at);
  }

  @Override
  public int escapeUtf16ToUtf8(byte[] in, int from, int to, byte[] out, int at, int flags) {
    Route current = route;
    return to - from < current.thresholds.utf16ToUtf8()
        ? JAVA.escapeUtf16ToUtf8(in, from, to, out, at, flags)
        : current.kernels.escapeUtf16ToUtf8(in, from, to, out, at, flags);
  }
}
