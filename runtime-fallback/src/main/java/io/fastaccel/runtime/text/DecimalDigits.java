package io.fastaccel.runtime.text;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Integers as ASCII decimals, two digits at a time. */
final class DecimalDigits {

  /** The longest output: {@code Long.MIN_VALUE}. */
  static final int MAX_LENGTH = 20;

  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

  private static final short[] PAIRS = pairs();

  private static final byte[] SMALLEST = "-9223372036854775808".getBytes(StandardCharsets.US_ASCII);

  private DecimalDigits() {}

  /**
   * Writes a number; {@code out} has room for {@link #MAX_LENGTH} bytes from {@code at} on.
   *
   * @return the position after the last digit
   */
  static int write(long value, byte[] out, int at) {
    int start = at;
    long rest = value;
    if (rest < 0) {
      if (rest == Long.MIN_VALUE) {
        System.arraycopy(SMALLEST, 0, out, at, SMALLEST.length);
        return at + SMALLEST.length;
      }
      out[start++] = '-';
      rest = -rest;
    }
    int end = start + length(rest);
    int o = end;
    while (rest > Integer.MAX_VALUE) {
      long quotient = rest / 100;
      o -= 2;
      SHORT.set(out, o, PAIRS[(int) (rest - quotient * 100)]);
      rest = quotient;
    }
    int small = (int) rest;
    while (small >= 100) {
      int quotient = small / 100;
      o -= 2;
      SHORT.set(out, o, PAIRS[small - quotient * 100]);
      small = quotient;
    }
    if (small >= 10) {
      SHORT.set(out, o - 2, PAIRS[small]);
    } else {
      out[o - 1] = (byte) ('0' + small);
    }
    return end;
  }

  private static int length(long value) {
    if (value < 100_000) {
      if (value < 100) {
        return value < 10 ? 1 : 2;
      }
      return value < 1_000 ? 3 : value < 10_000 ? 4 : 5;
    }
    int length = 6;
    long limit = 1_000_000;
    while (length < 19 && value >= limit) {
      length++;
      limit *= 10;
    }
    return length;
  }

  private static short[] pairs() {
    short[] pairs = new short[100];
    for (int i = 0; i < 100; i++) {
      pairs[i] = (short) (('0' + i / 10) | ('0' + i % 10) << 8);
    }
    return pairs;
  }
}
