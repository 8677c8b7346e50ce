package io.fastaccel.interceptors.json.read;

import io.fastaccel.runtime.text.JsonInput;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.function.ToDoubleFunction;

/**
 * The number that was read last, as Jackson's parsers convert it: what a number with a fraction was
 * asked for first decides what it is later. Conversions that are an error there, or that differ
 * between versions, are refused. For one thread.
 */
public final class NumberToken {

  /** Longer numbers are parsed by other code in some versions. */
  public static final int LONGEST_BIG_NUMBER = 100;

  private enum Parsed {
    NOT,
    DOUBLE,
    FLOAT
  }

  private final JsonInput in;
  private final Refusal refusal;
  private final ToDoubleFunction<String> doubles;
  private final boolean floatsByDouble;

  private boolean fraction;
  private String text;
  private BigInteger bigInteger;
  private BigDecimal decimal;
  private Parsed parsed = Parsed.NOT;

  /**
   * The numbers of one input.
   *
   * @param doubles the library's conversion, for numbers that the input does not decide
   * @param floatsByDouble whether a float is rounded once more from a double
   */
  public NumberToken(
      JsonInput in, Refusal refusal, ToDoubleFunction<String> doubles, boolean floatsByDouble) {
    this.in = in;
    this.refusal = refusal;
    this.doubles = doubles;
    this.floatsByDouble = floatsByDouble;
  }

  /**
   * Reads the number at the position.
   *
   * @return whether it has a fraction or an exponent
   */
  public boolean read() {
    text = null;
    bigInteger = null;
    decimal = null;
    parsed = Parsed.NOT;
    fraction = in.number();
    return fraction;
  }

  /** The number as it is written. */
  public String text() {
    if (text == null) {
      text = in.numberText();
    }
    return text;
  }

  /** Whether it has neither a fraction nor an exponent. */
  public boolean isInteger() {
    return !fraction;
  }

  /** Whether it is an integer that no {@code long} holds. */
  public boolean isBigInteger() {
    return !fraction && !in.isLong();
  }

  /** Whether it is an integer that an {@code int} holds. */
  public boolean isInt() {
    return !fraction && in.isLong() && (int) in.longValue() == in.longValue();
  }

  /** Whether it has been asked for as a {@link BigDecimal}, and is one from then on. */
  public boolean isDecimal() {
    return decimal != null;
  }

  /** In the type that fits best. */
  public Number value() {
    if (!fraction) {
      return integer();
    }
    return decimal != null ? decimal : (Number) ofFraction();
  }

  /** In a type that loses nothing, unless it is a double already. */
  public Number exactValue() {
    if (!fraction) {
      return integer();
    }
    return decimal == null && parsed == Parsed.DOUBLE ? (Number) ofFraction() : decimalValue();
  }

  /** The number, or its text where that has not been looked at. */
  public Object deferredValue() {
    if (!fraction) {
      return in.isLong() || bigInteger != null || parsed != Parsed.NOT ? integer() : text();
    }
    if (decimal != null) {
      return decimal;
    }
    return parsed == Parsed.NOT ? text() : (Object) ofFraction();
  }

  private Number integer() {
    if (in.isInt()) {
      return in.intValue();
    }
    if (in.isLong()) {
      return in.longValue();
    }
    return bigInteger();
  }

  /** Without a fraction. */
  public int intValue() {
    if (!fraction) {
      if (isInt()) {
        return (int) in.longValue();
      }
    } else if (decimal == null) {
      double value = ofFraction();
      if (value >= Integer.MIN_VALUE && value <= Integer.MAX_VALUE) {
        return (int) value;
      }
    }
    throw refusal.because("number out of range");
  }

  /** Without a fraction. */
  public long longValue() {
    if (!fraction) {
      if (in.isLong()) {
        return in.longValue();
      }
    } else if (decimal == null) {
      double value = ofFraction();
      if (Math.abs(value) < 1L << 53) {
        return (long) value;
      }
    }
    throw refusal.because("number out of range");
  }

  /** Of a number that has no fraction. */
  public BigInteger bigIntegerValue() {
    if (fraction) {
      throw refusal.because("integer from a fraction");
    }
    return in.isLong() ? BigInteger.valueOf(in.longValue()) : bigInteger();
  }

  private BigInteger bigInteger() {
    if (parsed != Parsed.NOT) {
      throw refusal.because("long number asked for after a double");
    }
    if (bigInteger == null) {
      if (in.numberLength() > LONGEST_BIG_NUMBER) {
        throw refusal.because("long number");
      }
      bigInteger = new BigInteger(text());
    }
    return bigInteger;
  }

  /** Rounded. */
  public float floatValue() {
    if (!fraction) {
      if (in.isLong() && Math.abs(in.longValue()) < 1 << 24) {
        return in.longValue();
      }
      throw refusal.because("float of many digits from an integer");
    }
    if (decimal != null) {
      throw refusal.because("float after a decimal");
    }
    if (floatsByDouble) {
      return (float) ofFraction();
    }
    if (parsed == Parsed.DOUBLE) {
      throw refusal.because("float after a double");
    }
    parsed = Parsed.FLOAT;
    return Float.parseFloat(text());
  }

  /** Rounded. */
  public double doubleValue() {
    if (!fraction) {
      if (in.isLong()) {
        return in.longValue();
      }
      double value = bigInteger().doubleValue();
      parsed = Parsed.DOUBLE;
      return value;
    }
    if (decimal != null) {
      throw refusal.because("double after a decimal");
    }
    return ofFraction();
  }

  private double ofFraction() {
    if (parsed == Parsed.FLOAT) {
      throw refusal.because("number asked for after a float");
    }
    parsed = Parsed.DOUBLE;
    double value = in.doubleValue();
    return Double.isNaN(value) ? doubles.applyAsDouble(text()) : value;
  }

  /** With all digits. */
  public BigDecimal decimalValue() {
    if (!fraction) {
      return in.isLong() ? BigDecimal.valueOf(in.longValue()) : new BigDecimal(bigInteger());
    }
    if (decimal == null) {
      if (parsed == Parsed.FLOAT) {
        throw refusal.because("number asked for after a float");
      }
      if (in.numberLength() > LONGEST_BIG_NUMBER) {
        throw refusal.because("long number");
      }
      decimal = new BigDecimal(text());
    }
    return decimal;
  }
}
