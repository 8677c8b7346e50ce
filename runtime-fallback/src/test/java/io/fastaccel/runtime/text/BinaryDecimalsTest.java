package io.fastaccel.runtime.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BinaryDecimalsTest {

  private static final int ROUNDS = 300_000 * Integer.getInteger("fastaccel.reading.rounds", 1);

  private final SplittableRandom random = new SplittableRandom(8);

  @Test
  void randomDecimalsAreRoundedAsByTheJdk() {
    for (int i = 0; i < ROUNDS; i++) {
      same(random.nextLong() >>> random.nextInt(64), random.nextInt(131) - 65);
    }
  }

  @Test
  void decimalsNearTheMiddleOfTwoDoublesAreRoundedAsByTheJdk() {
    for (int i = 0; i < ROUNDS / 3; i++) {
      double value = Math.abs(Double.longBitsToDouble(random.nextLong()));
      if (value > 1e-40 && value < 1e60) {
        BigDecimal middle =
            new BigDecimal(value)
                .add(new BigDecimal(Math.nextUp(value)))
                .divide(BigDecimal.valueOf(2))
                .round(new MathContext(18, RoundingMode.HALF_EVEN));
        long digits = middle.unscaledValue().longValueExact();
        for (int near = -1; near <= 1; near++) {
          same(digits + near, -middle.scale());
        }
      }
    }
  }

  @Test
  void decimalsExactlyBetweenTwoDoublesAreRoundedToTheEvenOne() {
    for (int i = 0; i < ROUNDS / 3; i++) {
      same(2 * (random.nextLong(1L << 53) | 1L << 53) + 1, random.nextInt(10) - 4);
    }
  }

  @Test
  void powersBeyondTheTableAreLeftToTheCaller() {
    assertTrue(Double.isNaN(BinaryDecimals.toDouble(Long.MAX_VALUE, 66)));
    assertTrue(Double.isNaN(BinaryDecimals.toDouble(Long.MAX_VALUE, -66)));
    assertEquals(0.0, BinaryDecimals.toDouble(0, -400));
  }

  private static void same(long significand, int power) {
    String digits = Long.toUnsignedString(significand);
    if (digits.length() <= BinaryDecimals.MOST_DIGITS) {
      assertEquals(
          Double.parseDouble(digits + "E" + power),
          BinaryDecimals.toDouble(significand, power),
          () -> digits + "E" + power);
    }
  }
}
