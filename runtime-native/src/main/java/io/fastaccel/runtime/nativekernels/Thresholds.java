package io.fastaccel.runtime.nativekernels;

/**
 * The fewest bytes of input for which a kernel is called natively: below, crossing the boundary
 * costs more than it brings.
 *
 * @param search how many bytes are searched in Java before the rest is left to native code: how far
 *     away the end is, nobody knows
 */
record Thresholds(
    int latin1,
    int latin1ToUtf8,
    int latin1ToUtf16,
    int utf16,
    int utf16ToUtf8,
    int search,
    int structurals,
    int utf8ToLatin1,
    int utf8ToUtf16,
    int unescape,
    int canonical) {

  /** Measured on Java 17, where a call costs about 40 ns more than a call in Java. */
  static final Thresholds JNI =
      new Thresholds(1280, 1280, 192, 640, 192, 2048, 64, 512, 192, 256, 64);

  /** Measured on Java 25, where a call costs about 10 ns more. */
  static final Thresholds FOREIGN =
      new Thresholds(128, 128, 64, 128, 64, 1024, 64, 256, 64, 64, 64);

  /** Nothing is long enough. */
  static final Thresholds NEVER = all(Integer.MAX_VALUE);

  static Thresholds all(int bytes) {
    return new Thresholds(
        bytes, bytes, bytes, bytes, bytes, bytes, bytes, bytes, bytes, bytes, bytes);
  }

  /** The measured values for a binding, or the same for all if the user set one. */
  static Thresholds of(NativeLibrary.Binding binding, NativeOptions options) {
    if (options.minimumBytes() > 0) {
      return all(options.minimumBytes());
    }
    return binding == NativeLibrary.Binding.FOREIGN ? FOREIGN : JNI;
  }
}
