package io.fastaccel.runtime.nativekernels;

import io.fastaccel.runtime.text.JavaTextKernels;
import io.fastaccel.runtime.text.TextKernels;

/** The kernels by JNI, for Java 17 to 21. */
final class JniTextKernels implements TextKernels {

  private static final TextKernels JAVA = JavaTextKernels.INSTANCE;

  @Override
  public int escapeLatin1(byte[] in, int from, int to, byte[] out, int at) {
    int end = JniFunctions.escapeLatin1(in, from, to, out, at);
    return end == JniFunctions.UNAVAILABLE ? JAVA.escapeLatin1(in, from, to, out, at) : end;
  }

  @Override
  public int escapeLatin1ToUtf8(byte[] in, int from, int to, byte[] out, int at) {
    int end = JniFunctions.escapeLatin1ToUtf8(in, from, to, out, at);
    return end == JniFunctions.UNAVAILABLE ? JAVA.escapeLatin1ToUtf8(in, from, to, out, at) : end;
  }

  @Override
  public int escapeLatin1ToUtf16(byte[] in, int from, int to, byte[] out, int at) {
    int end = JniFunctions.escapeLatin1ToUtf16(in, from, to, out, at);
    return end == JniFunctions.UNAVAILABLE ? JAVA.escapeLatin1ToUtf16(in, from, to, out, at) : end;
  }

  @Override
  public int escapeUtf16(byte[] in, int from, int to, byte[] out, int at) {
    int end = JniFunctions.escapeUtf16(in, from, to, out, at);
    return end == JniFunctions.UNAVAILABLE ? JAVA.escapeUtf16(in, from, to, out, at) : end;
  }

  @Override
  public int escapeUtf16ToUtf8(byte[] in, int from, int to, byte[] out, int at, int flags) {
    int end = JniFunctions.escapeUtf16ToUtf8(in, from, to, out, at, flags);
    return end == JniFunctions.UNAVAILABLE
        ? JAVA.escapeUtf16ToUtf8(in, from, to, out, at, flags)
        : end;
  }
}
