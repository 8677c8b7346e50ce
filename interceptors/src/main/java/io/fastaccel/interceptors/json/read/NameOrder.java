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
}
