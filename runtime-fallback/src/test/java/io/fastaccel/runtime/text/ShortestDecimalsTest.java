package io.fastaccel.runtime.text;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ShortestDecimalsTest {

  private static final int VALUES = Integer.getInteger("decimals.values", 400_000);

  private static final int LEAST_EXPONENT = -10;
  private static final int LARGEST_EXPONENT = 23;
  private static final int SIGNIFICAND = 53;

  /** How many bits the powers of five have, as the JDK before 19 has them in a table. */
  private static final int[] BITS_OF_FIVE_TO = {
    0, 3, 5, 7, 10, 12, 14, 17, 19, 21, 24, 26, 28, 31, 33, 35, 38, 40, 42, 45, 47, 49, 52, 54, 56,
    59, 61
  };

  private final byte[] out = new byte[64];

  private void check(double value) {
    int end = ShortestDecimals.write(value, out, 3);
    double size = Math.abs(value);
    assertEquals(size >= 1e-3 && size < 1e7, end > 0);
    if (end > 0) {
      assertTrue(end - 3 <= ShortestDecimals.MAX_LENGTH);
      assertEquals(Double.toString(value), new String(out, 3, end - 3, US_ASCII));
    }
  }

  @Test
  void randomValuesAreTheJdks() {
    SplittableRandom random = new SplittableRandom(42);
    long least = Double.doubleToRawLongBits(1e-3);
    long past = Double.doubleToRawLongBits(1e7);
    for (int i = 0; i < VALUES; i++) {
      check(Double.longBitsToDouble(random.nextLong(least, past)));
      check(random.nextDouble());
      check(-random.nextInt(1_000_000_000) / Math.pow(10, random.nextInt(13)));
    }
  }

  @Test
  void edges() {
    for (int exponent = LEAST_EXPONENT - 1; exponent <= LARGEST_EXPONENT + 1; exponent++) {
      double power = Math.scalb(1.0, exponent);
      for (double value = power, i = 0; i < 50; i++, value = Math.nextUp(value)) {
        check(value);
      }
      for (double value = power, i = 0; i < 50; i++, value = Math.nextDown(value)) {
        check(value);
      }
    }
    for (int tenth = -4; tenth <= 8; tenth++) {
      for (int digit = 1; digit < 10; digit++) {
        double value = digit * Math.pow(10, tenth);
        check(value);
        check(Math.nextUp(value));
        check(Math.nextDown(value));
      }
    }
    for (double value :
        new double[] {0, -0.0, Double.MIN_VALUE, Double.MAX_VALUE, 2e-3, 0.3, 0.1 + 0.2}) {
      check(value);
    }
    check(Double.NaN);
    check(Double.POSITIVE_INFINITY);
  }

  /**
   * Before Java 19, digits are generated with numbers of 31 or 63 bits where that seems to be
   * enough. For every exponent and length of a significand, whatever the digits: no sum or product
   * that decides when to stop leaves its bits.
   */
  @Test
  void olderJavasScaleWithoutOverflow() {
    for (int exponent = LEAST_EXPONENT; exponent <= LARGEST_EXPONENT; exponent++) {
      for (int bits = 1; bits <= SIGNIFICAND; bits++) {
        boolean whole = bits <= exponent + 1;
        boolean powerOfTwo = bits == 1; // its few digits end before anything grows
        if (!whole && !powerOfTwo) {
          for (int tens = estimate(1, exponent); tens <= estimate(2, exponent); tens++) {
            scaleWithoutOverflow(exponent, bits, tens);
          }
        }
      }
    }
  }

  /** Of the decimal exponent, from the significand. */
  private static int estimate(double significand, int exponent) {
    return (int)
        Math.floor((significand - 1.5) * 0.289529654 + 0.176091259 + exponent * 0.301029995663981);
  }

  private static void scaleWithoutOverflow(int exponent, int bits, int tens) {
    int tiny = Math.max(0, bits - exponent - 1);
    int value5 = Math.max(0, -tens);
    int scale5 = Math.max(0, tens);
    int value2 = value5 + tiny + exponent;
    int scale2 = scale5 + tiny;
    int half2 = value2 - SIGNIFICAND;
    value2 -= bits - 1;
    int common = Math.min(value2, scale2);
    value2 -= common;
    scale2 -= common;
    half2 -= common;
    if (half2 < 0) {
      value2 -= half2;
      scale2 -= half2;
      half2 = 0;
    }
    int valueBits = bits + value2 + bitsOfFiveTo(value5);
    int scaleBits = scale2 + 1 + bitsOfFiveTo(scale5 + 1);
    if (valueBits >= Long.SIZE || scaleBits >= Long.SIZE) {
      return; // numbers of any size
    }
    int width = valueBits < Integer.SIZE && scaleBits < Integer.SIZE ? 31 : 63;
    BigInteger limit = BigInteger.ONE.shiftLeft(width);
    BigInteger ten = BigInteger.TEN;
    BigInteger scale = ten.multiply(BigInteger.valueOf(5).pow(scale5).shiftLeft(scale2));
    assertTrue(scale.compareTo(limit) < 0);
    BigInteger half = ten.multiply(BigInteger.valueOf(5).pow(value5).shiftLeft(half2));
    // While half an ulp is at most half a digit, digits may go on; what is left is less than one.
    for (boolean last = false; !last; half = half.multiply(ten)) {
      boolean fits = half.compareTo(limit) < 0;
      // What does not fit is negative, which is taken for the end, as it is.
      BigInteger bound = fits ? limit.subtract(scale) : limit.shiftLeft(1);
      String place = exponent + " " + bits + " " + tens;
      assertTrue(half.compareTo(bound) <= 0, place);
      last = half.shiftLeft(1).compareTo(scale) > 0;
    }
  }

  private static int bitsOfFiveTo(int power) {
    return power < BITS_OF_FIVE_TO.length ? BITS_OF_FIVE_TO[power] : 3 * power;
  }
}
