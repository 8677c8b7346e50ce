package io.fastaccel.interceptors.sqlite.sql;

import io.fastaccel.interceptors.sqlite.sql.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/** SQLite's lexical rules ({@code tokenize.c}); comments and white space are dropped. */
final class Tokenizer {

  private static final String[] OPERATORS = {
    "->>", "||", "->", "<=", ">=", "<>", "==", "!=", "<<", ">>"
  };

  private final String sql;
  private final List<Token> tokens = new ArrayList<>();
  private int position;

  private Tokenizer(String sql) {
    this.sql = sql;
  }

  /** The tokens, or {@code null} if the text is not lexically SQL. */
  static List<Token> tokenize(String sql) {
    Tokenizer tokenizer = new Tokenizer(sql);
    return tokenizer.run() ? tokenizer.tokens : null;
  }

  private boolean run() {
    while (position < sql.length()) {
      char c = sql.charAt(position);
      boolean known;
      if (c == ' ' || (c >= '\t' && c <= '\r' && c != 0x0B)) {
        position++;
        known = true;
      } else if (sql.startsWith("--", position)) {
        int end = sql.indexOf('\n', position);
        position = end < 0 ? sql.length() : end + 1;
        known = true;
      } else if (sql.startsWith("/*", position)) {
        int end = sql.indexOf("*/", position + 2);
        position = end < 0 ? sql.length() : end + 2;
        known = true;
      } else if (c == '\'') {
        known = quoted(Kind.STRING, '\'');
      } else if (c == '"' || c == '`') {
        known = quoted(Kind.QUOTED, c);
      } else if (c == '[') {
        known = bracketed();
      } else if ((c == 'x' || c == 'X')
          && position + 1 < sql.length()
          && sql.charAt(position + 1) == '\'') {
        known = blob();
      } else if (isIdentifierStart(c)) {
        known = word();
      } else if (isDigit(c)
          || (c == '.' && position + 1 < sql.length() && isDigit(sql.charAt(position + 1)))) {
        known = number();
      } else if (c == '?' || c == ':' || c == '@' || c == '$' || c == '#') {
        known = parameter();
      } else {
        known = symbol();
      }
      if (!known) {
        return false;
      }
    }
    return true;
  }

  private boolean quoted(Kind kind, char quote) {
    int start = position;
    StringBuilder text = new StringBuilder();
    int i = start + 1;
    while (i < sql.length()) {
      char c = sql.charAt(i);
      if (c == quote) {
        if (i + 1 < sql.length() && sql.charAt(i + 1) == quote) {
          i++;
        } else {
          return add(kind, start, i + 1, text.toString());
        }
      }
      text.append(c);
      i++;
    }
    return false;
  }

  private boolean bracketed() {
    int end = sql.indexOf(']', position);
    return end >= 0 && add(Kind.QUOTED, position, end + 1, sql.substring(position + 1, end));
  }

  private boolean blob() {
    int end = sql.indexOf('\'', position + 2);
    return end >= 0 && add(Kind.BLOB, position, end + 1, sql.substring(position, end + 1));
  }

  private boolean word() {
    int end = position;
    while (end < sql.length() && isIdentifierPart(sql.charAt(end))) {
      end++;
    }
    return add(Kind.WORD, position, end, sql.substring(position, end));
  }

  private boolean number() {
    int end = position;
    while (end < sql.length()) {
      char c = sql.charAt(end);
      boolean signOfExponent =
          (c == '+' || c == '-')
              && (sql.charAt(end - 1) == 'e' || sql.charAt(end - 1) == 'E')
              && !sql.startsWith("0x", position)
              && !sql.startsWith("0X", position);
      if (c != '.' && !isIdentifierPart(c) && !(end > position && signOfExponent)) {
        break;
      }
      end++;
    }
    return add(Kind.NUMBER, position, end, sql.substring(position, end));
  }

  private boolean parameter() {
    int end = position + 1;
    if (sql.charAt(position) == '?') {
      while (end < sql.length() && isDigit(sql.charAt(end))) {
        end++;
      }
    } else {
      while (end < sql.length() && isIdentifierPart(sql.charAt(end))) {
        end++;
      }
      // Tcl's $a::b(c) is a parameter too; nobody writes it, and we need not follow.
      if (end == position + 1
          || sql.charAt(position) == '#'
          || (end < sql.length() && sql.charAt(end) == ':')
          || (sql.charAt(position) == '$' && end < sql.length() && sql.charAt(end) == '(')) {
        return false;
      }
    }
    return add(Kind.PARAMETER, position, end, sql.substring(position, end));
  }

  private boolean symbol() {
    for (String operator : OPERATORS) {
      if (sql.startsWith(operator, position)) {
        return add(Kind.SYMBOL, position, position + operator.length(), operator);
      }
    }
    return "()+-*/%<>=,.;&|~".indexOf(sql.charAt(position)) >= 0
        && add(Kind.SYMBOL, position, position + 1, sql.substring(position, position + 1));
  }

  private boolean add(Kind kind, int start, int end, String text) {
    tokens.add(new Token(kind, start, end, text));
    position = end;
    return true;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isIdentifierStart(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c >= 0x80;
  }

  private static boolean isIdentifierPart(char c) {
    return isIdentifierStart(c) || isDigit(c) || c == '$';
  }
}
