package io.fastaccel.runtime.text;

/** What a char below U+0080 becomes inside a JSON string. */
final class JsonEscapes {

  /** The entry of a char that is written as {@code \}{@code u00XX}. */
  static final byte HEX = -1;

  /**
   * By char: 0 where it is written as it is, {@link #HEX}, or the char that follows the reverse
   * solidus.
   */
  static final byte[] TABLE = table();

  static final byte[] UPPER_CASE_DIGITS = {
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F'
  };

  private JsonEscapes() {}

  private static byte[] table() {
    byte[] table = new byte[0x80];
    for (int c = 0; c < ' '; c++) {
      table[c] = HEX;
    }
    table['\b'] = 'b';
    table['\t'] = 't';
    table['\n'] = 'n';
    table['\f'] = 'f';
    table['\r'] = 'r';
    table['"'] = '"';
    table['\\'] = '\\';
    return table;
  }
}
