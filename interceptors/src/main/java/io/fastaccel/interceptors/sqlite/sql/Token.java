package io.fastaccel.interceptors.sqlite.sql;

/**
 * One lexical element of an SQL text.
 *
 * @param start offset of its first character
 * @param end offset behind its last character
 * @param text an identifier or string without its quotes, anything else as written
 */
record Token(Kind kind, int start, int end, String text) {

  enum Kind {
    /** An unquoted name or a keyword. */
    WORD,
    /** A name in double quotes, back ticks or brackets. */
    QUOTED,
    STRING,
    NUMBER,
    BLOB,
    /** {@code ?}, {@code ?1}, {@code :a}, {@code @a} or {@code $a}. */
    PARAMETER,
    /** An operator or punctuation. */
    SYMBOL
  }

  boolean isWord(String word) {
    return kind == Kind.WORD && SqlNames.same(text, word);
  }

  boolean isSymbol(String symbol) {
    return kind == Kind.SYMBOL && text.equals(symbol);
  }

  boolean isName() {
    return kind == Kind.WORD || kind == Kind.QUOTED;
  }
}
