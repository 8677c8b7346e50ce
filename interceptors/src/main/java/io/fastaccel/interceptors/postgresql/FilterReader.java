package io.fastaccel.interceptors.postgresql;

import io.fastaccel.interceptors.postgresql.PlanTokens.Kind;
import io.fastaccel.interceptors.postgresql.PlanTokens.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Finds text searches in the filter of a sequential scan, as {@code EXPLAIN (VERBOSE)} prints it:
 * every column qualified, every operator in parentheses.
 */
final class FilterReader {

  private static final int DEPTH_LIMIT = 50;

  private static final Set<String> UNSERVED = Set.of("ANY", "ALL", "COLLATE", "CASE");

  private final List<Token> tokens;
  private final String schema;
  private final String table;
  private final String alias;

  private FilterReader(List<Token> tokens, String schema, String table, String alias) {
    this.tokens = tokens;
    this.schema = schema;
    this.table = table;
    this.alias = alias;
  }

  /**
   * The searches that must all have an index for the filter to be answered by indexes; empty if
   * there are none.
   */
  static List<Search> read(String filter, String schema, String table, String alias) {
    List<Token> tokens = PlanTokens.of(filter);
    if (tokens == null || tokens.isEmpty()) {
      return List.of();
    }
    List<Search> searches =
        new FilterReader(tokens, schema, table, alias).condition(0, tokens.size(), 0);
    return searches == null ? List.of() : searches;
  }

  private List<Search> condition(int start, int end, int depth) {
    if (start >= end || depth > DEPTH_LIMIT) {
      return null;
    }
    if (isParenthesised(start, end)) {
      return condition(start + 1, end - 1, depth + 1);
    }
    List<int[]> members = split(start, end, "AND");
    if (members.size() > 1) {
      // One index is enough.
      for (int[] member : members) {
        List<Search> searches = condition(member[0], member[1], depth + 1);
        if (searches != null) {
          return searches;
        }
      }
      return null;
    }
    members = split(start, end, "OR");
    if (members.size() > 1) {
      List<Search> all = new ArrayList<>();
      for (int[] member : members) {
        List<Search> searches = condition(member[0], member[1], depth + 1);
        if (searches == null) {
          return null;
        }
        all.addAll(searches);
      }
      return all;
    }
    Search search = search(start, end);
    return search == null ? null : List.of(search);
  }

  private Search search(int start, int end) {
    int operator = -1;
    int depth = 0;
    for (int i = start; i < end; i++) {
      Token token = tokens.get(i);
      if (token.is("(")) {
        depth++;
      } else if (token.is(")")) {
        depth--;
      } else if (depth == 0 && (token.is("~~") || token.is("~~*"))) {
        operator = i;
        break;
      }
    }
    if (operator < 0) {
      return null;
    }
    List<Integer> parameters = parameters(operator + 1, end);
    if (parameters == null) {
      return null;
    }
    return operand(start, operator, parameters);
  }

  /** The parameters of the pattern; {@code null} if it is of no use to an index. */
  private List<Integer> parameters(int start, int end) {
    List<Integer> parameters = new ArrayList<>();
    boolean literal = false;
    for (int i = start; i < end; i++) {
      Token token = tokens.get(i);
      if (token.is(".") || (token.kind() == Kind.NAME && UNSERVED.contains(token.text()))) {
        // Another column, somebody's function; or a comparison that no such index serves.
        return null;
      }
      if (token.kind() == Kind.PARAMETER) {
        String number = token.text().substring(1);
        if (number.isEmpty() || number.length() > 5) {
          return null;
        }
        parameters.add(Integer.parseInt(number));
      } else if (token.kind() == Kind.STRING) {
        literal |= SearchTexts.hasTrigram(token.text());
      }
    }
    return literal || !parameters.isEmpty() ? parameters : null;
  }

  private Search operand(int start, int end, List<Integer> parameters) {
    int from = start;
    int to = end;
    String function = null;
    boolean more = true;
    while (more) {
      more = false;
      if (to - from > 2 && tokens.get(to - 2).is("::") && tokens.get(to - 1).isWord("text")) {
        to -= 2;
        more = true;
      } else if (to > from && isParenthesised(from, to)) {
        from++;
        to--;
        more = true;
      } else if (function == null
          && to - from > 3
          && (tokens.get(from).isWord("lower") || tokens.get(from).isWord("upper"))
          && isParenthesised(from + 1, to)) {
        function = tokens.get(from).text();
        from += 2;
        to--;
        more = true;
      }
    }
    if (to - from != 3
        || tokens.get(from).kind() != Kind.NAME
        || !tokens.get(from).text().equals(alias)
        || !tokens.get(from + 1).is(".")
        || tokens.get(from + 2).kind() != Kind.NAME) {
      return null;
    }
    return new Search(schema, table, tokens.get(from + 2).text(), function, parameters);
  }

  private List<int[]> split(int start, int end, String word) {
    List<int[]> members = new ArrayList<>();
    int depth = 0;
    int from = start;
    for (int i = start; i < end; i++) {
      Token token = tokens.get(i);
      if (token.is("(") || token.isWord("CASE")) {
        depth++;
      } else if (token.is(")") || token.isWord("END")) {
        depth--;
      } else if (depth == 0 && token.isWord(word)) {
        members.add(new int[] {from, i});
        from = i + 1;
      }
    }
    members.add(new int[] {from, end});
    return members;
  }

  private boolean isParenthesised(int start, int end) {
    if (!tokens.get(start).is("(")) {
      return false;
    }
    int depth = 0;
    for (int i = start; i < end; i++) {
      if (tokens.get(i).is("(")) {
        depth++;
      } else if (tokens.get(i).is(")") && --depth == 0) {
        return i == end - 1;
      }
    }
    return false;
  }
}
