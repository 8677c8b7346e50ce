package io.fastaccel.runtime.nativekernels;

import io.fastaccel.runtime.text.JavaTextKernels;
import io.fastaccel.runtime.text.TextKernels;

/** Works in Java, and has the library loaded in the background at the first call. */
final class WakingTextKernels implements TextKernels {

  private static final TextKernels JAVA = JavaTextKernels.INSTANCE;

  @Override
  public int escapeLatin1(byte[] in, int from, int to, byte[] out, int at) {
    NativeRuntime.wake();
    return JAVA.escapeLatin1(in, from, to, out, at);
  }

  @Override
  public int escapeLatin1ToUtf8(byte[] in, int from, int to, byte[] out, int at) {
    NativeRuntime.wake();
    return JAVA.escapeLatin1ToUtf8(in, from, to, out, at);
  }

  @Override
  public int escapeLatin1ToUtf16(byte[] in, int from, int to, byte[] out, int at) {
    NativeRuntime.wake();
    return JAVA.escapeLatin1ToUtf16(in, from, to, out, at);
  }

  @Override
  public int escapeUtf16(byte[] in, int from, int to, byte[] out, int at) {
    NativeRuntime.wake();
    return JAVA.escapeUtf16(in, from, to, out, at);
  }

  @Override
  public int escapeUtf16ToUtf8(byte[] in, int from, int to, byte[] out, int at, int flags) {
    NativeRuntime.wake();
    return JAVA.escapeUtf16ToUtf8(in, from, to, out, at, flags);
  }
}
