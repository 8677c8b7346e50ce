package io.fastaccel.interceptors.json.read;

import java.util.Arrays;

/**
 * Where in a document we are, noted in plain arrays. Only when a library's own deserializer takes
 * over is it turned into the library's contexts, which the deserializer may look at.
 *
 * <p>For one thread.
 *
 * @param <C> the library's type of context
 */
public abstract class ReadContexts<C> {

  private static final int INITIAL_DEPTH = 6;

  private int depth;

  /** Levels, from 1 on, that have their contexts. */
  private int materialized;

  private boolean[] arrays = new boolean[INITIAL_DEPTH];
  private int[] indexes = new int[INITIAL_DEPTH];
  private String[] names = new String[INITIAL_DEPTH];
  private Object[] values = new Object[INITIAL_DEPTH];
  private Object[] contexts = new Object[1];

  /** A document's beginning. */
  protected ReadContexts(C root) {
    this.contexts[0] = root;
  }

  /** The library's context of an array or an object in another one. */
  protected abstract C in(C outer, boolean isArray);

  /** Tells a context the value that is being made, and in an object the name. */
  protected abstract void tell(C context, boolean isArray, Object value, String name)
      throws Throwable;

  /** Has a context count entries until it is at that one, from 0 on. */
  protected abstract void count(C context, int index);

  /**
   * Notes that an array or an object begins.
   *
   * @param value what is made of it, or {@code null}
   */
  public final void enter(boolean isArray, Object value) {
    int d = ++depth;
    if (d == arrays.length) {
      arrays = Arrays.copyOf(arrays, 2 * d);
      indexes = Arrays.copyOf(indexes, 2 * d);
      names = Arrays.copyOf(names, 2 * d);
      values = Arrays.copyOf(values, 2 * d);
    }
    arrays[d] = isArray;
    indexes[d] = -1;
    names[d] = null;
    values[d] = value;
  }

  /** Notes that it ends. */
  public final void leave() {
    values[depth] = null;
    depth--;
    if (materialized > depth) {
      materialized = depth;
    }
  }

  /** Notes the next element or member. */
  public final void next() {
    indexes[depth]++;
  }

  /** Notes the name of the member. */
  public final void name(String name) {
    names[depth] = name;
  }

  /** Notes the index and the name of the member, and what is made of the object. */
  public final void member(int index, String name, Object value) {
    indexes[depth] = index;
    names[depth] = name;
    values[depth] = value;
  }

  /** Notes what is made of the array or object. */
  public final void value(Object value) {
    values[depth] = value;
  }

  /** The library's context for where the position is. */
  public final C materialize() throws Throwable {
    if (contexts.length <= depth) {
      contexts = Arrays.copyOf(contexts, arrays.length);
    }
    for (int i = 1; i <= depth; i++) {
      if (i > materialized) {
        contexts[i] = in(context(i - 1), arrays[i]);
        materialized = i;
      }
      C c = context(i);
      tell(c, arrays[i], values[i], names[i]);
      count(c, indexes[i]);
    }
    return context(depth);
  }

  @SuppressWarnings("unchecked")
  private C context(int level) {
    return (C) contexts[level];
  }
}
