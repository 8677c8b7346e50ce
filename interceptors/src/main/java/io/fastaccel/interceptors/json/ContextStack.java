package io.fastaccel.interceptors.json;

import java.util.Arrays;
import java.util.function.UnaryOperator;

/**
 * Where in a document we are, noted in plain arrays. Only when a library's own serializer takes
 * over is it turned into the library's contexts, which the serializer may look at.
 *
 * <p>Levels count from 1; level 0 is the document itself. For one thread.
 *
 * @param <C> the library's type of context
 */
public abstract class ContextStack<C> {

  private static final int INITIAL_LEVELS = 16;

  private Object[] owners = new Object[INITIAL_LEVELS];
  private boolean[] arrays = new boolean[INITIAL_LEVELS];
  private int[] entries = new int[INITIAL_LEVELS];
  private String[] names = new String[INITIAL_LEVELS];
  private Object[] contexts = new Object[INITIAL_LEVELS];
  private int[] counted = new int[INITIAL_LEVELS];

  private int depth;

  /** Levels, from 1 on, whose contexts are up to date but for their counts. */
  private int live;

  /** A stack at the document's beginning. */
  protected ContextStack() {}

  /** The library's context of an array that begins in another one. */
  protected abstract C arrayIn(C parent, Object owner);

  /** The library's context of an object that begins in another one. */
  protected abstract C objectIn(C parent, Object owner);

  /** Tells a context that a name has been written. */
  protected abstract void nameWritten(C context, String name);

  /** Tells a context that a value has been written. */
  protected abstract void valueWritten(C context);

  /** Tells a context that it has ended. */
  protected abstract void ended(C context);

  /** Values or members that a context has counted. */
  protected abstract int entriesOf(C context);

  /** Levels that are open. */
  public final int depth() {
    return depth;
  }

  /** Whether the current level is an array. */
  public final boolean inArray() {
    return arrays[depth];
  }

  /** Notes that an object or array begins. */
  public final void enter(Object owner, boolean array) {
    int level = ++depth;
    if (level == owners.length) {
      extend();
    }
    owners[level] = owner;
    arrays[level] = array;
    entries[level] = 0;
  }

  /** Notes that the current object or array ends. */
  public final void leave() {
    int level = depth--;
    owners[level] = null;
    names[level] = null;
    if (live == level) {
      ended(context(level));
      contexts[level] = null;
      live--;
    }
  }

  /** Notes the array element that is written next. */
  public final void element(int index) {
    entries[depth] = index;
  }

  /** Notes the object entry that is written next. */
  public final void entry(int index, String name) {
    entries[depth] = index;
    names[depth] = name;
  }

  /** Number of entries of the current level before the one that was noted. */
  public final int index() {
    return entries[depth];
  }

  /**
   * The context of the current level, after everything that was noted.
   *
   * @param named the name of the current entry has been written
   */
  public final C materialize(C root, boolean named) {
    if (live == 0 && depth > 0) {
      valueWritten(root);
    }
    C context = root;
    for (int level = 1; level <= depth; level++) {
      if (level > live) {
        context =
            arrays[level] ? arrayIn(context, owners[level]) : objectIn(context, owners[level]);
        contexts[level] = context;
        counted[level] = 0;
        live = level;
      } else {
        context = context(level);
      }
      int target = level < depth ? entries[level] + 1 : entries[level];
      while (counted[level] < target) {
        if (!arrays[level]) {
          nameWritten(context, names[level]);
        }
        valueWritten(context);
        counted[level]++;
      }
    }
    if (named && depth > 0 && !arrays[depth]) {
      nameWritten(context, names[depth]);
    }
    return context;
  }

  /**
   * The context of the innermost level that is open where a document breaks off.
   *
   * @param place the context of the document's own place
   * @param text what a name means that is told with its quotes and escapes
   */
  public final C within(C place, OpenStructure document, UnaryOperator<String> text) {
    C context = place;
    for (OpenStructure.Level level : document.levels()) {
      context = level.isArray() ? arrayIn(context, null) : objectIn(context, null);
      String name = level.name() == null ? null : text.apply(level.name());
      for (int i = 0; i < level.entries(); i++) {
        if (name != null) {
          nameWritten(context, name);
        }
        valueWritten(context);
      }
      if (level.isNamed()) {
        nameWritten(context, name);
      }
    }
    return context;
  }

  /**
   * Takes back what a serializer has left.
   *
   * @return entries of the current level, or -1 if the serializer left another level
   */
  public final int settle(C left) {
    if (depth == 0) {
      return entriesOf(left);
    }
    if (left != contexts[depth]) {
      return -1;
    }
    counted[depth] = entriesOf(left);
    return counted[depth];
  }

  /** Forgets everything, the application's objects first of all. */
  public final void clear() {
    for (int level = 1; level <= depth; level++) {
      owners[level] = null;
      names[level] = null;
      contexts[level] = null;
    }
    depth = 0;
    live = 0;
  }

  @SuppressWarnings("unchecked")
  private C context(int level) {
    return (C) contexts[level];
  }

  private void extend() {
    int length = 2 * owners.length;
    owners = Arrays.copyOf(owners, length);
    arrays = Arrays.copyOf(arrays, length);
    entries = Arrays.copyOf(entries, length);
    names = Arrays.copyOf(names, length);
    contexts = Arrays.copyOf(contexts, length);
    counted = Arrays.copyOf(counted, length);
  }
}
