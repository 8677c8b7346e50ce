package io.fastaccel.runtime.nativekernels;

import io.fastaccel.runtime.text.ReadKernels;

/** The kernels for reading by the foreign-function API, from Java 22. */
final class ForeignReadKernels implements ReadKernels {

  @Override
  public int stringEnd(byte[] in, int from, int to) {
    try {
      return (int) ForeignFunctions.Read.STRING_END.invokeExact(in, from, to);
    } catch (Throwable e) {
      throw ForeignFunctions.unexpected(e);
    }
  }

  @Override
  public int plainEnd(byte[] in, int from, int to) {
    try {
      return (int) ForeignFunctions.Read.PLAIN_END.invokeExact(in, from, to);
    } catch (Throwable e) {
      throw ForeignFunctions.unexpected(e);
    }
  }

  @Override
  public int structurals(byte[] in, int from, int to, int[] out, int at, int state) {
    try {
      return (int) ForeignFunctions.Read.STRUCTURALS.invokeExact(in, from, to, out, at, state);
    } catch (Throwable e) {
      throw ForeignFunctions.unexpected(e);
    }
  }

  @Override
  public int utf8ToLatin1(byte[] in, int from, int to, byte[] out, int at) {
    try {
      return (int) ForeignFunctions.Read.UTF8_TO_LATIN1.invokeExact(in, from, to, out, at);
    } catch (Throwable e) {
      throw ForeignFunctions.unexpected(e);
    }
  }

  @Override
  public int utf8ToUtf16(byte[] in, int from, int to, byte[] out, int at) {
    try {
      return (int) ForeignFunctions.Read.UTF8_TO_UTF16.invokeExact(in, from, to, out, at);
    } catch (Throwable e) {
      throw ForeignFunctions.unexpected(e);
    }
  }

  @Override
  public int unescape(byte[] in, int from, int to, byte[] out, int at, int flags) {
    try {
      return (int) ForeignFunctions.Read.UNESCAPE.invokeExact(in, from, to, out, at, flags);
    } catch (Throwable e) {
      throw ForeignFunctions.unexpected(e);
    }
  }
}
