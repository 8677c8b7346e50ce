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
  private static final int SHIFT = Long.SIZE - BITS;

  /**
   * A name of less than sixteen bytes.
   *
   * @param head its first eight bytes in little-endian order, zeros behind them
   * @param tail the rest
   */
  private record ShortName(long head, long tail, String name) {}

  private final String[] names = new String[1 << BITS];
  private final ShortName[] shortNames = new ShortName[1 << BITS];
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

  /** The name between two positions, which is these two words: no byte of it is zero. */
  String get(long head, long tail, byte[] in, int from, int to) {
    int slot = (int) (((head * 0x9E37_79B9_7F4A_7C15L + tail) * 0xC2B2_AE3D_27D4_EB4FL) >>> SHIFT);
    ShortName known = shortNames[slot];
    if (known != null && known.head == head && known.tail == tail) {
      return known.name;
    }
    String name = canonical(new String(in, from, to - from, StandardCharsets.ISO_8859_1));
    shortNames[slot] = new ShortName(head, tail, name);
    return name;
  }

  /** The string to be used for an equal one. */
  String canonical(String name) {
    return interned ? name.intern() : name;
  }
}
