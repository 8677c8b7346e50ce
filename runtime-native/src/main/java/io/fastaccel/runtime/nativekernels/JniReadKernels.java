package io.fastaccel.runtime.nativekernels;

import io.fastaccel.runtime.text.JavaReadKernels;
import io.fastaccel.runtime.text.ReadKernels;

/** The kernels for reading by JNI, for Java 17 to 21. */
final class JniReadKernels implements ReadKernels {

  private static final ReadKernels JAVA = JavaReadKernels.INSTANCE;

  @Override
  public int stringEnd(byte[] in, int from, int to) {
    int end = JniFunctions.stringEnd(in, from, to);
    return end == JniFunctions.UNAVAILABLE ? JAVA.stringEnd(in, from, to) : end;
  }

  @Override
  public int plainEnd(byte[] in, int from, int to) {
    int end = JniFunctions.plainEnd(in, from, to);
    return end == JniFunctions.UNAVAILABLE ? JAVA.plainEnd(in, from, to) : end;
  }

  @Override
  public int structurals(byte[] in, int from, int to, int[] out, int at, int state) {
    int end = JniFunctions.structurals(in, from, to, out, at, state);
    return end == JniFunctions.UNAVAILABLE ? JAVA.structurals(in, from, to, out, at, state) : end;
  }

  @Override
  public int utf8ToLatin1(byte[] in, int from, int to, byte[] out, int at) {
    int end = JniFunctions.utf8ToLatin1(in, from, to, out, at);
    return end == JniFunctions.UNAVAILABLE ? JAVA.utf8ToLatin1(in, from, to, out, at) : end;
  }

  @Override
  public int utf8ToUtf16(byte[] in, int from, int to, byte[] out, int at) {
    int end = JniFunctions.utf8ToUtf16(in, from, to, out, at);
    return end == JniFunctions.UNAVAILABLE ? JAVA.utf8ToUtf16(in, from, to, out, at) : end;
  }

  @Override
  public int unescape(byte[] in, int from, int to, byte[] out, int at, int flags) {
    int done = JniFunctions.unescape(in, from, to, out, at, flags);
    return done == JniFunctions.UNAVAILABLE ? JAVA.unescape(in, from, to, out, at, flags) : done;
  }
}
