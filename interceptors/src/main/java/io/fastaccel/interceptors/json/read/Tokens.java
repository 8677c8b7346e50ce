package io.fastaccel.interceptors.json.read;

import java.util.Arrays;
import java.util.function.Predicate;

/**
 * A value as a library would take it apart on its way from one type to another: texts, numbers and
 * booleans as they are, {@linkplain Mark marks} around and between them, names as texts before
 * their values. What a library alone understands is in it as one object of the library's. For one
 * thread.
 */
public final class Tokens {

  /** What is no value of its own. */
  public enum Mark {
    /** An object begins: names and values follow, and an {@link #END}. */
    OBJECT,
    /** An array begins: values follow, and an {@link #END}. */
    ARRAY,
    /** The end of the innermost array or object. */
    END,
    /** {@code null}. */
    NULL
  }

  private static final int INITIAL_SIZE = 48;

  private Object[] tokens = new Object[INITIAL_SIZE];
  private int size;
  private int position;

  /** Empty. */
  public Tokens() {}

  /** Adds one at the end. */
  public void add(Object token) {
    if (size == tokens.length) {
      tokens = Arrays.copyOf(tokens, 2 * size);
    }
    tokens[size++] = token;
  }

  /** How many there are. */
  public int size() {
    return size;
  }

  /** Whether there is one like that. */
  public boolean anyMatch(Predicate<Object> condition) {
    for (int i = 0; i < size; i++) {
      if (condition.test(tokens[i])) {
        return true;
      }
    }
    return false;
  }

  /** Takes back all but the first ones. */
  public void cutTo(int first) {
    size = first;
  }

  /** The token at any place, from 0 on. */
  public Object at(int place) {
    return tokens[place];
  }

  /** The token at the position. */
  public Object next() {
    return tokens[position];
  }

  /** The token at the position, which moves on. */
  public Object take() {
    return tokens[position++];
  }

  /** Moves on behind the value at the position. */
  public void skipValue() {
    int depth = 0;
    do {
      Object token = tokens[position++];
      if (token == Mark.OBJECT || token == Mark.ARRAY) {
        depth++;
      } else if (token == Mark.END) {
        depth--;
      }
    } while (depth > 0);
  }

  /** The position, from 0 on. */
  public int position() {
    return position;
  }

  /** Goes back to a position. */
  public void goBackTo(int earlier) {
    position = earlier;
  }

  @Override
  public String toString() {
    return Arrays.asList(tokens).subList(0, size).toString();
  }
}
