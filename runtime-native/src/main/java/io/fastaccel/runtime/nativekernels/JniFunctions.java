package io.fastaccel.runtime.nativekernels;

/**
 * The functions of the library by JNI. Arguments are those of {@link
 * io.fastaccel.runtime.text.TextKernels}, {@link io.fastaccel.runtime.text.ReadKernels} and {@link
 * io.fastaccel.runtime.text.JsonKernels}; the result is {@link #UNAVAILABLE} where the JVM gives no
 * access to an array.
 */
final class JniFunctions {

  /** No work was done. */
  static final int UNAVAILABLE = Integer.MIN_VALUE;

  private JniFunctions() {}

  /** Loads the library; the JVM binds it to the class loader of this class. */
  @SuppressWarnings("restricted")
  static void load(String file) {
    System.load(file);
  }

  static native int version();

  static native int escapeLatin1(byte[] in, int from, int to, byte[] out, int at);

  static native int escapeLatin1ToUtf8(byte[] in, int from, int to, byte[] out, int at);

  static native int escapeLatin1ToUtf16(byte[] in, int from, int to, byte[] out, int at);

  static native int escapeUtf16(byte[] in, int from, int to, byte[] out, int at);

  static native int escapeUtf16ToUtf8(byte[] in, int from, int to, byte[] out, int at, int flags);

  static native int stringEnd(byte[] in, int from, int to);

  static native int plainEnd(byte[] in, int from, int to);

  static native int structurals(byte[] in, int from, int to, int[] out, int at, int state);

  static native int utf8ToLatin1(byte[] in, int from, int to, byte[] out, int at);

  static native int utf8ToUtf16(byte[] in, int from, int to, byte[] out, int at);

  static native int unescape(byte[] in, int from, int to, byte[] out, int at, int flags);

  static native int validate(byte[] in, int from, int to);

  static native int canonical(byte[] in, int from, int to, byte[] out, int at);
}
