package io.fastaccel.runtime.nativekernels;

/** Native kernels cannot be used; the message is the reason, one line for people. */
final class NoNativeKernels extends Exception {
  private static final long serialVersionUID = 1L;

  NoNativeKernels(String reason) {
    super(reason);
  }

  NoNativeKernels(String reason, Throwable cause) {
    super(reason + ": " + firstLine(cause), cause);
  }

  private static String firstLine(Throwable cause) {
    String text = cause.toString();
    int end = text.indexOf('\n');
    return end < 0 ? text : text.substring(0, end);
  }
}
