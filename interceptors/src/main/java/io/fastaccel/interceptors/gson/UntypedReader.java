package io.fastaccel.interceptors.gson;

import com.google.gson.ToNumberPolicy;
import com.google.gson.ToNumberStrategy;
import com.google.gson.TypeAdapter;
import io.fastaccel.runtime.text.JsonInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads values of which no type is known, as one of Gson's adapters would. For one thread. */
final class UntypedReader {

  private final JsonInput in;
  private final GsonDocumentReader document;
  private final ToNumberStrategy numbers;

  /**
   * @param adapter an {@link AdapterKind#OBJECT}
   */
  UntypedReader(JsonInput in, TypeAdapter<?> adapter, GsonDocumentReader document)
      throws Throwable {
    this.in = in;
    this.document = document;
    this.numbers = ReadInternals.numbers(adapter);
  }

  /**
   * Reads the value at the position.
   *
   * @param c the byte it begins with
   */
  Object value(int c) throws Throwable {
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

  private Object map() throws Throwable {
    Map<String, Object> map = ReadInternals.newUntypedMap();
    for (boolean more = in.firstMember(); more; more = in.nextMember()) {
      String name = in.name();
      map.put(name, value(in.next()));
    }
    return map;
  }

  private Object list() throws Throwable {
    List<Object> list = new ArrayList<>();
    for (boolean more = in.firstElement(); more; more = in.nextElement()) {
      list.add(value(in.next()));
    }
    return list;
  }

  private Object number() throws Throwable {
    if (numbers == ToNumberPolicy.DOUBLE) {
      document.readNumber();
      return document.doubleValue();
    }
    if (numbers == ToNumberPolicy.LONG_OR_DOUBLE) {
      return document.readNumber() || !in.isLong()
          ? (Object) document.doubleValue()
          : in.longValue();
    }
    if (numbers == ToNumberPolicy.LAZILY_PARSED_NUMBER) {
      document.readNumber();
      return ReadInternals.newLazyNumber(in.numberText());
    }
    if (numbers == ToNumberPolicy.BIG_DECIMAL) {
      document.readNumber();
      return document.decimal(in.numberText());
    }
    InputReader lent = document.reader();
    lent.lend();
    Object number = numbers.readNumber(lent);
    lent.settle();
    return number;
  }
}
