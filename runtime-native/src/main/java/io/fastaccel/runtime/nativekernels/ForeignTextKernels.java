package io.fastaccel.runtime.nativekernels;

import io.fastaccel.runtime.text.TextKernels;

/** The kernels by the foreign-function API, from Java 22. */
final class ForeignTextKernels implements TextKernels {

  @Override
  public int escapeLatin1(byte[] in, int from, int to, byte[] out, int at) {
    try {
      return (int) ForeignFunctions.Escape.LATIN1.invokeExact(in, from, to, out, at);
    } catch (Throwable e) {
      throw ForeignFunctions.unexpected(e);
    }
  }

  @Override
  public int escapeLatin1ToUtf8(byte[] in, int from, int to, byte[] out, int at) {
    try {
      return (int) ForeignFunctions.Escape.LATIN1_TO_UTF8.invokeExact(in, from, to, out, at);
    } catch (Throwable e) {
      throw ForeignFunctions.unexpected(e);
    }
  }

  @Override
  public int escapeLatin1ToUtf16(byte[] in, int from, int to, byte[] out, int at) {
    try {
      return (int) ForeignFunctions.Escape.LATIN1_TO_UTF16.invokeExact(in, from, to, out, at);
    } catch (Throwable e) {
      throw ForeignFunctions.unexpected(e);
    }
  }

  @Override
  public int escapeUtf16(byte[] in, int from, int to, byte[] out, int at) {
    try {
      return (int) ForeignFunctions.Escape.UTF16.invokeExact(in, from, to, out, at);
    } catch (Throwable e) {
      throw ForeignFunctions.unexpected(e);
    }
  }

  @Override
  public int escapeUtf16ToUtf8(byte[] in, int from, int to, byte[] out, int at, int flags) {
    try {
      return (int) ForeignFunctions.Escape.UTF16_TO_UTF8.invokeExact(in, from, to, out, at, flags);
    } catch (Throwable e) {
      throw ForeignFunctions.unexpected(e);
    }
  }
}
