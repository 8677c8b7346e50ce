package io.fastaccel.interceptors.sqlite.sql;

import io.fastaccel.interceptors.sqlite.sql.SearchStatement.LaterParameter;
import io.fastaccel.interceptors.sqlite.sql.Token.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the text search in a {@code SELECT} over one table.
 *
 * <p>A condition in the {@code WHERE} clause that could raise an error on a row is refused: with
 * fewer rows looked at, the error would not come.
 */
public final class SelectReader {

  /** Longer texts are not read: generated statements with thousands of values. */
  private static final int LENGTH_LIMIT = 20_000;

  private static final int DEPTH_LIMIT = 50;

  /** Functions that raise no error on any argument. */
  private static final Set<String> TOTAL_FUNCTIONS =
      Set.of(
          "lower",
          "upper",
          "length",
          "trim",
          "ltrim",
          "rtrim",
          "substr",
          "substring",
          "coalesce",
          "ifnull",
          "nullif",
          "date",
          "time",
          "datetime",
          "julianday",
          "strftime",
          "unixepoch",
          "instr",
          "round",
          "typeof",
          "hex",
          "unicode",
          "iif",
          "min",
          "max",
          "count");

  private static final Set<String> WORDS_BEFORE_PARENTHESIS =
      Set.of(
          "in",
          "and",
          "or",
          "not",
          "exists",
          "values",
          "case",
          "when",
          "then",
          "else",
          "between",
          "from",
          "where",
          "select",
          "as",
          "on",
          "like",
          "glob",
          "escape",
          "is",
          "distinct",
          "by",
          "having",
          "limit",
          "offset",
          "join",
          "all",
          "cast",
          "isnull",
          "notnull",
          "null");

  /** What may stand behind an escape character without being a part of it. */
  private static final Set<String> BEHIND_ESCAPE =
      Set.of("and", "or", "is", "then", "when", "else", "end");

  /** What is replaced three times with two characters for one is at most eight times as long. */
  private static final int MOST_REPLACED = 3;

  private static final Set<String> CLAUSES = Set.of("group", "having", "order", "limit");

  private static final Set<String> STREAMING_AGGREGATES = Set.of("min", "max");

  private static final Set<String> AGGREGATES =
      Set.of("count", "sum", "total", "avg", "group_concat", "string_agg", "json_group_array");

  private final String sql;
  private final List<Token> tokens;

  /** The parameter number of each token that is one. */
  private final int[] parameterNumbers;

  private int parameterCount;

  /** What is done with the rows of the search, where it is in parentheses. */
  private enum Around {
    NOTHING,
    COUNT,
    EXISTS
  }

  /** The parameters behind {@code ESCAPE}. */
  private final List<Integer> escapes = new ArrayList<>();

  private boolean replaces;

  private SelectReader(String sql, List<Token> tokens) {
    this.sql = sql;
    this.tokens = tokens;
    this.parameterNumbers = new int[tokens.size()];
  }

  /** Reads a text; never throws. */
  public static Reading read(String sql) {
    if (sql == null || !mayBeSearch(sql)) {
      return Reading.NOT_A_SEARCH;
    }
    if (sql.length() > LENGTH_LIMIT) {
      return Reading.refused("statement too long");
    }
    List<Token> tokens = Tokenizer.tokenize(sql);
    if (tokens == null || tokens.isEmpty() || !hasSearchWord(tokens)) {
      return Reading.NOT_A_SEARCH;
    }
    if (tokens.get(0).isWord("with")) {
      return Reading.refused("common table expression");
    }
    if (!tokens.get(0).isWord("select")) {
      return Reading.NOT_A_SEARCH;
    }
    return new SelectReader(sql, tokens).read();
  }

  private static boolean mayBeSearch(String sql) {
    int i = 0;
    while (i < sql.length() && sql.charAt(i) <= ' ') {
      i++;
    }
    return (sql.startsWith("/*", i)
            || sql.startsWith("--", i)
            || sql.regionMatches(true, i, "select", 0, 6)
            || sql.regionMatches(true, i, "with", 0, 4))
        && (contains(sql, "like") || contains(sql, "instr") || contains(sql, "glob"));
  }

  private static boolean contains(String sql, String lowerCaseWord) {
    int last = sql.length() - lowerCaseWord.length();
    char first = lowerCaseWord.charAt(0);
    for (int i = 0; i <= last; i++) {
      if ((sql.charAt(i) | 0x20) == first
          && sql.regionMatches(true, i, lowerCaseWord, 0, lowerCaseWord.length())) {
        return true;
      }
    }
    return false;
  }

  private static boolean hasSearchWord(List<Token> tokens) {
    for (Token token : tokens) {
      if (token.isWord("like") || token.isWord("instr") || token.isWord("glob")) {
        return true;
      }
      // Our own statements search in ways of their own.
      if (token.text().regionMatches(true, 0, "fastaccel_", 0, 10)) {
        return false;
      }
    }
    return false;
  }

  private Reading read() {
    int end = tokens.size();
    while (end > 0 && tokens.get(end - 1).isSymbol(";")) {
      end--;
    }
    for (int i = 0; i < end; i++) {
      Token token = tokens.get(i);
      if (token.text().regionMatches(true, 0, "fastaccel_", 0, 10)) {
        return Reading.NOT_A_SEARCH;
      }
      if (token.kind() == Kind.PARAMETER) {
        number(i);
      }
    }
    int inner = inner(Around.COUNT, end);
    if (inner >= 0) {
      return read(inner, closing(inner - 1, end), Around.COUNT);
    }
    inner = inner(Around.EXISTS, end);
    return inner >= 0
        ? read(inner, closing(inner - 1, end), Around.EXISTS)
        : read(0, end, Around.NOTHING);
  }

  /**
   * Where a search begins that stands in parentheses in {@code SELECT count(*) FROM (...)} or
   * {@code SELECT EXISTS (...)}, as libraries write it; -1 if none does.
   */
  private int inner(Around around, int end) {
    List<String> words =
        around == Around.COUNT ? List.of("select", "count", "(", "*", ")") : List.of("select");
    int i = 0;
    for (String word : words) {
      if (i >= end || !(tokens.get(i).isWord(word) || tokens.get(i).isSymbol(word))) {
        return -1;
      }
      i++;
    }
    if (around == Around.COUNT) {
      i = behindName(i, end, "from");
    }
    if (i >= end || !tokens.get(i).isWord(around == Around.COUNT ? "from" : "exists")) {
      return -1;
    }
    i++;
    if (i + 1 >= end || !tokens.get(i).isSymbol("(") || !tokens.get(i + 1).isWord("select")) {
      return -1;
    }
    int close = closing(i, end);
    return close >= 0 && behindName(close + 1, end, "where") == end ? i + 1 : -1;
  }

  /** Behind {@code [AS] name}, if that is there. */
  private int behindName(int start, int end, String wordThatIsNone) {
    int i = start;
    if (i < end && tokens.get(i).isWord("as")) {
      i++;
    }
    return i < end && tokens.get(i).isName() && !tokens.get(i).isWord(wordThatIsNone) ? i + 1 : i;
  }

  private Reading read(int start, int end, Around around) {
    int from = -1;
    int where = -1;
    int whereEnd = end;
    int limit = -1;
    int depth = 0;
    for (int i = start; i < end; i++) {
      Token token = tokens.get(i);
      if (token.isSymbol("(")) {
        depth++;
      } else if (token.isSymbol(")")) {
        depth--;
        if (depth < 0) {
          return Reading.refused("not understood");
        }
      } else if (token.isSymbol(";")) {
        return Reading.refused("several statements");
      } else if (depth == 0 && token.kind() == Kind.WORD) {
        String word = SqlNames.fold(token.text());
        switch (word) {
          case "union", "intersect", "except" -> {
            return Reading.refused("compound select");
          }
          case "window" -> {
            return Reading.refused("window clause");
          }
          case "from" -> {
            if (from < 0) {
              from = i;
            }
          }
          case "where" -> {
            if (where < 0) {
              where = i;
            }
          }
          default -> {
            if (where >= 0 && whereEnd == end && CLAUSES.contains(word)) {
              whereEnd = i;
            }
            if (where >= 0 && word.equals("limit")) {
              limit = i;
            }
          }
        }
      }
    }
    if (depth != 0) {
      return Reading.refused("not understood");
    }
    if (from < 0 || where < 0 || whereEnd <= where + 1) {
      return Reading.refused("no text search at the top");
    }
    if (around == Around.COUNT && (whereEnd < end && !tokens.get(whereEnd).isWord("order"))) {
      return Reading.refused("derived table");
    }
    return readFrom(start, from, where, whereEnd, limit, end, around);
  }

  private void number(int index) {
    String text = tokens.get(index).text();
    if (text.equals("?")) {
      parameterNumbers[index] = ++parameterCount;
    } else if (text.charAt(0) == '?') {
      int number = text.length() > 6 ? Integer.MAX_VALUE : Integer.parseInt(text.substring(1));
      parameterNumbers[index] = number;
      parameterCount = Math.max(parameterCount, number);
    } else {
      for (int i = 0; i < index; i++) {
        if (parameterNumbers[i] > 0 && tokens.get(i).text().equals(text)) {
          parameterNumbers[index] = parameterNumbers[i];
          return;
        }
      }
      parameterNumbers[index] = ++parameterCount;
    }
  }

  private Reading readFrom(
      int start, int from, int where, int whereEnd, int limitToken, int end, Around around) {
    // FROM [schema .] table [[AS] alias] WHERE
    int i = from + 1;
    if (i >= where || !tokens.get(i).isName()) {
      return Reading.refused("not a plain table");
    }
    String table = tokens.get(i).text();
    i++;
    if (i + 1 < where && tokens.get(i).isSymbol(".") && tokens.get(i + 1).isName()) {
      if (!SqlNames.same(table, "main")) {
        return Reading.refused("other schema");
      }
      table = tokens.get(i + 1).text();
      i += 2;
    }
    String qualifier = table;
    if (i < where && tokens.get(i).isWord("as")) {
      i++;
      if (i >= where) {
        return Reading.refused("not understood");
      }
    }
    if (i < where && (tokens.get(i).isName() || tokens.get(i).kind() == Kind.STRING)) {
      if (tokens.get(i).isWord("indexed") || tokens.get(i).isWord("not")) {
        return Reading.refused("index hint");
      }
      qualifier = tokens.get(i).text();
      i++;
    }
    if (i != where) {
      return Reading.refused("several tables");
    }
    if (parameterCount > 1000) {
      return Reading.refused("too many parameters");
    }
    String refusal = refuseConditions(where + 1, whereEnd);
    if (refusal != null) {
      return Reading.refused(refusal);
    }
    FilterExpression filter = expression(where + 1, whereEnd, qualifier, 0);
    if (filter == null) {
      return Reading.refused("no text search at the top");
    }
    List<LaterParameter> later = new ArrayList<>();
    for (int t = where + 1; t < tokens.size(); t++) {
      if (parameterNumbers[t] > 0) {
        later.add(
            new LaterParameter(tokens.get(t).start(), tokens.get(t).end(), parameterNumbers[t]));
      }
    }
    boolean grouped = false;
    for (int t = whereEnd; t < end && !grouped; t++) {
      grouped = tokens.get(t).isWord("group");
    }
    boolean ordered = grouped;
    for (int t = whereEnd; t < end && !ordered; t++) {
      ordered = tokens.get(t).isWord("order") || tokens.get(t).isWord("having");
    }
    Map<String, Integer> calls = callsInSelectList(start, from);
    boolean aggregate = false;
    boolean streaming = false;
    for (String call : calls.keySet()) {
      aggregate |= AGGREGATES.contains(call);
      streaming |= STREAMING_AGGREGATES.contains(call);
    }
    if (around == Around.COUNT && (limitToken >= 0 || aggregate || streaming)) {
      return Reading.refused("derived table");
    }
    Object[] limit = limitAndOffset(limitToken, end);
    if (limit == null) {
      return Reading.refused("limit not understood");
    }
    return new Reading(
        new SearchStatement(
            sql,
            table,
            qualifier,
            filter,
            tokens.get(where + 1).start(),
            tokens.get(whereEnd - 1).end(),
            parameterCount,
            later,
            around == Around.COUNT || (around == Around.NOTHING && aggregate && !streaming),
            around == Around.EXISTS || (streaming && !aggregate && !grouped),
            limit[0],
            limit[1],
            grouped,
            ordered
                ? -1
                : limitToken < 0 ? tokens.get(end - 1).end() : tokens.get(limitToken).start(),
            around == Around.EXISTS,
            replaces,
            escapes,
            lengthOfLiterals()),
        null);
  }

  private int lengthOfLiterals() {
    int length = 0;
    for (Token token : tokens) {
      length += token.kind() == Kind.STRING ? token.text().length() : 0;
    }
    return length;
  }

  private Map<String, Integer> callsInSelectList(int start, int from) {
    Map<String, Integer> calls = new HashMap<>();
    for (int i = start + 1; i + 1 < from; i++) {
      if (tokens.get(i).kind() == Kind.WORD && tokens.get(i + 1).isSymbol("(")) {
        calls.merge(SqlNames.fold(tokens.get(i).text()), 1, Integer::sum);
      }
    }
    return calls;
  }

  /** Limit and offset, each a Long, the number of a parameter, or {@code null}. */
  private Object[] limitAndOffset(int limitToken, int end) {
    if (limitToken < 0) {
      return new Object[2];
    }
    if (tokens.size() > limitToken + 2
        && tokens.get(limitToken + 1).isSymbol("-")
        && tokens.get(limitToken + 2).kind() == Kind.NUMBER
        && limitValue(limitToken + 2) != null
        && !Long.valueOf(0).equals(limitValue(limitToken + 2))) {
      // LIMIT -1 [OFFSET n] is SQLite's way to skip rows and read all others.
      int behind = limitToken + 3;
      boolean understood =
          behind == end
              || (behind + 2 == end
                  && tokens.get(behind).isWord("offset")
                  && limitValue(behind + 1) != null);
      return understood ? new Object[2] : null;
    }
    int length = end - limitToken - 1;
    Object first = length >= 1 ? limitValue(limitToken + 1) : null;
    if (first == null) {
      return null;
    }
    if (length == 1) {
      return new Object[] {first, null};
    }
    Object second = length == 3 ? limitValue(limitToken + 3) : null;
    if (second == null) {
      return null;
    }
    Token separator = tokens.get(limitToken + 2);
    if (separator.isWord("offset")) {
      return new Object[] {first, second};
    }
    return separator.isSymbol(",") ? new Object[] {second, first} : null;
  }

  private Object limitValue(int index) {
    Token token = tokens.get(index);
    if (token.kind() == Kind.PARAMETER) {
      return parameterNumbers[index];
    }
    if (token.kind() == Kind.NUMBER && token.text().length() < 10) {
      try {
        return Long.valueOf(token.text());
      } catch (NumberFormatException e) {
        return null;
      }
    }
    return null;
  }

  private String refuseConditions(int start, int end) {
    for (int i = start; i < end; i++) {
      Token token = tokens.get(i);
      if (token.isSymbol("->") || token.isSymbol("->>")) {
        return "condition that may raise an error";
      }
      if (token.isWord("regexp") || token.isWord("match")) {
        return "user-defined operator";
      }
      if (token.isWord("escape") && !isCharacter(i + 1, end)) {
        return "condition that may raise an error";
      }
      boolean call = i + 1 < end && tokens.get(i + 1).isSymbol("(");
      if (call && isReplace(token) && replaced(i, closing(i + 1, end) + 1) != null) {
        replaces = true;
        continue;
      }
      if (call && token.kind() == Kind.QUOTED) {
        return "condition that may raise an error";
      }
      if (call && token.kind() == Kind.WORD) {
        String word = SqlNames.fold(token.text());
        if (!TOTAL_FUNCTIONS.contains(word) && !WORDS_BEFORE_PARENTHESIS.contains(word)) {
          return "condition that may raise an error";
        }
      }
    }
    return null;
  }

  /**
   * Whether an escape is one character, as far as that can be told: what a parameter is must be
   * looked at.
   */
  private boolean isCharacter(int index, int end) {
    if (index >= end
        || (index + 1 < end
            && !tokens.get(index + 1).isSymbol(")")
            && !BEHIND_ESCAPE.contains(SqlNames.fold(tokens.get(index + 1).text())))) {
      return false;
    }
    Token token = tokens.get(index);
    if (token.kind() == Kind.PARAMETER) {
      escapes.add(parameterNumbers[index]);
      return true;
    }
    String text = token.text();
    return token.kind() == Kind.STRING && text.codePointCount(0, text.length()) == 1;
  }

  private static boolean isReplace(Token token) {
    return (token.kind() == Kind.WORD || token.kind() == Kind.QUOTED)
        && SqlNames.same(token.text(), "replace");
  }

  /** {@code replace(part, 'from', 'to')} of a literal or parameter, or of another such call. */
  private Object replaced(int start, int end) {
    if (end - start < 8
        || !isReplace(tokens.get(start))
        || !tokens.get(start + 1).isSymbol("(")
        || closing(start + 1, end) != end - 1
        || !tokens.get(end - 3).isSymbol(",")
        || !tokens.get(end - 5).isSymbol(",")
        || tokens.get(end - 2).kind() != Kind.STRING
        || tokens.get(end - 4).kind() != Kind.STRING) {
      return null;
    }
    String to = tokens.get(end - 2).text();
    int innerStart = start + 2;
    int innerEnd = end - 5;
    Object inner = innerEnd - innerStart == 1 ? atom(innerStart) : replaced(innerStart, innerEnd);
    boolean tooMuch = to.length() > 2 || depth(inner) >= MOST_REPLACED;
    return inner == null || tooMuch
        ? null
        : new TextPattern.Replaced(inner, tokens.get(end - 4).text(), to);
  }

  private static int depth(Object part) {
    return part instanceof TextPattern.Replaced replaced ? 1 + depth(replaced.part()) : 0;
  }

  /** The filter in tokens {@code start} to {@code end}, or {@code null} if they say nothing. */
  private FilterExpression expression(int start, int end, String qualifier, int depth) {
    if (start >= end || depth > DEPTH_LIMIT) {
      return null;
    }
    List<int[]> alternatives = split(start, end, "or");
    if (alternatives == null) {
      return null;
    }
    if (alternatives.size() > 1) {
      List<FilterExpression> members = new ArrayList<>();
      for (int[] range : alternatives) {
        FilterExpression member = expression(range[0], range[1], qualifier, depth + 1);
        if (member == null) {
          return null;
        }
        members.add(member);
      }
      return new FilterExpression.Or(members);
    }
    List<int[]> conjuncts = split(start, end, "and");
    if (conjuncts == null) {
      return null;
    }
    if (conjuncts.size() > 1) {
      List<FilterExpression> members = new ArrayList<>();
      for (int[] range : conjuncts) {
        FilterExpression member = expression(range[0], range[1], qualifier, depth + 1);
        if (member != null) {
          members.add(member);
        }
      }
      return members.isEmpty() ? null : new FilterExpression.And(members);
    }
    if (isParenthesised(start, end)) {
      return expression(start + 1, end - 1, qualifier, depth + 1);
    }
    return search(start, end, qualifier);
  }

  /** The ranges between top-level occurrences of a word; {@code null} if not understood. */
  private List<int[]> split(int start, int end, String word) {
    List<int[]> ranges = new ArrayList<>();
    int depth = 0;
    int betweens = 0;
    int rangeStart = start;
    for (int i = start; i < end; i++) {
      Token token = tokens.get(i);
      if (token.isSymbol("(") || token.isWord("case")) {
        depth++;
      } else if (token.isSymbol(")") || (depth > 0 && token.isWord("end"))) {
        depth--;
      } else if (depth == 0 && token.isWord("between")) {
        betweens++;
      } else if (depth == 0 && betweens > 0 && token.isWord("and")) {
        betweens--;
      } else if (depth == 0 && token.isWord(word)) {
        ranges.add(new int[] {rangeStart, i});
        rangeStart = i + 1;
      }
      if (depth < 0) {
        return null;
      }
    }
    ranges.add(new int[] {rangeStart, end});
    return depth == 0 ? ranges : null;
  }

  private boolean isParenthesised(int start, int end) {
    return tokens.get(start).isSymbol("(") && closing(start, end) == end - 1;
  }

  /** The index of the parenthesis that closes the one at {@code open}, or -1. */
  private int closing(int open, int end) {
    int depth = 0;
    for (int i = open; i < end; i++) {
      if (tokens.get(i).isSymbol("(")) {
        depth++;
      } else if (tokens.get(i).isSymbol(")") && --depth == 0) {
        return i;
      }
    }
    return -1;
  }

  private FilterExpression search(int start, int end, String qualifier) {
    if (tokens.get(start).isWord("instr")) {
      return contains(start, end, qualifier);
    }
    for (int i = start + 1; i < end - 1; i++) {
      boolean like = tokens.get(i).isWord("like");
      if (!like && !tokens.get(i).isWord("glob")) {
        continue;
      }
      String column = column(start, i, qualifier);
      if (column == null) {
        return null;
      }
      int patternEnd = end;
      Object escape = null;
      for (int j = i + 1; j < end; j++) {
        if (tokens.get(j).isWord("escape")) {
          if (!like || j != end - 2) {
            return null;
          }
          escape = atom(j + 1);
          if (escape == null) {
            return null;
          }
          patternEnd = j;
        }
      }
      List<Object> parts = new ArrayList<>();
      if (!parts(i + 1, patternEnd, parts)) {
        return null;
      }
      return new FilterExpression.Search(
          column,
          new TextPattern(
              like ? TextPattern.Operator.LIKE : TextPattern.Operator.GLOB, parts, escape),
          tokens.get(start).start(),
          tokens.get(end - 1).end());
    }
    return null;
  }

  /** {@code instr(column, text)}, alone or compared so that it must be found. */
  private FilterExpression contains(int start, int end, String qualifier) {
    int open = start + 1;
    int close = open < end && tokens.get(open).isSymbol("(") ? closing(open, end) : -1;
    if (close < 0) {
      return null;
    }
    if (close != end - 1) {
      if (close != end - 3 || tokens.get(end - 1).kind() != Kind.NUMBER) {
        return null;
      }
      String comparison = tokens.get(end - 2).text() + tokens.get(end - 1).text();
      if (!Set.of(">0", ">=1", "<>0", "!=0").contains(comparison)) {
        return null;
      }
    }
    int comma = -1;
    int depth = 0;
    for (int i = open + 1; i < close; i++) {
      if (tokens.get(i).isSymbol("(")) {
        depth++;
      } else if (tokens.get(i).isSymbol(")")) {
        depth--;
      } else if (depth == 0 && tokens.get(i).isSymbol(",")) {
        if (comma >= 0) {
          return null;
        }
        comma = i;
      }
    }
    if (comma < 0) {
      return null;
    }
    String column = column(open + 1, comma, qualifier);
    List<Object> parts = new ArrayList<>();
    if (column == null || !parts(comma + 1, close, parts)) {
      return null;
    }
    return new FilterExpression.Search(
        column,
        new TextPattern(TextPattern.Operator.CONTAINS, parts, null),
        tokens.get(start).start(),
        tokens.get(end - 1).end());
  }

  /**
   * The column in {@code c}, {@code t.c}, {@code main.t.c}, in parentheses or in functions whose
   * result contains no text that the column does not: whatever is found there is in the column.
   */
  private String column(int start, int end, String qualifier) {
    int from = start;
    int to = end;
    while (to - from > 2) {
      boolean call = tokens.get(from).kind() == Kind.WORD && isNarrowing(tokens.get(from));
      int open = call ? from + 1 : from;
      if (!tokens.get(open).isSymbol("(") || closing(open, to) != to - 1) {
        break;
      }
      boolean orEmpty = call && isOrEmpty(tokens.get(from));
      from = open + 1;
      to--;
      if (orEmpty) {
        // coalesce(c, ''): where there is no text, there is none to find.
        if (to - from < 3
            || !tokens.get(to - 2).isSymbol(",")
            || tokens.get(to - 1).kind() != Kind.STRING
            || !tokens.get(to - 1).text().isEmpty()) {
          return null;
        }
        to -= 2;
      }
    }
    if (to - from == 5 && tokens.get(from).isName() && tokens.get(from + 1).isSymbol(".")) {
      from += 2;
    }
    if (to - from == 3) {
      if (!tokens.get(from).isName()
          || !SqlNames.same(tokens.get(from).text(), qualifier)
          || !tokens.get(from + 1).isSymbol(".")) {
        return null;
      }
      from += 2;
    }
    return to - from == 1 && tokens.get(from).isName() ? tokens.get(from).text() : null;
  }

  private static boolean isNarrowing(Token function) {
    return function.isWord("lower")
        || function.isWord("upper")
        || function.isWord("trim")
        || function.isWord("ltrim")
        || function.isWord("rtrim")
        || isOrEmpty(function);
  }

  private static boolean isOrEmpty(Token function) {
    return function.isWord("coalesce") || function.isWord("ifnull");
  }

  /** Literals and parameters joined by {@code ||}; whether that is all there is. */
  private boolean parts(int start, int end, List<Object> parts) {
    int from = start;
    int to = end;
    while (to - from > 2) {
      boolean folded = tokens.get(from).isWord("lower") || tokens.get(from).isWord("upper");
      int open = folded ? from + 1 : from;
      if (!tokens.get(open).isSymbol("(") || closing(open, to) != to - 1) {
        break;
      }
      from = open + 1;
      to--;
    }
    int operandStart = from;
    int depth = 0;
    for (int i = from; i < to; i++) {
      if (tokens.get(i).isSymbol("(")) {
        depth++;
      } else if (tokens.get(i).isSymbol(")")) {
        depth--;
      } else if (depth == 0 && tokens.get(i).isSymbol("||")) {
        if (i == operandStart || !parts(operandStart, i, parts)) {
          return false;
        }
        operandStart = i + 1;
      }
    }
    if (operandStart > from) {
      return operandStart < to && parts(operandStart, to, parts);
    }
    Object atom = to - from == 1 ? atom(from) : replaced(from, to);
    if (atom == null) {
      return false;
    }
    parts.add(atom);
    return true;
  }

  private Object atom(int index) {
    Token token = tokens.get(index);
    if (token.kind() == Kind.STRING) {
      return token.text();
    }
    return token.kind() == Kind.PARAMETER ? parameterNumbers[index] : null;
  }
}
