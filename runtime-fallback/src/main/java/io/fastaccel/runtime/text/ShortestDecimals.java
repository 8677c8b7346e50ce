package io.fastaccel.runtime.text;

import java.math.BigInteger;

/**
 * Writes doubles that {@link Double#toString(double)} writes without an exponent, from 10^-3 up to
 * 10^7, and as that would.
 *
 * <p>Source: Raffaello Giulietti, <i>The Schubfach way to render doubles</i> (2022), the algorithm
 * behind {@code Double.toString} since Java 19: of the shortest decimals that round to the value
 * the closest. The names are the paper's. Its case for powers of two, which have a closer neighbour
 * below, is left out: a test compares all of those in the range.
 *
 * <p>Why it is also what earlier Javas answer, in this range: they generate digits (Steele and
 * White, Dybvig) until the digits, or the digits with the last one raised, lie within half an ulp
 * of the value, and choose the closer of the two. That is the same choice, but for three
 * differences, none of which occurs here. They leave decimals out that lie exactly on the border: a
 * border has at least 30 binary places behind the point, and as many decimal ones, far more than
 * 17. For powers of two they assume half the distance: those in the range have at most 10 digits,
 * and the algorithm stops at them at the latest. They scale in 64 bits where that seems to suffice:
 * a test goes through all exponents and lengths of the significand, and finds no overflow that a
 * comparison would notice.
 */
final class ShortestDecimals {

  /** The longest output: a sign, 17 digits, a point and zeros. */
  static final int MAX_LENGTH = 24;

  /** The range that is written without an exponent. */
  private static final double LEAST = 1e-3;

  private static final double TOO_LARGE = 1e7;

  private static final int FRACTION_BITS = 52;
  private static final long HIDDEN_BIT = 1L << FRACTION_BITS;
  private static final int BIAS = 1023 + FRACTION_BITS;

  /** Of the values in the range; the ulp is {@code 2^q}. */
  private static final int LEAST_Q = -62;

  private static final int LARGEST_Q = -29;

  /** {@code floor(log10(2^q))}. */
  private static final int[] K = new int[LARGEST_Q - LEAST_Q + 1];

  /** {@code floor(log2(10^-k)) + q + 2}. */
  private static final int[] H = new int[K.length];

  /** {@code 10^-k} with 126 significant bits, rounded up: the upper 63 of them, and the lower. */
  private static final long[] G1 = new long[K.length];

  private static final long[] G0 = new long[K.length];

  private static final long MASK_63 = Long.MAX_VALUE;

  private static final int EIGHT_DIGITS = 100_000_000;

  static {
    for (int q = LEAST_Q; q <= LARGEST_Q; q++) {
      prepare(q);
    }
  }

  private ShortestDecimals() {}

  /** All q are negative here, and so are all k. */
  private static void prepare(int q) {
    BigInteger ulps = BigInteger.ONE.shiftLeft(-q);
    int k = 0; // the largest with 10^k <= 2^q
    BigInteger scale = BigInteger.ONE; // 10^-k
    while (scale.compareTo(ulps) < 0) {
      scale = scale.multiply(BigInteger.TEN);
      k--;
    }
    int log2 = scale.bitLength() - 1;
    BigInteger[] g = scale.shiftLeft(125).divideAndRemainder(BigInteger.ONE.shiftLeft(log2));
    BigInteger up = g[0].add(BigInteger.ONE);
    int at = q - LEAST_Q;
    K[at] = k;
    H[at] = q + log2 + 2;
    G1[at] = up.shiftRight(63).longValueExact();
    G0[at] = up.and(BigInteger.valueOf(MASK_63)).longValueExact();
  }

  /**
   * Writes the value, if it is in the range; {@code out} has room for {@link #MAX_LENGTH} bytes.
   *
   * @return the position after the last digit, or -1 if nothing was written
   */
  static int write(double value, byte[] out, int at) {
    double size = Math.abs(value);
    if (!(size >= LEAST && size < TOO_LARGE)) {
      return -1;
    }
    long bits = Double.doubleToRawLongBits(size);
    int q = (int) (bits >>> FRACTION_BITS) - BIAS;
    long c = (bits & (HIDDEN_BIT - 1)) | HIDDEN_BIT;
    int place = q - LEAST_Q;
    long digits = shortest(c, place);
    int k = K[place];
    int o = at;
    if (value < 0) {
      out[o++] = '-';
    }
    return plain(digits, -k, out, o);
  }

  /** The digits of the shortest decimal, trailing zeros included; their unit is {@code 10^k}. */
  private static long shortest(long c, int place) {
    int h = H[place];
    long g1 = G1[place];
    long g0 = G0[place];
    int odd = (int) c & 1;
    long cb = c << 2;
    long vb = rounded(g1, g0, cb << h);
    long vbl = rounded(g1, g0, (cb - 2) << h) + odd;
    long vbr = rounded(g1, g0, (cb + 2) << h) - odd;
    long s = vb >>> 2;
    long tens = s / 10 * 10;
    boolean tensIn = vbl <= tens << 2;
    if (tensIn != ((tens + 10) << 2 <= vbr)) {
      return tensIn ? tens : tens + 10;
    }
    long t = s + 1;
    boolean lowerIn = vbl <= s << 2;
    if (lowerIn != (t << 2 <= vbr)) {
      return lowerIn ? s : t;
    }
    long middle = vb - ((s + t) << 1);
    return middle < 0 || (middle == 0 && (s & 1) == 0) ? s : t;
  }

  /** {@code cp * g / 2^127}, rounded to odd. */
  private static long rounded(long g1, long g0, long cp) {
    long x1 = Math.multiplyHigh(g0, cp);
    long y0 = g1 * cp;
    long y1 = Math.multiplyHigh(g1, cp);
    long z = (y0 >>> 1) + x1;
    long w = y1 + (z >>> 63);
    return w | (((z & MASK_63) + MASK_63) >>> 63);
  }

  /** Writes {@code digits * 10^-places} with a point and at least one digit on each side. */
  private static int plain(long digits, int places, byte[] out, int at) {
    long rest = digits;
    int behind = places;
    // 17 digits at most; most values that come here have 16 or 17, and no zeros to take away
    while (behind > 1) {
      long shorter = rest / 10;
      if (shorter * 10 != rest) {
        break;
      }
      rest = shorter;
      behind--;
    }
    if (behind <= 8) {
      int unit = POWERS[behind];
      long whole = rest / unit;
      int o = DecimalDigits.short8((int) whole, out, at);
      out[o++] = '.';
      return DecimalDigits.padded((int) (rest - whole * unit), behind, out, o);
    }
    // The fraction in two parts: what is behind its eighth digit, and the first eight.
    int low = behind - 8;
    long unit = low <= 8 ? POWERS[low] : (long) POWERS[low - 8] * EIGHT_DIGITS;
    long high = rest / unit;
    long tail = rest - high * unit;
    long whole = high / EIGHT_DIGITS;
    int o = DecimalDigits.short8((int) whole, out, at);
    out[o++] = '.';
    o = DecimalDigits.padded((int) (high - whole * EIGHT_DIGITS), 8, out, o);
    if (low > 8) {
      int upper = (int) (tail / EIGHT_DIGITS);
      o = DecimalDigits.padded(upper, low - 8, out, o);
      tail -= (long) upper * EIGHT_DIGITS;
      low = 8;
    }
    return DecimalDigits.padded((int) tail, low, out, o);
  }

  private static final int[] POWERS = {
    1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000
  };
}
