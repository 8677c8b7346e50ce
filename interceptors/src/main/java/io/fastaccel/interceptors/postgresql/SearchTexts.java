package io.fastaccel.interceptors.postgresql;

import org.postgresql.core.ParameterList;

/** What can be said about a statement without reading its SQL properly: the server does that. */
final class SearchTexts {

  private static final int LENGTH_LIMIT = 20_000;

  /** Shorter pieces have no trigram. */
  private static final int TRIGRAM = 3;

  private SearchTexts() {}

  /** Whether it is a {@code SELECT} that mentions {@code LIKE} or {@code ILIKE}. */
  static boolean mayBeSearch(String sql) {
    if (sql == null || sql.length() > LENGTH_LIMIT) {
      return false;
    }
    int start = 0;
    while (start < sql.length() && sql.charAt(start) <= ' ') {
      start++;
    }
    if (!sql.regionMatches(true, start, "select", 0, 6)) {
      return false;
    }
    int last = sql.length() - 4;
    for (int i = start + 6; i <= last; i++) {
      if ((sql.charAt(i) | 0x20) == 'l' && sql.regionMatches(true, i, "like", 0, 4)) {
        return true;
      }
    }
    return false;
  }

  /**
   * The text without its literals, so that statements which differ in nothing else are one. A
   * literal that is cut wrongly makes two statements of one, and harms nothing.
   */
  static String shape(String sql) {
    int quote = sql.indexOf('\'');
    if (quote < 0) {
      return sql;
    }
    StringBuilder shape = new StringBuilder(sql.length());
    int i = 0;
    while (i < sql.length()) {
      char c = sql.charAt(i++);
      if (c == '\'') {
        while (i < sql.length() && sql.charAt(i) != '\'') {
          i++;
        }
        i++;
        c = '?';
      } else if (c >= '0' && c <= '9') {
        while (i < sql.length() && sql.charAt(i) >= '0' && sql.charAt(i) <= '9') {
          i++;
        }
        c = '0';
      }
      shape.append(c);
    }
    return shape.toString();
  }

  /** Whether the pattern demands a piece of text that has a trigram. */
  static boolean hasTrigram(String pattern) {
    int run = 0;
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      // pg_trgm cuts words at what is neither letter nor digit.
      run = Character.isLetterOrDigit(c) || Character.isSurrogate(c) ? run + 1 : 0;
      if (run >= TRIGRAM) {
        return true;
      }
    }
    return false;
  }

  /** Whether one of these parameters, from 1, is bound to a pattern that has a trigram. */
  static boolean hasTrigram(ParameterList parameters, Iterable<Integer> numbers) {
    Object[] values = parameters == null ? null : parameters.getValues();
    for (int number : numbers) {
      if (values == null || number < 1 || number > values.length) {
        continue;
      }
      if (values[number - 1] instanceof String text && hasTrigram(text)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a parameter is bound to a text that has a trigram, or what is bound is not known. */
  static boolean mayHaveTrigram(ParameterList parameters) {
    Object[] values = parameters == null ? null : parameters.getValues();
    boolean anyText = false;
    if (values != null) {
      for (Object value : values) {
        if (value instanceof String text) {
          if (hasTrigram(text)) {
            return true;
          }
          anyText = true;
        }
      }
    }
    return !anyText;
  }
}
