package io.fastaccel.runtime.text;

import java.nio.charset.StandardCharsets;

/**
 * Strings for members' names that come again and again: a table of fixed size, in which a new name
 * takes the place of another. Names made to collide cost the making of a string each, nothing more.
 * Safe for use by many threads, which may see different strings for a name, equal ones.
 */
final class NameCache {

  private static final int BITS = 11;
  private static final int LONGEST = 64;

  private final String[] names = new String[1 << BITS];
  private final boolean interned;

  /**
   * @param interned whether names are {@linkplain String#intern() canonical}
   */
  NameCache(boolean interned) {
    this.interned = interned;
  }

  /** The name between two positions, which is ASCII. */
  String get(byte[] in, int from, int to) {
    int length = to - from;
    if (length > LONGEST) {
      return canonical(new String(in, from, length, StandardCharsets.ISO_8859_1));
    }
    int slot = NameBytes.hash(in, from, to) >>> (Integer.SIZE - BITS);
    String known = names[slot];
    if (known != null) {
      byte[] value = StringLayout.value(known);
      if (value.length == length && NameBytes.same(value, in, from)) {
        return known;
      }
    }
    String name = canonical(new String(in, from, length, StandardCharsets.ISO_8859_1));
    names[slot] = name;
    return name;
  }

  /** The string to be used for an equal one. */
  String canonical(String name) {
    return interned ? name.intern() : name;
  }
}
