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

  private static final int INITIAL_DEPTH = 4;

  /** The index -1. */
  private static final int BEFORE_FIRST = -2;

  private static final Object[] NONE = {};
  private static final int[] NO_ENTRIES = {};

  private int depth;

  /** Levels, from 1 on, that have their contexts. */
  private int materialized;

  /** For each level twice the index of the entry, plus one in an array. */
  private int[] entries = NO_ENTRIES;

  /** For each level the name of the entry, and what is being made. */
  private Object[] names = NONE;

  /** From level 1 on. */
  private Object[] contexts = NONE;

  /** A document's beginning. */
  protected ReadContexts() {}

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
    makeRoom(d);
    entries[d] = isArray ? BEFORE_FIRST | 1 : BEFORE_FIRST;
    names[2 * d] = null;
    names[2 * d + 1] = value;
  }

  private void makeRoom(int d) {
    if (d >= entries.length) {
      int length = Math.max(INITIAL_DEPTH, 2 * d);
      entries = Arrays.copyOf(entries, length);
      names = Arrays.copyOf(names, 2 * length);
    }
  }

  /** Notes that an object begins of which nothing is told before {@link #member} is. */
  public final void enterUntold() {
    depth++;
  }

  /** Notes that it ends. */
  public final void leave() {
    if (depth < entries.length) {
      names[2 * depth + 1] = null;
    }
    depth--;
    if (materialized > depth) {
      materialized = depth;
    }
  }

  /** Notes the next element or member. */
  public final void next() {
    entries[depth] += 2;
  }

  /** Notes the name of the member. */
  public final void name(String name) {
    names[2 * depth] = name;
  }

  /** Notes the index and the name of the member, and what is made of the object. */
  public final void member(int index, String name, Object value) {
    makeRoom(depth);
    entries[depth] = index << 1;
    names[2 * depth] = name;
    names[2 * depth + 1] = value;
  }

  /** Notes what is made of the array or object. */
  public final void value(Object value) {
    names[2 * depth + 1] = value;
  }

  /**
   * The library's context for where the position is.
   *
   * @param root the library's context of the document, the same at each call
   */
  public final C materialize(C root) throws Throwable {
    if (contexts.length <= depth) {
      contexts = Arrays.copyOf(contexts, entries.length);
    }
    for (int i = 1; i <= depth; i++) {
      boolean isArray = (entries[i] & 1) != 0;
      if (i > materialized) {
        contexts[i] = in(context(i - 1, root), isArray);
        materialized = i;
      }
      C c = context(i, root);
      tell(c, isArray, names[2 * i + 1], (String) names[2 * i]);
      count(c, entries[i] >> 1);
    }
    return context(depth, root);
  }

  @SuppressWarnings("unchecked")
  private C context(int level, C root) {
    return level == 0 ? root : (C) contexts[level];
  }
}
