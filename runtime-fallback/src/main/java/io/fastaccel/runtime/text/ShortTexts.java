package io.fastaccel.runtime.text;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Short pieces of text, where the price is that of getting started: no call that copies an array,
 * one pass, and whole words wherever there is room for them.
 */
final class ShortTexts {

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long HIGH_BITS = 0x8080_8080_8080_8080L;

  /** {@code true} and {@code false} in ASCII, the first char lowest. */
  private static final long TRUE = 0x65_75_72_74L;

  private static final long FALSE = 0x65_73_6C_61_66L;

  private ShortTexts() {}

  /** The length of an array of whole words with room for so many bytes. */
  static int padded(int length) {
    return (length + Long.BYTES - 1) & -Long.BYTES;
  }

  /**
   * Copies bytes from the beginning of an array.
   *
   * @param in of whole words; all of those that hold the bytes are copied
   */
  static void copy(byte[] in, int length, byte[] out, int at) {
    for (int i = 0; i < length; i += Long.BYTES) {
      LONG.set(out, at + i, (long) LONG.get(in, i));
    }
  }

  /** Writes {@code true} or {@code false}; {@code out} has room for eight bytes. */
  static int bool(boolean value, byte[] out, int at) {
    LONG.set(out, at, value ? TRUE : FALSE);
    return at + (value ? 4 : 5);
  }

  /**
   * Writes Latin-1 between quotes, escaped; {@code out} has room for two quotes and six bytes for
   * each char.
   *
   * @param utf8 what is written is UTF-8, else Latin-1
   * @return the position after the closing quote
   */
  static int quoted(byte[] in, byte[] out, int at, boolean utf8) {
    long high = utf8 ? HIGH_BITS : 0;
    int length = in.length;
    int o = at + 1;
    out[at] = '"';
    int clean = 0;
    if (length >= Long.BYTES) {
      int last = length - Long.BYTES;
      while (clean < last) {
        long word = (long) LONG.get(in, clean);
        LONG.set(out, o + clean, word);
        if (obstacles(word, high) != 0) {
          return escaped(in, clean, out, o + clean, utf8);
        }
        clean += Long.BYTES;
      }
      long word = (long) LONG.get(in, last); // overlaps the one before
      LONG.set(out, o + last, word);
      if (obstacles(word, high) != 0) {
        return escaped(in, last, out, o + last, utf8);
      }
    } else if (length >= Integer.BYTES) {
      int first = (int) INT.get(in, 0);
      int last = (int) INT.get(in, length - Integer.BYTES);
      INT.set(out, o, first);
      INT.set(out, o + length - Integer.BYTES, last);
      if (obstacles((first & 0xFFFF_FFFFL) | ((long) last << Integer.SIZE), high) != 0) {
        return escaped(in, 0, out, o, utf8);
      }
    } else {
      byte[] table = JsonEscapes.TABLE;
      for (int i = 0; i < length; i++) {
        byte c = in[i];
        out[o + i] = c;
        if (c < 0 ? utf8 : table[c] != 0) {
          return escaped(in, i, out, o + i, utf8);
        }
      }
    }
    out[o + length] = '"';
    return o + length + 1;
  }

  private static int escaped(byte[] in, int from, byte[] out, int at, boolean utf8) {
    TextKernels kernels = JavaTextKernels.INSTANCE;
    int end =
        utf8
            ? kernels.escapeLatin1ToUtf8(in, from, in.length, out, at)
            : kernels.escapeLatin1(in, from, in.length, out, at);
    out[end] = '"';
    return end + 1;
  }

  /** Not zero if a byte of the word needs an escape, or has one of the {@code high} bits. */
  private static long obstacles(long word, long high) {
    long controlOrQuote = (word ^ 0x0202_0202_0202_0202L) - 0x2121_2121_2121_2121L;
    long solidus = (word ^ 0x5C5C_5C5C_5C5C_5C5CL) - 0x0101_0101_0101_0101L;
    return ((controlOrQuote | solidus) & ~word & HIGH_BITS) | (word & high);
  }
}
