package io.fastaccel.interceptors.jackson2;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteContext;
import java.util.Arrays;

/**
 * Where in the document we are, noted in plain arrays. Only when a serializer of Jackson's takes
 * over is it turned into the {@link JsonWriteContext}s that the serializer may look at.
 *
 * <p>Levels count from 1; level 0 is the document itself.
 */
final class ContextStack {

  private static final int INITIAL_LEVELS = 16;

  private Object[] owners = new Object[INITIAL_LEVELS];
  private boolean[] arrays = new boolean[INITIAL_LEVELS];
  private int[] entries = new int[INITIAL_LEVELS];
  private String[] names = new String[INITIAL_LEVELS];
  private JsonWriteContext[] contexts = new JsonWriteContext[INITIAL_LEVELS];
  private int[] counted = new int[INITIAL_LEVELS];

  private int depth;

  /** Levels, from 1 on, whose contexts are up to date but for their counts. */
  private int live;

  int depth() {
    return depth;
  }

  /** Whether the current level is an array. */
  boolean inArray() {
    return arrays[depth];
  }

  void enter(Object owner, boolean array) {
    int level = ++depth;
    if (level == owners.length) {
      extend();
    }
    owners[level] = owner;
    arrays[level] = array;
    entries[level] = 0;
  }

  void leave() {
    int level = depth--;
    owners[level] = null;
    names[level] = null;
    if (live == level) {
      contexts[level].clearAndGetParent();
      contexts[level] = null;
      live--;
    }
  }

  /** Notes the array element that is written next. */
  void element(int index) {
    entries[depth] = index;
  }

  /** Notes the object entry that is written next. */
  void entry(int index, String name) {
    entries[depth] = index;
    names[depth] = name;
  }

  /** Number of entries of the current level before the one that was noted. */
  int index() {
    return entries[depth];
  }

  /**
   * The context of the current level, after everything that was noted.
   *
   * @param named the name of the current entry has been written
   */
  JsonWriteContext materialize(JsonWriteContext root, boolean named)
      throws JsonProcessingException {
    if (live == 0 && depth > 0) {
      root.writeValue();
    }
    JsonWriteContext context = root;
    for (int level = 1; level <= depth; level++) {
      if (level > live) {
        context =
            arrays[level]
                ? context.createChildArrayContext(owners[level])
                : context.createChildObjectContext(owners[level]);
        contexts[level] = context;
        counted[level] = 0;
        live = level;
      } else {
        context = contexts[level];
      }
      int target = level < depth ? entries[level] + 1 : entries[level];
      while (counted[level] < target) {
        if (!arrays[level]) {
          context.writeFieldName(names[level]);
        }
        context.writeValue();
        counted[level]++;
      }
    }
    if (named && depth > 0 && !arrays[depth]) {
      context.writeFieldName(names[depth]);
    }
    return context;
  }

  /**
   * Takes back what a serializer has left.
   *
   * @return entries of the current level, or -1 if the serializer left another level
   */
  int settle(JsonWriteContext left) {
    if (depth == 0) {
      return left.getEntryCount();
    }
    if (left != contexts[depth]) {
      return -1;
    }
    counted[depth] = left.getEntryCount();
    return counted[depth];
  }

  /** Forgets everything, the application's objects first of all. */
  void clear() {
    for (int level = 1; level <= depth; level++) {
      owners[level] = null;
      names[level] = null;
      contexts[level] = null;
    }
    depth = 0;
    live = 0;
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
