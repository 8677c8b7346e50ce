package io.fastaccel.interceptors.json.read;

import io.fastaccel.interceptors.json.read.Tokens.Mark;
import java.util.Arrays;

/**
 * Where among tokens we are, in a library's terms. Most values need none of it: the library's
 * contexts are made when one of its own serializers or deserializers takes over, by going through
 * the tokens since the last time.
 *
 * <p>For one thread.
 *
 * @param <C> the library's type of context
 */
public abstract class TokenPlace<C> {

  private static final int INITIAL_DEPTH = 4;

  /** What is saved with so many tokens is lost where the library takes over. */
  private static final int PRICE_OF_VALUE = 16;

  private final Tokens tokens;

  /** What the open arrays and objects are made of, or are made into; from 1 on. */
  private Object[] values = new Object[INITIAL_DEPTH];

  private int depth;

  private Object[] contexts;
  private boolean[] inObject;

  /** Up to where the tokens are known to the contexts, and how deep that is. */
  private int position;

  private int level;

  /** A name has been seen, and its value has not. */
  private boolean named;

  /** What the library's own work on values among the tokens costs, in tokens. */
  private int price;

  private boolean excused;

  /** At the first of these tokens. */
  protected TokenPlace(Tokens tokens) {
    this.tokens = tokens;
  }

  /** The library's context outside of everything. */
  protected abstract C root();

  /** The library's context of an array or object that begins in another one. */
  protected abstract C in(C outer, boolean isArray, Object value) throws Throwable;

  /** Tells a context a name. */
  protected abstract void named(C context, String name) throws Throwable;

  /** Tells a context that a value has gone by. */
  protected abstract void counted(C context) throws Throwable;

  /** Tells a context of what it is. */
  protected abstract void tell(C context, Object value);

  /** Notes that an array or an object begins. */
  public final void enter(Object value) {
    if (++depth == values.length) {
      values = Arrays.copyOf(values, 2 * depth);
    }
    values[depth] = value;
  }

  /** Notes that it ends. */
  public final void leave() {
    values[depth--] = null;
  }

  /** Notes what the innermost array or object is. */
  public final void value(Object value) {
    values[depth] = value;
  }

  /**
   * The context of a value.
   *
   * @param to the value's position among the tokens
   */
  public final C at(int to) throws Throwable {
    if (contexts == null) {
      contexts = new Object[values.length];
      inObject = new boolean[values.length];
      contexts[0] = root();
    }
    while (position < to) {
      pass(tokens.at(position++));
    }
    for (int i = 1; i <= level; i++) {
      tell(context(i), i <= depth ? values[i] : null);
    }
    return context(level);
  }

  private void pass(Object token) throws Throwable {
    C context = context(level);
    if (token == Mark.OBJECT || token == Mark.ARRAY) {
      C inner = in(context, token == Mark.ARRAY, level < depth ? values[level + 1] : null);
      if (++level == contexts.length) {
        contexts = Arrays.copyOf(contexts, 2 * level);
        inObject = Arrays.copyOf(inObject, 2 * level);
      }
      contexts[level] = inner;
      inObject[level] = token == Mark.OBJECT;
      named = false;
    } else if (token == Mark.END) {
      contexts[level--] = null;
      named = false;
    } else if (inObject[level] && !named) {
      named(context, (String) token);
      named = true;
    } else {
      counted(context);
      named = false;
    }
  }

  /** Notes that the library took over because a plan is not made yet. */
  public final void excuse() {
    excused = true;
  }

  /** Whether the library has had so much of the work that all of it had better be its own. */
  public final boolean isDear() {
    return price > tokens.size() && !excused;
  }

  /** Goes on behind values that the library has told the context of. */
  public final void passed(int to) {
    price += PRICE_OF_VALUE + to - position;
    position = to;
    named = false;
  }

  @SuppressWarnings("unchecked")
  private C context(int at) {
    return (C) contexts[at];
  }
}
