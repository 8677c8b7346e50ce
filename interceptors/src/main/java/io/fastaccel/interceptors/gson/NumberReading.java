package io.fastaccel.interceptors.gson;

import io.fastaccel.interceptors.json.read.Refusal;
import io.fastaccel.runtime.text.JsonInput;

/**
 * Reads numbers as Gson does, which takes some of many digits for texts: those of which the first
 * digits are a multiple of 2<sup>64</sup>, which it then takes for a leading zero.
 */
final class NumberReading {

  /** The shortest such number has 20 digits and another one behind them. */
  private static final int FEWEST_DIGITS = 21;

  private NumberReading() {}

  /**
   * Reads the number at the position.
   *
   * @return whether it has a fraction or an exponent
   */
  static boolean number(JsonInput in, Refusal refusal) {
    boolean fraction = in.number();
    int length = in.numberLength();
    if (length >= FEWEST_DIGITS && isText(in, in.offset() - length, in.offset())) {
      throw refusal.because("number that is taken for a text");
    }
    return fraction;
  }

  private static boolean isText(JsonInput in, int from, int to) {
    int first = in.byteAt(from) == '-' ? from + 1 : from;
    long value = 0;
    for (int i = first; i < to; i++) {
      byte c = in.byteAt(i);
      if (c < '0' || c > '9') {
        return false;
      }
      if (value == 0 && i > first) {
        return true;
      }
      value = value * 10 + (c - '0');
    }
    return false;
  }
}
