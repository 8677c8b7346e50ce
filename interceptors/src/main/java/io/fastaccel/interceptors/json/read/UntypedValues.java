package io.fastaccel.interceptors.json.read;

import io.fastaccel.runtime.text.JsonInput;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Reads values of which no type is known, as Jackson does without settings to the contrary: linked
 * maps, lists, texts, doubles, and integers of the smallest type. For one thread.
 */
public final class UntypedValues {

  private final JsonInput in;
  private final Refusal refusal;
  private final ToDoubleFunction<String> doubles;

  /**
   * The values of one input.
   *
   * @param doubles the library's conversion, for numbers that the input does not decide
   */
  public UntypedValues(JsonInput in, Refusal refusal, ToDoubleFunction<String> doubles) {
    this.in = in;
    this.refusal = refusal;
    this.doubles = doubles;
  }

  /**
   * Reads the value at the position.
   *
   * @param c the byte it begins with
   */
  public Object value(int c) {
    return switch (c) {
      case '"' -> in.string();
      case '{' -> map();
      case '[' -> list();
      case 't', 'f' -> in.bool();
      case 'n' -> {
        in.nothing();
        yield null;
      }
      default -> number();
    };
  }

  private Object map() {
    Map<String, Object> map = new LinkedHashMap<>();
    String name = in.firstMember() ? in.name() : null;
    while (name != null) {
      map.put(name, value(in.next()));
      name = in.nextName();
    }
    return map;
  }

  private Object list() {
    List<Object> list = new ArrayList<>();
    for (boolean more = in.firstElement(); more; more = in.nextElement()) {
      list.add(value(in.next()));
    }
    return list;
  }

  private Object number() {
    Number plain = in.plainNumberOrNull();
    if (plain != null) {
      return plain;
    }
    if (in.number()) {
      return doubleValue();
    }
    if (in.isInt()) {
      return in.intValue();
    }
    if (in.isLong()) {
      return in.longValue();
    }
    if (in.numberLength() > NumberToken.LONGEST_BIG_NUMBER) {
      throw refusal.because("long number");
    }
    return new BigInteger(in.numberText());
  }

  /** The double that the number with a fraction is that was read last. */
  public double doubleValue() {
    double value = in.doubleValue();
    return Double.isNaN(value) ? doubles.applyAsDouble(in.numberText()) : value;
  }
}
