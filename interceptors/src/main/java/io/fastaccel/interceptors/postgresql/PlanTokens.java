package io.fastaccel.interceptors.postgresql;

import java.util.ArrayList;
import java.util.List;

/** Splits an expression as the server prints it in a plan. */
final class PlanTokens {

  enum Kind {
    /** A name, without its quotes. */
    NAME,
    /** A literal, without its quotes. */
    STRING,
    /** {@code $1}. */
    PARAMETER,
    NUMBER,
    /** Operators and punctuation. */
    SYMBOL
  }

  record Token(Kind kind, String text) {
    boolean is(String symbol) {
      return kind == Kind.SYMBOL && text.equals(symbol);
    }

    boolean isWord(String word) {
      return kind == Kind.NAME && text.equals(word);
    }
  }

  private static final String OPERATORS = "+-*/<>=~!@#%^&|`?:";

  private final String text;
  private final List<Token> tokens = new ArrayList<>();
  private int position;

  private PlanTokens(String text) {
    this.text = text;
  }

  /** The tokens, or {@code null} if the text ends in the middle of one. */
  static List<Token> of(String text) {
    PlanTokens tokens = new PlanTokens(text);
    while (tokens.position < text.length()) {
      if (!tokens.next()) {
        return null;
      }
    }
    return tokens.tokens;
  }

  private boolean next() {
    char c = text.charAt(position);
    if (c == ' ') {
      position++;
      return true;
    }
    if (c == '\'') {
      return quoted('\'', Kind.STRING, false);
    }
    if (c == 'E' && position + 1 < text.length() && text.charAt(position + 1) == '\'') {
      position++;
      return quoted('\'', Kind.STRING, true);
    }
    if (c == '"') {
      return quoted('"', Kind.NAME, false);
    }
    int start = position;
    if (c == '$') {
      position++;
      skipWord();
      return add(Kind.PARAMETER, start);
    }
    if (c >= '0' && c <= '9') {
      while (position < text.length()
          && (isWord(text.charAt(position)) || text.charAt(position) == '.')) {
        position++;
      }
      return add(Kind.NUMBER, start);
    }
    if (isWord(c)) {
      skipWord();
      return add(Kind.NAME, start);
    }
    position++;
    if (OPERATORS.indexOf(c) >= 0) {
      while (position < text.length() && OPERATORS.indexOf(text.charAt(position)) >= 0) {
        position++;
      }
    }
    return add(Kind.SYMBOL, start);
  }

  private boolean quoted(char quote, Kind kind, boolean backslashes) {
    StringBuilder content = new StringBuilder();
    for (int i = position + 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == quote) {
        if (i + 1 >= text.length() || text.charAt(i + 1) != quote) {
          position = i + 1;
          tokens.add(new Token(kind, content.toString()));
          return true;
        }
        i++;
      } else if (backslashes && c == '\\' && i + 1 < text.length()) {
        i++;
        c = text.charAt(i);
      }
      content.append(c);
    }
    return false;
  }

  private boolean add(Kind kind, int start) {
    tokens.add(new Token(kind, text.substring(start, position)));
    return true;
  }

  private void skipWord() {
    while (position < text.length() && isWord(text.charAt(position))) {
      position++;
    }
  }

  private static boolean isWord(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '$' || Character.isSurrogate(c);
  }
}
