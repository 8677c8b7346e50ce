package io.fastaccel.runtime.text;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Copies text in whole blocks for as long as nothing in them needs an escape.
 *
 * <p>A block is looked at by a plain loop that collects what it finds and branches only at its end:
 * such a loop the JIT compiler makes into vector instructions, which one with a branch inside it is
 * not. Its length is what the compiler unrolls to at once; shorter ones run in what is left over.
 */
final class CleanBlocks {

  /** Bytes of a block. */
  static final int BLOCK = 512;

  /** Bytes that are worked on otherwise after a block with an escape, before blocks are tried. */
  static final int PATIENCE = 2 * BLOCK;

  private static final int MOST_PATIENCE = 32 * BLOCK;

  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

  private static final long HIGH_BITS = 0x8080_8080_8080_8080L;
  private static final long WIDE_HIGH_BITS = 0x8000_8000_8000_8000L;

  private CleanBlocks() {}

  /** What to wait next time: text that has escapes tends to have more of them. */
  static int patience(int patience, int copied) {
    return copied > 0 ? PATIENCE : Math.min(4 * patience, MOST_PATIENCE);
  }

  /** Returns the end of the last block of Latin-1 that is clean, as all before it are. */
  static int latin1End(byte[] in, int from, int to) {
    int i = from;
    while (to - i >= BLOCK && isCleanLatin1(in, i)) {
      i += BLOCK;
    }
    return i;
  }

  /** The same for ASCII: other chars are obstacles too. */
  static int asciiEnd(byte[] in, int from, int to) {
    int i = from;
    while (to - i >= BLOCK && isCleanAscii(in, i)) {
      i += BLOCK;
    }
    return i;
  }

  /** Latin-1; returns how many bytes were copied, a number of blocks. */
  static int copyLatin1(byte[] in, int from, int to, byte[] out, int at) {
    int i = from;
    while (to - i >= BLOCK && isCleanLatin1(in, i)) {
      System.arraycopy(in, i, out, at + i - from, BLOCK);
      i += BLOCK;
    }
    return i - from;
  }

  /** The same for ASCII: other chars are obstacles too. */
  static int copyAscii(byte[] in, int from, int to, byte[] out, int at) {
    int i = from;
    while (to - i >= BLOCK && isCleanAscii(in, i)) {
      System.arraycopy(in, i, out, at + i - from, BLOCK);
      i += BLOCK;
    }
    return i - from;
  }

  /** The same for UTF-16. */
  static int copyUtf16(byte[] in, int from, int to, byte[] out, int at) {
    int i = from;
    while (to - i >= BLOCK && isCleanUtf16(in, i)) {
      System.arraycopy(in, i, out, at + i - from, BLOCK);
      i += BLOCK;
    }
    return i - from;
  }

  /**
   * The first quote, reverse solidus or control in UTF-16 of the machine's byte order; {@code to}
   * if there is none. Positions are those of the array.
   */
  static int stringEndOfUtf16(byte[] in, int from, int to) {
    // Most strings are short, and a look at a whole block is not.
    int near = Math.min(to, from + BLOCK);
    int i = stringEndByWords(in, from, near);
    if (i < near) {
      return i;
    }
    while (to - i >= BLOCK && isCleanUtf16(in, i)) {
      i += BLOCK;
    }
    return stringEndByWords(in, i, to);
  }

  private static int stringEndByWords(byte[] in, int from, int to) {
    int i = from;
    while (to - i >= Long.BYTES && (utf16Escapes((long) WORDS.get(in, i)) & WIDE_HIGH_BITS) == 0) {
      i += Long.BYTES;
    }
    for (; i < to; i += Character.BYTES) {
      char c = JavaTextKernels.charAt(in, i);
      if (c < ' ' || c == '"' || c == '\\') {
        return i;
      }
    }
    return to;
  }

  private static boolean isCleanLatin1(byte[] in, int from) {
    long found = 0;
    for (int i = from; i < from + BLOCK; i += Long.BYTES) {
      long word = (long) WORDS.get(in, i);
      found |= escapes(word) & ~word;
    }
    return (found & HIGH_BITS) == 0;
  }

  private static boolean isCleanAscii(byte[] in, int from) {
    long found = 0;
    for (int i = from; i < from + BLOCK; i += Long.BYTES) {
      long word = (long) WORDS.get(in, i);
      // Where a byte is beyond ASCII, its highest bit is enough.
      found |= escapes(word) | word;
    }
    return (found & HIGH_BITS) == 0;
  }

  private static boolean isCleanUtf16(byte[] in, int from) {
    long found = 0;
    for (int i = from; i < from + BLOCK; i += Long.BYTES) {
      found |= utf16Escapes((long) WORDS.get(in, i));
    }
    return (found & WIDE_HIGH_BITS) == 0;
  }

  private static long utf16Escapes(long word) {
    long controlOrQuote = (word ^ 0x0002_0002_0002_0002L) - 0x0021_0021_0021_0021L;
    long solidus = (word ^ 0x005C_005C_005C_005CL) - 0x0001_0001_0001_0001L;
    return (controlOrQuote | solidus) & ~word;
  }

  private static long escapes(long word) {
    long controlOrQuote = (word ^ 0x0202_0202_0202_0202L) - 0x2121_2121_2121_2121L;
    long solidus = (word ^ 0x5C5C_5C5C_5C5C_5C5CL) - 0x0101_0101_0101_0101L;
    return controlOrQuote | solidus;
  }
}
