package io.fastaccel.runtime.text;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The names of an object's members, to be found among the bytes of a document. Immutable. */
public final class NameTable {

  /** Stands at the index of a name that is only to be found by other means. */
  private static final byte[] NOWHERE = {};

  /** With the quote behind them. */
  private final byte[][] quoted;

  /** Open addressing, one more than the index; no more than half full. */
  private final short[] slots;

  private final int shift;

  /**
   * @param names each at its index; a {@code null}, and a name that is not plain ASCII, is never
   *     found
   */
  public NameTable(String[] names) {
    this.quoted = new byte[names.length][];
    int bits = Math.max(2, 33 - Integer.numberOfLeadingZeros(names.length));
    this.slots = new short[1 << bits];
    this.shift = Integer.SIZE - bits;
    Arrays.fill(quoted, NOWHERE);
    for (int i = 0; i < names.length; i++) {
      if (names[i] != null && isPlain(names[i])) {
        quoted[i] = (names[i] + '"').getBytes(StandardCharsets.US_ASCII);
        add(i);
      }
    }
  }

  private static boolean isPlain(String name) {
    return name.chars().allMatch(c -> c >= ' ' && c < 0x80 && c != '"' && c != '\\');
  }

  private void add(int index) {
    int slot = NameBytes.hash(quoted[index], 0, quoted[index].length - 1) >>> shift;
    while (slots[slot] != 0) {
      slot = slot + 1 & slots.length - 1;
    }
    slots[slot] = (short) (index + 1);
  }

  /** How many names there are. */
  public int size() {
    return quoted.length;
  }

  /**
   * The bytes of a name and the quote behind them, not to be changed; none if it is never found.
   */
  public byte[] quoted(int index) {
    return quoted[index];
  }

  /**
   * The index of the name between two positions, or -1.
   *
   * @param to there is a quote
   */
  int find(byte[] in, int from, int to) {
    int length = to - from + 1;
    for (int slot = NameBytes.hash(in, from, to) >>> shift; ; slot = slot + 1 & slots.length - 1) {
      int index = slots[slot] - 1;
      if (index < 0) {
        return -1;
      }
      byte[] name = quoted[index];
      if (name.length == length && NameBytes.same(name, in, from)) {
        return index;
      }
    }
  }
}
