package io.fastaccel.runtime.text;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Integers as ASCII decimals, eight digits at a time in one word, and without branches on the
 * value: numbers of an application have any length, so that a processor predicts them badly.
 *
 * <p>Source of the halving of a word into its digits: Daniel Lemire and others, <i>Converting
 * integers to decimal strings faster</i> (2021).
 */
final class DecimalDigits {

  /** Room that the longest output needs: {@code Long.MIN_VALUE}. */
  static final int MAX_LENGTH = 20;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final int EIGHT_DIGITS = 100_000_000;

  private static final long ZEROS = 0x3030_3030_3030_3030L;

  /** Powers of ten; the first one is such that zero has a digit too. */
  private static final int[] POWERS = {
    0, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000
  };

  private static final byte[] SMALLEST = "-9223372036854775808".getBytes(StandardCharsets.US_ASCII);

  private DecimalDigits() {}

  /**
   * Writes a number; {@code out} has room for {@link #MAX_LENGTH} bytes from {@code at} on.
   *
   * @return the position after the last digit; what lies behind it is undefined
   */
  static int write(long value, byte[] out, int at) {
    int o = at;
    long rest = value;
    if (rest < 0) {
      if (rest == Long.MIN_VALUE) {
        System.arraycopy(SMALLEST, 0, out, at, SMALLEST.length);
        return at + SMALLEST.length;
      }
      out[o++] = '-';
      rest = -rest;
    }
    if (rest < EIGHT_DIGITS) {
      return short8((int) rest, out, o);
    }
    long high = rest / EIGHT_DIGITS;
    int low = (int) (rest - high * EIGHT_DIGITS);
    if (high < EIGHT_DIGITS) {
      o = short8((int) high, out, o);
    } else {
      int highest = (int) (high / EIGHT_DIGITS);
      o = short8(highest, out, o);
      LONG.set(out, o, word((int) (high - (long) highest * EIGHT_DIGITS)) + ZEROS);
      o += Long.BYTES;
    }
    LONG.set(out, o, word(low) + ZEROS);
    return o + Long.BYTES;
  }

  /** Writes a number of at most eight digits; {@code out} has room for eight bytes. */
  static int short8(int value, byte[] out, int at) {
    int length = length(value);
    return padded(value, length, out, at);
  }

  /**
   * Writes a number with leading zeros; {@code out} has room for eight bytes.
   *
   * @param width the number's digits, from 1 to 8
   * @return the position after the last digit; what lies behind it is undefined
   */
  static int padded(int value, int width, byte[] out, int at) {
    LONG.set(out, at, (word(value) + ZEROS) >>> (Byte.SIZE * (Long.BYTES - width)));
    return at + width;
  }

  /**
   * Writes the eight digits of a number, less the zeros at its end, but for the first digit; {@code
   * out} has room for eight bytes.
   */
  static int trimmed(int value, byte[] out, int at) {
    long word = word(value);
    LONG.set(out, at, word + ZEROS);
    int zeros = Long.numberOfLeadingZeros(word) >>> 3;
    return at + Math.max(1, Long.BYTES - zeros);
  }

  /** The eight digits as bytes, the first one lowest. */
  private static long word(int value) {
    int high = value / 10_000;
    long fours = high | ((long) (value - high * 10_000) << 32);
    long hundreds = ((fours * 10_486) >>> 20) & 0x7F_0000_007FL;
    long twos = hundreds | ((fours - 100 * hundreds) << 16);
    long tens = ((twos * 103) >>> 10) & 0xF_000F_000F_000FL;
    return tens | ((twos - 10 * tens) << 8);
  }

  /** {@code 1233 / 4096} is close enough to the logarithm of 2. */
  private static int length(int value) {
    int bits = Integer.SIZE - Integer.numberOfLeadingZeros(value | 1);
    int length = (bits * 1233) >>> 12;
    return length + (value >= POWERS[length] ? 1 : 0);
  }
}
