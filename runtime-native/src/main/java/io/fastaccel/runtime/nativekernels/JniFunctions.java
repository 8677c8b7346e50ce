package io.fastaccel.runtime.nativekernels;

/**
 * The functions of the library by JNI. Arguments are those of {@link
 * io.fastaccel.runtime.text.TextKernels}; the result is {@link #UNAVAILABLE} where the JVM gives no
 * access to an array.
 */
final class JniFunctions {

  /** No work was done. */
  static final int UNAVAILABLE = -1;

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
}
