package io.fastaccel.runtime.nativekernels;

import io.fastaccel.runtime.text.JavaJsonKernels;
import io.fastaccel.runtime.text.JsonKernels;

/** The kernels for whole JSON texts by JNI, for Java 17 to 21. */
final class JniJsonKernels implements JsonKernels {

  private static final JsonKernels JAVA = JavaJsonKernels.INSTANCE;

  @Override
  public int validate(byte[] in, int from, int to) {
    int result = JniFunctions.validate(in, from, to);
    return result == JniFunctions.UNAVAILABLE ? JAVA.validate(in, from, to) : result;
  }

  @Override
  public int canonical(byte[] in, int from, int to, byte[] out, int at) {
    int end = JniFunctions.canonical(in, from, to, out, at);
    return end == JniFunctions.UNAVAILABLE ? JAVA.canonical(in, from, to, out, at) : end;
  }
}
