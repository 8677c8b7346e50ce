package io.fastaccel.runtime.nativekernels;

import io.fastaccel.runtime.text.JavaReadKernels;
import io.fastaccel.runtime.text.ReadKernels;

/** Works in Java, and has the library loaded in the background at the first call. */
final class WakingReadKernels implements ReadKernels {

  private static final ReadKernels JAVA = JavaReadKernels.INSTANCE;

  @Override
  public int stringEnd(byte[] in, int from, int to) {
    NativeRuntime.wake();
    return JAVA.stringEnd(in, from, to);
  }

  @Override
  public int plainEnd(byte[] in, int from, int to) {
    NativeRuntime.wake();
    return JAVA.plainEnd(in, from, to);
  }

  @Override
  public int structurals(byte[] in, int from, int to, int[] out, int at, int state) {
    NativeRuntime.wake();
    return JAVA.structurals(in, from, to, out, at, state);
  }

  @Override
  public int utf8ToLatin1(byte[] in, int from, int to, byte[] out, int at) {
    NativeRuntime.wake();
    return JAVA.utf8ToLatin1(in, from, to, out, at);
  }

  @Override
  public int utf8ToUtf16(byte[] in, int from, int to, byte[] out, int at) {
    NativeRuntime.wake();
    return JAVA.utf8ToUtf16(in, from, to, out, at);
  }

  @Override
  public int unescape(byte[] in, int from, int to, byte[] out, int at, int flags) {
    NativeRuntime.wake();
    return JAVA.unescape(in, from, to, out, at, flags);
  }
}
