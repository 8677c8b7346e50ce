package io.fastaccel.interceptors.sqlite.sql;

import java.util.ArrayList;
import java.util.List;

/**
 * The right-hand side of a text search: literals and parameters joined by {@code ||}, perhaps with
 * characters replaced, read as a {@code LIKE} pattern, a {@code GLOB} pattern or plain text.
 *
 * <p>Case conversions around it ({@code lower(?)}) are dropped: the index folds case, so that the
 * candidates stay a superset.
 *
 * @param parts in order; a {@link String} is a literal, an {@link Integer} the number of a
 *     parameter, from 1, a {@link Replaced} one of these with other characters
 * @param escape the {@code ESCAPE} character's expression (as in {@code parts}), or {@code null}
 */
record TextPattern(Operator operator, List<Object> parts, Object escape) {

  enum Operator {
    LIKE,
    GLOB,
    /** {@code instr(column, text) > 0}. */
    CONTAINS
  }

  /** {@code replace(part, from, to)}: how jOOQ escapes what is searched. */
  record Replaced(Object part, String from, String to) {}

  /** SQLite raises an error for patterns longer than this many bytes; keep well below. */
  private static final int LENGTH_LIMIT = 10_000;

  /**
   * The pieces of text that a match must contain, each without wildcards, in order.
   *
   * @param values bound values, parameter 1 first
   * @return {@code null} if nothing can be said: a value that is not text, an escape that is an
   *     error
   */
  List<String> requiredText(Object[] values) {
    StringBuilder pattern = new StringBuilder();
    for (Object part : parts) {
      String text = resolve(part, values);
      if (text == null) {
        return null;
      }
      pattern.append(text);
    }
    // The engine's matcher stops at a NUL: what lies behind it is not required.
    if (pattern.length() > LENGTH_LIMIT || pattern.indexOf("\0") >= 0) {
      return null;
    }
    return switch (operator) {
      case CONTAINS -> List.of(withoutOpenEnd(pattern));
      case GLOB -> globRuns(pattern);
      case LIKE -> {
        int escapeCharacter = -1;
        if (escape != null) {
          String text = resolve(escape, values);
          if (text == null || text.isEmpty() || text.codePointCount(0, text.length()) != 1) {
            yield null;
          }
          escapeCharacter = text.codePointAt(0);
        }
        yield likeRuns(pattern, escapeCharacter);
      }
    };
  }

  /**
   * {@code instr} compares bytes, but the tokenizer reads characters, and takes stray continuation
   * bytes behind a character of several bytes for a part of it.
   */
  private static String withoutOpenEnd(CharSequence text) {
    int end = text.length();
    if (end > 0 && text.charAt(end - 1) >= 0x80) {
      end -= Character.isLowSurrogate(text.charAt(end - 1)) && end > 1 ? 2 : 1;
    }
    return text.subSequence(0, end).toString();
  }

  private static String resolve(Object part, Object[] values) {
    if (part instanceof String text) {
      return text;
    }
    if (part instanceof Replaced replaced) {
      String text = resolve(replaced.part(), values);
      return text == null || replaced.from().isEmpty()
          ? text
          : text.replace(replaced.from(), replaced.to());
    }
    int index = (Integer) part - 1;
    if (values == null || index >= values.length) {
      return null;
    }
    Object value = values[index];
    if (value instanceof Integer || value instanceof Long) {
      return value.toString();
    }
    return value instanceof String text ? text : null;
  }

  private static List<String> likeRuns(CharSequence pattern, int escape) {
    Runs runs = new Runs();
    int i = 0;
    while (i < pattern.length()) {
      int c = Character.codePointAt(pattern, i);
      i += Character.charCount(c);
      if (c == escape) {
        if (i >= pattern.length()) {
          // A dangling escape matches nothing at all; the text before it is still required.
          break;
        }
        int escaped = Character.codePointAt(pattern, i);
        i += Character.charCount(escaped);
        runs.append(escaped);
      } else if (c == '%' || c == '_') {
        runs.cut();
      } else {
        runs.append(c);
      }
    }
    return runs.done();
  }

  private static List<String> globRuns(CharSequence pattern) {
    Runs runs = new Runs();
    int i = 0;
    while (i < pattern.length()) {
      int c = Character.codePointAt(pattern, i);
      i += Character.charCount(c);
      if (c == '[') {
        // A set: "]" directly behind "[" or "[^" is a member.
        int close = i < pattern.length() && pattern.charAt(i) == '^' ? i + 1 : i;
        close++;
        while (close < pattern.length() && pattern.charAt(close) != ']') {
          close++;
        }
        i = Math.min(close + 1, pattern.length());
        runs.cut();
      } else if (c == '*' || c == '?') {
        runs.cut();
      } else {
        runs.append(c);
      }
    }
    return runs.done();
  }

  private static final class Runs {
    private final List<String> runs = new ArrayList<>();
    private final StringBuilder run = new StringBuilder();

    void append(int codePoint) {
      run.appendCodePoint(codePoint);
    }

    void cut() {
      if (run.length() > 0) {
        runs.add(run.toString());
        run.setLength(0);
      }
    }

    List<String> done() {
      cut();
      return runs;
    }
  }
}
