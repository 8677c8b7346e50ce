package io.fastaccel.runtime.nativekernels;

import io.fastaccel.runtime.text.JavaJsonKernels;
import io.fastaccel.runtime.text.JsonKernels;

/** Works in Java, and has the library loaded in the background at the first call. */
final class WakingJsonKernels implements JsonKernels {

  private static final JsonKernels JAVA = JavaJsonKernels.INSTANCE;

  @Override
  public int validate(byte[] in, int from, int to) {
    NativeRuntime.wake();
    return JAVA.validate(in, from, to);
  }

  @Override
  public int canonical(byte[] in, int from, int to, byte[] out, int at) {
    NativeRuntime.wake();
    return JAVA.canonical(in, from, to, out, at);
  }
}
