package io.fastaccel.runtime.text;

import java.math.BigInteger;

/**
 * Decimals to the nearest double, without {@link Double#parseDouble}.
 *
 * <p>Short decimals by one exact multiplication or division (W. D. Clinger, "How to read floating
 * point numbers accurately", 1990), others by the algorithm of Eisel and Lemire (D. Lemire, "Number
 * parsing at a gigabyte per second", 2021, with the shortcut proven by N. Mushtak and D. Lemire,
 * "Fast number parsing without fallback", 2023). What neither decides here is left to the caller.
 */
final class BinaryDecimals {

  /** The most digits of a significand: all of them fit into 64 bits without a sign. */
  static final int MOST_DIGITS = 19;

  private static final int LEAST_POWER = -65;
  private static final int GREATEST_POWER = 65;

  private static final long EXACT = 1L << 53;
  private static final int MOST_EXACT_POWER = 22;
  private static final double[] EXACT_POWERS = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22
  };

  /** The 128 bits of each power of five, the higher half first. */
  private static final long[] POWERS = powers();

  private static final int MANTISSA_BITS = 52;
  private static final long PRECISION_MASK = -1L >>> (MANTISSA_BITS + 3);

  private BinaryDecimals() {}

  /**
   * The double nearest to {@code significand * 10^power}, or NaN where it is not decided here.
   *
   * @param significand without a sign, at most {@link #MOST_DIGITS} digits
   */
  static double toDouble(long significand, int power) {
    if (significand == 0) {
      return 0.0;
    }
    if (significand > 0
        && significand <= EXACT
        && power >= -MOST_EXACT_POWER
        && power <= MOST_EXACT_POWER) {
      double exact = significand;
      return power < 0 ? exact / EXACT_POWERS[-power] : exact * EXACT_POWERS[power];
    }
    return power < LEAST_POWER || power > GREATEST_POWER ? Double.NaN : nearest(significand, power);
  }

  /** Neither zero nor subnormal nor infinite: the powers are bounded. */
  private static double nearest(long significand, int power) {
    int shift = Long.numberOfLeadingZeros(significand);
    long w = significand << shift;
    int index = 2 * (power - LEAST_POWER);
    long low = w * POWERS[index];
    long high = multiplyHigh(w, POWERS[index]);
    if ((high & PRECISION_MASK) == PRECISION_MASK) {
      long second = multiplyHigh(w, POWERS[index + 1]);
      low += second;
      if (Long.compareUnsigned(second, low) > 0) {
        high++;
      }
    }
    int upper = (int) (high >>> 63);
    int drop = upper + 64 - MANTISSA_BITS - 3;
    long mantissa = high >>> drop;
    long exponent = ((217_706L * power) >> 16) + 63 + upper - shift + 1023;
    if (Long.compareUnsigned(low, 1) <= 0
        && power >= -4
        && power <= 23
        && (mantissa & 3) == 1
        && mantissa << drop == high) {
      mantissa &= ~1L; // exactly between two doubles: to the even one
    }
    mantissa = (mantissa + (mantissa & 1)) >>> 1;
    if (mantissa >= 2L << MANTISSA_BITS) {
      mantissa = 1L << MANTISSA_BITS;
      exponent++;
    }
    return Double.longBitsToDouble((mantissa & ~(1L << MANTISSA_BITS)) | exponent << MANTISSA_BITS);
  }

  /** The upper half of a product without signs; {@code Math} has it from Java 18 on. */
  private static long multiplyHigh(long x, long y) {
    return Math.multiplyHigh(x, y) + (x >> 63 & y) + (y >> 63 & x);
  }

  /** As in the appendix of Lemire's paper: truncated, reciprocals rounded up. */
  private static long[] powers() {
    long[] powers = new long[2 * (GREATEST_POWER - LEAST_POWER + 1)];
    for (int q = LEAST_POWER; q <= GREATEST_POWER; q++) {
      BigInteger five = BigInteger.valueOf(5).pow(Math.abs(q));
      BigInteger bits;
      if (q >= 0) {
        int length = five.bitLength();
        bits = length <= 128 ? five.shiftLeft(128 - length) : five.shiftRight(length - 128);
      } else {
        int z = five.subtract(BigInteger.ONE).bitLength();
        int b = q >= -27 ? z + 127 : 2 * z + 128;
        bits = BigInteger.ONE.shiftLeft(b).divide(five).add(BigInteger.ONE);
        if (bits.bitLength() > 128) {
          bits = bits.shiftRight(bits.bitLength() - 128);
        }
      }
      powers[2 * (q - LEAST_POWER)] = bits.shiftRight(64).longValue();
      powers[2 * (q - LEAST_POWER) + 1] = bits.longValue();
    }
    return powers;
  }
}
