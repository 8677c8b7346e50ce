package io.fastaccel.runtime.text;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Escapes text as Gson's {@code JsonWriter} does: what RFC 8259 asks for, with lower-case
 * hexadecimal digits, U+2028 and U+2029 besides, and, where a document may be embedded in HTML, the
 * chars {@code < > & = '}. Latin-1 is looked at eight bytes at a time, as in {@link
 * JavaTextKernels}.
 *
 * <p>Arrays, positions and bounds are as in {@link TextKernels}: six times the input, twelve times
 * for {@link #latin1ToUtf16}.
 */
public final class GsonEscapes {

  /** What JSON asks for. */
  public static final GsonEscapes PLAIN = new GsonEscapes(false);

  /** So that the document may be part of HTML and XML. */
  public static final GsonEscapes HTML_SAFE = new GsonEscapes(true);

  private static final VarHandle BYTES =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

  private static final int BLOCK = 256;

  private static final int BLOCKS_AFTER_ESCAPE = 4;

  private static final long HIGH_BITS = 0x8080_8080_8080_8080L;

  private static final byte[] LOWER_CASE_DIGITS = {
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
  };

  private static final char LINE_SEPARATOR = '\u2028';
  private static final char PARAGRAPH_SEPARATOR = '\u2029';

  private final boolean html;

  /** As {@link JsonEscapes#TABLE}. */
  private final byte[] table;

  private GsonEscapes(boolean html) {
    this.html = html;
    this.table = JsonEscapes.TABLE.clone();
    if (html) {
      for (char c : new char[] {'<', '>', '&', '=', '\''}) {
        table[c] = JsonEscapes.HEX;
      }
    }
  }

  /** Latin-1 to Latin-1. */
  int latin1(byte[] in, int from, int to, byte[] out, int at) {
    int i = from;
    int o = at;
    while (to - i >= BLOCK) {
      if (isClean(in, i)) {
        System.arraycopy(in, i, out, o, BLOCK);
        i += BLOCK;
        o += BLOCK;
      } else {
        // Where there is one there are more: no second look at the next blocks.
        int end = Math.min(to, i + BLOCKS_AFTER_ESCAPE * BLOCK);
        o = words(in, i, end, out, o);
        i = end;
      }
    }
    return words(in, i, to, out, o);
  }

  /** A loop that the JIT compiler turns into vector instructions. */
  private boolean isClean(byte[] in, int from) {
    long found = 0;
    if (html) {
      for (int i = from; i < from + BLOCK; i += Long.BYTES) {
        long word = (long) BYTES.get(in, i);
        found |= (ofJson(word) | ofHtml(word)) & ~word;
      }
    } else {
      for (int i = from; i < from + BLOCK; i += Long.BYTES) {
        long word = (long) BYTES.get(in, i);
        found |= ofJson(word) & ~word;
      }
    }
    return (found & HIGH_BITS) == 0;
  }

  private int words(byte[] in, int from, int to, byte[] out, int at) {
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

  /** The high bit of each byte that needs an escape; exact up to and including the first. */
  private long escapes(long word) {
    long found = html ? ofJson(word) | ofHtml(word) : ofJson(word);
    return found & ~word & HIGH_BITS;
  }

  private static long ofJson(long word) {
    long controlOrQuote = (word ^ 0x0202_0202_0202_0202L) - 0x2121_2121_2121_2121L;
    long solidus = (word ^ 0x5C5C_5C5C_5C5C_5C5CL) - 0x0101_0101_0101_0101L;
    return controlOrQuote | solidus;
  }

  private static long ofHtml(long word) {
    long ampersandOrApostrophe = (word ^ 0x2626_2626_2626_2626L) - 0x0202_0202_0202_0202L;
    long lessEqualsGreater = (word ^ 0x3C3C_3C3C_3C3C_3C3CL) - 0x0303_0303_0303_0303L;
    return ampersandOrApostrophe | lessEqualsGreater;
  }

  /** Latin-1 to UTF-16. */
  int latin1ToUtf16(byte[] in, int from, int to, byte[] out, int at) {
    int o = at;
    for (int i = from; i < to; i++) {
      byte c = in[i];
      o = c < 0 || table[c] == 0 ? put((char) (c & 0xFF), out, o) : escapeWide((char) c, out, o);
    }
    return o;
  }

  /** UTF-16 to UTF-16. */
  int utf16(byte[] in, int from, int to, byte[] out, int at) {
    int o = at;
    for (int i = from; i < to; i += Character.BYTES) {
      char c = JavaTextKernels.charAt(in, i);
      boolean plain = c < 0x80 ? table[c] == 0 : !isSeparator(c);
      o = plain ? put(c, out, o) : escapeWide(c, out, o);
    }
    return o;
  }

  /** UTF-16 to Latin-1, for a text that {@link #isLatin1 allows} it. */
  int utf16ToLatin1(byte[] in, int from, int to, byte[] out, int at) {
    int o = at;
    for (int i = from; i < to; i += Character.BYTES) {
      char c = JavaTextKernels.charAt(in, i);
      if (c < 0x80 ? table[c] == 0 : c < 0x100) {
        out[o++] = (byte) c;
      } else {
        o = escape(c, out, o);
      }
    }
    return o;
  }

  /** Whether nothing is left of UTF-16 once it is escaped but Latin-1. */
  boolean isLatin1(byte[] utf16) {
    for (int i = 0; i < utf16.length; i += Character.BYTES) {
      char c = JavaTextKernels.charAt(utf16, i);
      if (c >= 0x100 && !isSeparator(c)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isSeparator(char c) {
    return c == LINE_SEPARATOR || c == PARAGRAPH_SEPARATOR;
  }

  private int escape(int c, byte[] out, int o) {
    byte shortForm = c < 0x80 ? table[c] : JsonEscapes.HEX;
    SHORT.set(out, o, (short) ('\\' | (shortForm == JsonEscapes.HEX ? 'u' : shortForm) << 8));
    if (shortForm != JsonEscapes.HEX) {
      return o + 2;
    }
    out[o + 2] = LOWER_CASE_DIGITS[c >> 12];
    out[o + 3] = LOWER_CASE_DIGITS[c >> 8 & 0xF];
    out[o + 4] = LOWER_CASE_DIGITS[c >> 4 & 0xF];
    out[o + 5] = LOWER_CASE_DIGITS[c & 0xF];
    return o + 6;
  }

  private int escapeWide(char c, byte[] out, int at) {
    int o = put('\\', out, at);
    byte shortForm = c < 0x80 ? table[c] : JsonEscapes.HEX;
    if (shortForm != JsonEscapes.HEX) {
      return put((char) shortForm, out, o);
    }
    o = put('u', out, o);
    for (int shift = 12; shift >= 0; shift -= 4) {
      o = put((char) LOWER_CASE_DIGITS[c >> shift & 0xF], out, o);
    }
    return o;
  }

  private static int put(char c, byte[] out, int o) {
    JavaTextKernels.setChar(out, o, c);
    return o + Character.BYTES;
  }
}
