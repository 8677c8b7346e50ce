package io.fastaccel.runtime.text;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** The kernels in Java, eight bytes at a time where they are ASCII. */
public final class JavaReadKernels implements ReadKernels {

  /** The only instance that is needed: it has no state. */
  public static final ReadKernels INSTANCE = new JavaReadKernels();

  private static final VarHandle BYTES =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final VarHandle CHAR =
      MethodHandles.byteArrayViewVarHandle(char[].class, ByteOrder.nativeOrder());

  private static final long HIGH_BITS = 0x8080_8080_8080_8080L;

  /** What the byte after a reverse solidus stands for; zero if that is another matter. */
  private static final byte[] MEANINGS = new byte[256];

  static {
    String from = "\"\\/bfnrt";
    String to = "\"\\/\b\f\n\r\t";
    for (int i = 0; i < from.length(); i++) {
      MEANINGS[from.charAt(i)] = (byte) to.charAt(i);
    }
  }

  private JavaReadKernels() {}

  /** As in {@link JavaTextKernels}: exact up to and including the first. */
  private static long endings(long word) {
    long controlOrQuote = (word ^ 0x0202_0202_0202_0202L) - 0x2121_2121_2121_2121L;
    long solidus = (word ^ 0x5C5C_5C5C_5C5C_5C5CL) - 0x0101_0101_0101_0101L;
    return (controlOrQuote | solidus) & ~word & HIGH_BITS;
  }

  private static boolean endsString(byte c) {
    return (c >= 0 && c < ' ') || c == '"' || c == '\\';
  }

  @Override
  public int stringEnd(byte[] in, int from, int to) {
    // Most strings are short, and a look at a whole block is not.
    int near = Math.min(to, from + CleanBlocks.BLOCK);
    int end = stringEndByWords(in, from, near);
    return end < near || end == to
        ? end
        : stringEndByWords(in, CleanBlocks.latin1End(in, near, to), to);
  }

  private static int stringEndByWords(byte[] in, int from, int to) {
    int i = from;
    for (; to - i >= Long.BYTES; i += Long.BYTES) {
      long found = endings((long) BYTES.get(in, i));
      if (found != 0) {
        return i + (Long.numberOfTrailingZeros(found) >>> 3);
      }
    }
    while (i < to && !endsString(in[i])) {
      i++;
    }
    return i;
  }

  @Override
  public int plainEnd(byte[] in, int from, int to) {
    int near = Math.min(to, from + CleanBlocks.BLOCK);
    int end = plainEndByWords(in, from, near);
    return end < near || end == to
        ? end
        : plainEndByWords(in, CleanBlocks.asciiEnd(in, near, to), to);
  }

  private static int plainEndByWords(byte[] in, int from, int to) {
    int i = from;
    for (; to - i >= Long.BYTES; i += Long.BYTES) {
      long word = (long) BYTES.get(in, i);
      long found = endings(word) | (word & HIGH_BITS);
      if (found != 0) {
        return i + (Long.numberOfTrailingZeros(found) >>> 3);
      }
    }
    while (i < to && in[i] >= 0 && !endsString(in[i])) {
      i++;
    }
    return i;
  }

  @Override
  public int unescape(byte[] in, int from, int to, byte[] out, int at, int flags) {
    return unescaped(in, from, to, out, at, flags);
  }

  /** {@link #unescape} without looking for an implementation. */
  static int unescaped(byte[] in, int from, int to, byte[] out, int at, int flags) {
    long high = (flags & LATIN_1) != 0 ? 0 : HIGH_BITS;
    int i = from;
    int o = at;
    while (to - i >= Long.BYTES) {
      long word = (long) BYTES.get(in, i);
      BYTES.set(out, o, word);
      long found = endings(word) | (word & high);
      if (found == 0) {
        i += Long.BYTES;
        o += Long.BYTES;
        continue;
      }
      int clean = Long.numberOfTrailingZeros(found) >>> 3;
      i += clean;
      o += clean;
      byte meaning = meaning(in, i, to);
      if (meaning == 0) {
        return (i - from) << READ_SHIFT | (o - at);
      }
      out[o++] = meaning;
      i += 2;
    }
    while (i < to) {
      byte c = in[i];
      if (c < 0 ? high == 0 : !endsString(c)) {
        out[o++] = c;
        i++;
        continue;
      }
      byte meaning = meaning(in, i, to);
      if (meaning == 0) {
        break;
      }
      out[o++] = meaning;
      i += 2;
    }
    return (i - from) << READ_SHIFT | (o - at);
  }

  /** What an escape of two bytes stands for; zero if there is none. */
  private static byte meaning(byte[] in, int at, int to) {
    return in[at] == '\\' && at + 1 < to ? MEANINGS[in[at + 1] & 0xFF] : 0;
  }

  @Override
  public int structurals(byte[] in, int from, int to, int[] out, int at, int state) {
    int o = at;
    boolean inString = (state & IN_STRING) != 0;
    boolean escaped = (state & ESCAPED) != 0;
    for (int i = from; i < to; i++) {
      byte c = in[i];
      if (c == '"' && !escaped) {
        inString = !inString;
        out[o++] = i;
      } else if (!inString && isMark(c)) {
        out[o++] = i;
      }
      escaped = c == '\\' && !escaped;
    }
    out[o] = (inString ? IN_STRING : 0) | (escaped ? ESCAPED : 0);
    return o;
  }

  private static boolean isMark(byte c) {
    return switch (c) {
      case '{', '}', '[', ']', ':', ',' -> true;
      default -> false;
    };
  }

  @Override
  public int utf8ToLatin1(byte[] in, int from, int to, byte[] out, int at) {
    int o = at;
    boolean wide = false;
    for (int i = from; i < to; ) {
      if (to - i >= Long.BYTES) {
        long word = (long) BYTES.get(in, i);
        if ((word & HIGH_BITS) == 0) {
          BYTES.set(out, o, word);
          i += Long.BYTES;
          o += Long.BYTES;
          continue;
        }
      }
      int point = decode(in, i, to);
      if (point < 0) {
        return MALFORMED;
      }
      i += length(point);
      // Whether the rest is well-formed decides first.
      wide |= point > 0xFF;
      out[o++] = (byte) point;
    }
    return wide ? WIDE : o;
  }

  @Override
  public int utf8ToUtf16(byte[] in, int from, int to, byte[] out, int at) {
    int o = at;
    for (int i = from; i < to; ) {
      byte c = in[i];
      if (c >= 0) {
        CHAR.set(out, o, (char) c);
        i++;
        o += Character.BYTES;
        continue;
      }
      if (c < (byte) 0xF0 && c >= (byte) 0xE0 && to - i >= 3) { // by far the most common
        byte second = in[i + 1];
        byte third = in[i + 2];
        int three = (c & 0xF) << 12 | (second & 0x3F) << 6 | (third & 0x3F);
        boolean isSurrogate = (three & 0xF800) == Character.MIN_SURROGATE;
        if (second < (byte) 0xC0 && third < (byte) 0xC0 && three >= 0x800 && !isSurrogate) {
          CHAR.set(out, o, (char) three);
          i += 3;
          o += Character.BYTES;
          continue;
        }
      }
      int point = decode(in, i, to);
      if (point < 0) {
        return MALFORMED;
      }
      i += length(point);
      if (point < Character.MIN_SUPPLEMENTARY_CODE_POINT) {
        CHAR.set(out, o, (char) point);
        o += Character.BYTES;
      } else {
        CHAR.set(out, o, Character.highSurrogate(point));
        CHAR.set(out, o + Character.BYTES, Character.lowSurrogate(point));
        o += 2 * Character.BYTES;
      }
    }
    return o;
  }

  /** The code point that begins at {@code i}, or {@link #MALFORMED}. */
  private static int decode(byte[] in, int i, int to) {
    int first = in[i];
    if (first >= 0) {
      return first;
    }
    int length = first >= (byte) 0xF0 ? 4 : first >= (byte) 0xE0 ? 3 : 2;
    if (first < (byte) 0xC2 || first > (byte) 0xF4 || to - i < length) {
      return MALFORMED;
    }
    int point = first & 0x7F >> length;
    for (int k = 1; k < length; k++) {
      if (in[i + k] >= (byte) 0xC0) {
        return MALFORMED;
      }
      point = point << 6 | (in[i + k] & 0x3F);
    }
    // Written with more bytes than needed, half of a pair, or beyond Unicode.
    boolean lone =
        point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE && length == 3;
    return length(point) == length && !lone && point <= Character.MAX_CODE_POINT
        ? point
        : MALFORMED;
  }

  private static int length(int point) {
    return point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
  }
}
