package io.fastaccel.runtime.nativekernels;

import io.fastaccel.runtime.text.JsonKernels;

/** The kernels for whole JSON texts by the foreign-function API, from Java 22. */
final class ForeignJsonKernels implements JsonKernels {

  @Override
  public int validate(byte[] in, int from, int to) {
    try {
      return (int) ForeignFunctions.Json.VALIDATE.invokeExact(in, from, to);
    } catch (Throwable e) {
      throw ForeignFunctions.unexpected(e);
    }
  }

  @Override
  public int canonical(byte[] in, int from, int to, byte[] out, int at) {
    try {
      return (int) ForeignFunctions.Json.CANONICAL.invokeExact(in, from, to, out, at);
    } catch (Throwable e) {
      throw ForeignFunctions.unexpected(e);
    }
  }
}
