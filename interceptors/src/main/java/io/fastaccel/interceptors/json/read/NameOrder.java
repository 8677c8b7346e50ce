package io.fastaccel.interceptors.json.read;

/**
 * Which name came after which other one in the documents before, which is likely again. Races cost
 * time, nothing else.
 */
public final class NameOrder {

  /** By the index of the name before, plus one. */
  private final int[] next;

  /** The names come in the order of their indexes until they do not. */
  public NameOrder(int names) {
    this.next = new int[names + 1];
    for (int i = 0; i <= names; i++) {
      next[i] = i;
    }
  }

  /**
   * The name to be expected.
   *
   * @param before the index of the name before, or -1
   * @return an index, or the number of names
   */
  public int after(int before) {
    return next[before + 1];
  }

  /** Notes which name came. */
  public void came(int before, int index) {
    if (next[before + 1] != index) {
      next[before + 1] = index;
    }
  }

  /** All indexes, in the order that is most likely after what was noted. */
  int[] expected() {
    int names = next.length - 1;
    int[] expected = new int[names];
    boolean[] taken = new boolean[names];
    int count = 0;
    int i = after(-1);
    while (i < names && !taken[i]) {
      taken[i] = true;
      expected[count++] = i;
      i = after(i);
    }
    for (int rest = 0; rest < names; rest++) {
      if (!taken[rest]) {
        expected[count++] = rest;
      }
    }
    return expected;
  }
}
