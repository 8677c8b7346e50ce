package io.fastaccel.runtime.text;

import static io.fastaccel.runtime.text.JsonEscapes.UPPER_CASE_DIGITS;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The kernels in Java: whole blocks where nothing is to be done (see {@link CleanBlocks}), eight
 * bytes at a time elsewhere. The test of a word for chars that need an escape is the classic "has a
 * byte less than n" of Anderson's <i>Bit Twiddling Hacks</i>; {@code x ^ 2 < 0x21} holds exactly
 * for the controls and the quote.
 */
public final class JavaTextKernels implements TextKernels {

  /** The only instance that is needed: it has no state. */
  public static final TextKernels INSTANCE = new JavaTextKernels();

  /** Byte 0 of the array is the lowest, whatever the machine: for arrays of single bytes. */
  private static final VarHandle BYTES =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** Four chars of UTF-16, in the order of the machine. */
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

  private static final VarHandle CHAR =
      MethodHandles.byteArrayViewVarHandle(char[].class, ByteOrder.nativeOrder());

  private static final long HIGH_BITS = 0x8080_8080_8080_8080L;

  private JavaTextKernels() {}

  /** The char at a byte position of UTF-16 in the order of the machine. */
  static char charAt(byte[] utf16, int position) {
    return (char) CHAR.get(utf16, position);
  }

  /** Sets the char at a byte position of UTF-16 in the order of the machine. */
  static void setChar(byte[] utf16, int position, char c) {
    CHAR.set(utf16, position, c);
  }

  /** The high bit of each byte that needs an escape; exact up to and including the first. */
  private static long escapes(long word) {
    long controlOrQuote = (word ^ 0x0202_0202_0202_0202L) - 0x2121_2121_2121_2121L;
    long solidus = (word ^ 0x5C5C_5C5C_5C5C_5C5CL) - 0x0101_0101_0101_0101L;
    return (controlOrQuote | solidus) & ~word & HIGH_BITS;
  }

  @Override
  public int escapeLatin1(byte[] in, int from, int to, byte[] out, int at) {
    int i = from;
    int o = at;
    int patience = CleanBlocks.PATIENCE;
    while (to - i >= CleanBlocks.BLOCK) {
      int clean = CleanBlocks.copyLatin1(in, i, to, out, o);
      i += clean;
      o += clean;
      int stop = Math.min(to, i + patience);
      patience = CleanBlocks.patience(patience, clean);
      o = escapeLatin1ByWords(in, i, stop, out, o);
      i = stop;
    }
    return escapeLatin1ByWords(in, i, to, out, o);
  }

  private static int escapeLatin1ByWords(byte[] in, int from, int to, byte[] out, int at) {
    byte[] table = JsonEscapes.TABLE;
    int i = from;
    int o = at;
    while (to - i >= Long.BYTES) {
      long word = (long) BYTES.get(in, i);
      BYTES.set(out, o, word);
      long found = escapes(word);
      if (found == 0) {
        i += Long.BYTES;
        o += Long.BYTES;
        continue;
      }
      int clean = Long.numberOfTrailingZeros(found) >>> 3;
      i += clean;
      o += clean;
      o = escape(in[i++], out, o);
    }
    for (; i < to; i++) {
      byte c = in[i];
      if (c < 0 || table[c] == 0) {
        out[o++] = c;
      } else {
        o = escape(c, out, o);
      }
    }
    return o;
  }

  @Override
  public int escapeLatin1ToUtf8(byte[] in, int from, int to, byte[] out, int at) {
    int i = from;
    int o = at;
    int patience = CleanBlocks.PATIENCE;
    while (to - i >= CleanBlocks.BLOCK) {
      int clean = CleanBlocks.copyAscii(in, i, to, out, o);
      i += clean;
      o += clean;
      int stop = Math.min(to, i + patience);
      patience = CleanBlocks.patience(patience, clean);
      o = escapeLatin1ToUtf8ByWords(in, i, stop, out, o);
      i = stop;
    }
    return escapeLatin1ToUtf8ByWords(in, i, to, out, o);
  }

  private static int escapeLatin1ToUtf8ByWords(byte[] in, int from, int to, byte[] out, int at) {
    byte[] table = JsonEscapes.TABLE;
    int i = from;
    int o = at;
    while (to - i >= Long.BYTES) {
      long word = (long) BYTES.get(in, i);
      BYTES.set(out, o, word);
      long found = escapes(word) | (word & HIGH_BITS);
      if (found == 0) {
        i += Long.BYTES;
        o += Long.BYTES;
        continue;
      }
      int clean = Long.numberOfTrailingZeros(found) >>> 3;
      i += clean;
      o += clean;
      byte c = in[i++];
      o = c < 0 ? twoBytes(c & 0xFF, out, o) : escape(c, out, o);
    }
    for (; i < to; i++) {
      byte c = in[i];
      if (c < 0) {
        o = twoBytes(c & 0xFF, out, o);
      } else if (table[c] == 0) {
        out[o++] = c;
      } else {
        o = escape(c, out, o);
      }
    }
    return o;
  }

  @Override
  public int escapeLatin1ToUtf16(byte[] in, int from, int to, byte[] out, int at) {
    byte[] table = JsonEscapes.TABLE;
    int i = from;
    int o = at;
    while (i < to) {
      if (to - i >= Long.BYTES) {
        long word = (long) BYTES.get(in, i);
        if (escapes(word) == 0) {
          LONG.set(out, o, widen(word));
          LONG.set(out, o + Long.BYTES, widen(word >>> 32));
          i += Long.BYTES;
          o += 2 * Long.BYTES;
          continue;
        }
      }
      int stop = Math.min(to, i + Long.BYTES);
      for (; i < stop; i++) {
        byte c = in[i];
        if (c < 0 || table[c] == 0) {
          CHAR.set(out, o, (char) (c & 0xFF));
          o += Character.BYTES;
        } else {
          o = escapeWide(c, out, o);
        }
      }
    }
    return o;
  }

  /** The lower four bytes as four chars. */
  private static long widen(long word) {
    long pairs = (word & 0xFFFF) | (word & 0xFFFF_0000L) << 16;
    return (pairs | pairs << 8) & 0x00FF_00FF_00FF_00FFL;
  }

  @Override
  public int escapeUtf16(byte[] in, int from, int to, byte[] out, int at) {
    int i = from;
    int o = at;
    int patience = CleanBlocks.PATIENCE;
    while (to - i >= CleanBlocks.BLOCK) {
      int clean = CleanBlocks.copyUtf16(in, i, to, out, o);
      i += clean;
      o += clean;
      int stop = Math.min(to, i + patience);
      patience = CleanBlocks.patience(patience, clean);
      o = escapeUtf16ByChars(in, i, stop, out, o);
      i = stop;
    }
    return escapeUtf16ByChars(in, i, to, out, o);
  }

  private static int escapeUtf16ByChars(byte[] in, int from, int to, byte[] out, int at) {
    byte[] table = JsonEscapes.TABLE;
    int o = at;
    for (int i = from; i < to; i += Character.BYTES) {
      char c = (char) CHAR.get(in, i);
      if (c >= 0x80 || table[c] == 0) {
        CHAR.set(out, o, c);
        o += Character.BYTES;
      } else {
        o = escapeWide(c, out, o);
      }
    }
    return o;
  }

  @Override
  public int escapeUtf16ToUtf8(byte[] in, int from, int to, byte[] out, int at, int flags) {
    byte[] table = JsonEscapes.TABLE;
    boolean pairs = (flags & ESCAPE_SURROGATES) == 0;
    int o = at;
    for (int i = from; i < to; i += Character.BYTES) {
      char c = (char) CHAR.get(in, i);
      if (c < 0x80) {
        if (table[c] == 0) {
          out[o++] = (byte) c;
        } else {
          o = escape(c, out, o);
        }
      } else if (c < 0x800) {
        o = twoBytes(c, out, o);
      } else if (!Character.isSurrogate(c)) {
        INT.set(out, o, 0x8080E0 | c >> 12 | (c & 0xFC0) << 2 | (c & 0x3F) << 16);
        o += 3;
      } else {
        char next =
            pairs && i + Character.BYTES < to ? (char) CHAR.get(in, i + Character.BYTES) : 0;
        if (Character.isHighSurrogate(c) && Character.isLowSurrogate(next)) {
          i += Character.BYTES;
          int p = Character.toCodePoint(c, next);
          INT.set(
              out,
              o,
              0x808080F0 | p >> 18 | (p & 0x3F000) >> 4 | (p & 0xFC0) << 10 | (p & 0x3F) << 24);
          o += Integer.BYTES;
        } else {
          o = unicodeEscape(c, out, o);
        }
      }
    }
    return o;
  }

  private static int twoBytes(int c, byte[] out, int o) {
    SHORT.set(out, o, (short) (0x80C0 | c >> 6 | (c & 0x3F) << 8));
    return o + 2;
  }

  private static int escape(int c, byte[] out, int o) {
    byte shortForm = JsonEscapes.TABLE[c];
    if (shortForm == JsonEscapes.HEX) {
      return unicodeEscape(c, out, o);
    }
    SHORT.set(out, o, (short) ('\\' | shortForm << 8));
    return o + 2;
  }

  private static int unicodeEscape(int c, byte[] out, int o) {
    out[o] = '\\';
    out[o + 1] = 'u';
    out[o + 2] = UPPER_CASE_DIGITS[c >> 12];
    out[o + 3] = UPPER_CASE_DIGITS[c >> 8 & 0xF];
    out[o + 4] = UPPER_CASE_DIGITS[c >> 4 & 0xF];
    out[o + 5] = UPPER_CASE_DIGITS[c & 0xF];
    return o + 6;
  }

  private static int escapeWide(int c, byte[] out, int at) {
    int o = put('\\', out, at);
    byte shortForm = JsonEscapes.TABLE[c];
    if (shortForm != JsonEscapes.HEX) {
      return put((char) shortForm, out, o);
    }
    o = put('u', out, o);
    o = put('0', out, o);
    o = put('0', out, o);
    o = put((char) UPPER_CASE_DIGITS[c >> 4], out, o);
    return put((char) UPPER_CASE_DIGITS[c & 0xF], out, o);
  }

  private static int put(char c, byte[] out, int o) {
    CHAR.set(out, o, c);
    return o + Character.BYTES;
  }
}
