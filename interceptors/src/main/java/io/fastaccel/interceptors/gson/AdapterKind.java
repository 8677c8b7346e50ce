package io.fastaccel.interceptors.gson;

import com.google.gson.TypeAdapter;

/**
 * What an adapter does, where it is one of Gson's own that {@link GsonDocument} stands in for. Told
 * by the adapter's class.
 */
final class AdapterKind {

  /** Run as it is. */
  static final int HANDED = 0;

  static final int STRING = 1;
  static final int INTEGER = 2;
  static final int LONG = 3;
  static final int BOOLEAN = 4;
  static final int DOUBLE = 5;
  static final int FLOAT = 6;
  static final int SHORT = 7;
  static final int BYTE = 8;
  static final int CHARACTER = 9;
  static final int LONG_AS_STRING = 10;
  static final int BIG_DECIMAL = 11;
  static final int BIG_INTEGER = 12;
  static final int ENUM = 13;

  /** Fields of a class. */
  static final int REFLECTIVE = 14;

  static final int COLLECTION = 15;
  static final int MAP = 16;
  static final int ARRAY = 17;

  /** Whatever the value's class has. */
  static final int OBJECT = 18;

  /** A tree. */
  static final int ELEMENT = 19;

  /** Stands for an adapter that was not there yet when it was asked for. */
  static final int FUTURE = 20;

  /** Not an adapter's: {@code null} is to be written. */
  static final int NULL = 21;

  /** Not an adapter's: an object without members. */
  static final int EMPTY = 22;

  private AdapterKind() {}

  /** Whether values of the kind hold no others. */
  static boolean isScalar(int kind) {
    return kind >= STRING && kind <= ENUM;
  }

  /** Whether {@code null} is read as {@code null}. */
  static boolean readsNull(int kind) {
    return kind >= STRING && kind <= OBJECT;
  }

  static int of(TypeAdapter<?> adapter) {
    Class<?> type = adapter.getClass();
    if (type == GsonInternals.STRING) {
      return STRING;
    }
    if (GsonInternals.REFLECTIVE.isInstance(adapter)) {
      return REFLECTIVE;
    }
    if (type == GsonInternals.OBJECT) {
      return OBJECT;
    }
    if (type == GsonInternals.COLLECTION) {
      return COLLECTION;
    }
    if (type == GsonInternals.MAP) {
      return MAP;
    }
    if (type == GsonInternals.INTEGER) {
      return INTEGER;
    }
    if (type == GsonInternals.DOUBLE || type == GsonInternals.CHECKED_DOUBLE) {
      return DOUBLE;
    }
    if (type == GsonInternals.BOOLEAN) {
      return BOOLEAN;
    }
    if (type == GsonInternals.LONG) {
      return LONG;
    }
    if (type == GsonInternals.ENUM) {
      return ENUM;
    }
    if (type == GsonInternals.ARRAY) {
      return ARRAY;
    }
    if (type == GsonInternals.FUTURE) {
      return FUTURE;
    }
    return rare(adapter, type);
  }

  private static int rare(TypeAdapter<?> adapter, Class<?> type) {
    if (type == GsonInternals.FLOAT || type == GsonInternals.CHECKED_FLOAT) {
      return FLOAT;
    }
    if (type == GsonInternals.SHORT) {
      return SHORT;
    }
    if (type == GsonInternals.BYTE) {
      return BYTE;
    }
    if (type == GsonInternals.CHARACTER) {
      return CHARACTER;
    }
    if (type == GsonInternals.LONG_AS_STRING) {
      return LONG_AS_STRING;
    }
    if (type == GsonInternals.BIG_DECIMAL) {
      return BIG_DECIMAL;
    }
    if (type == GsonInternals.BIG_INTEGER) {
      return BIG_INTEGER;
    }
    return GsonInternals.writesElements(adapter) ? ELEMENT : HANDED;
  }
}
