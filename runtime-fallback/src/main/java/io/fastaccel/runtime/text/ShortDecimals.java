package io.fastaccel.runtime.text;

/**
 * Writes doubles that are short decimals, such as prices, without {@link Double#toString(double)},
 * and as that would.
 *
 * <p>Why it is the same: the value is {@code n / 10^8}, correctly rounded, with {@code n < 10^15}.
 * Two different decimals of at most 15 digits are never the same double, so this is the only one
 * that reads back as the value, and every shorter one would be another such decimal. {@code
 * Double.toString} generates digits until the decimal reads back as the value (before Java 19 with
 * exceptions, all of them outside of the range that is written without an exponent), and thus stops
 * at the same digits.
 */
final class ShortDecimals {

  /** The longest output. */
  static final int MAX_LENGTH = 20;

  private static final double SCALE = 1e8;
  private static final long WHOLE = 100_000_000L;

  /** The range that is written without an exponent. */
  private static final double LEAST = 1e-3;

  private static final double TOO_LARGE = 1e7;

  private ShortDecimals() {}

  /**
   * Writes the value, if it is short; {@code out} has room for {@link #MAX_LENGTH} bytes.
   *
   * @return the position after the last digit, or -1 if nothing was written
   */
  static int write(double value, byte[] out, int at) {
    double size = Math.abs(value);
    if (!(size >= LEAST && size < TOO_LARGE)) {
      return -1;
    }
    long scaled = (long) (size * SCALE + 0.5);
    if (scaled / SCALE != size) {
      return -1;
    }
    int o = at;
    if (value < 0) {
      out[o++] = '-';
    }
    long whole = scaled / WHOLE;
    o = DecimalDigits.short8((int) whole, out, o);
    out[o++] = '.';
    return DecimalDigits.trimmed((int) (scaled - whole * WHOLE), out, o);
  }
}
