package io.fastaccel.runtime.text;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Comparing and hashing short runs of bytes, as members' names are, a word at a time. */
final class NameBytes {

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private NameBytes() {}

  /** Whether {@code in} has all of {@code name} at {@code from}; there are that many bytes. */
  static boolean same(byte[] name, byte[] in, int from) {
    int length = name.length;
    if (length >= Long.BYTES) {
      int last = length - Long.BYTES;
      for (int i = 0; i < last; i += Long.BYTES) {
        if ((long) LONG.get(name, i) != (long) LONG.get(in, from + i)) {
          return false;
        }
      }
      return (long) LONG.get(name, last) == (long) LONG.get(in, from + last);
    }
    if (length >= Integer.BYTES) {
      int last = length - Integer.BYTES;
      return (int) INT.get(name, 0) == (int) INT.get(in, from)
          && (int) INT.get(name, last) == (int) INT.get(in, from + last);
    }
    for (int i = 0; i < length; i++) {
      if (name[i] != in[from + i]) {
        return false;
      }
    }
    return true;
  }

  /** The upper bits are good. */
  static int hash(byte[] in, int from, int to) {
    int length = to - from;
    long h;
    if (length >= Long.BYTES) {
      h = (long) LONG.get(in, from) * 0x9E37_79B9_7F4A_7C15L + (long) LONG.get(in, to - Long.BYTES);
    } else if (length >= Integer.BYTES) {
      h = (int) INT.get(in, from) ^ (long) (int) INT.get(in, to - Integer.BYTES) << 32;
    } else if (length > 0) {
      h = in[from] | in[from + (length >> 1)] << 8 | in[to - 1] << 16;
    } else {
      h = 0;
    }
    return (int) (((h + length) * 0xC2B2_AE3D_27D4_EB4FL) >>> 32);
  }
}
