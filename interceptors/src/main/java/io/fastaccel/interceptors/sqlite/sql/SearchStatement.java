package io.fastaccel.interceptors.sqlite.sql;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A {@code SELECT} over one table whose {@code WHERE} clause searches text. Immutable; holds
 * nothing of any bound value.
 */
public final class SearchStatement {

  /** A parameter that may be behind a splice, and must keep the number it has in the original. */
  record LaterParameter(int start, int end, int number) {}

  /** {@link #rowsNeeded} of a statement that reads all its rows, or says nothing about them. */
  public static final long ALL_ROWS = Long.MAX_VALUE;

  /**
   * In SQLite, a text of more than 50,000 bytes is no pattern. With three for a character this is
   * below.
   */
  private static final int LONGEST_PATTERN = 16_000;

  /** What {@code replace} may make of a character: with two for one, three times. */
  private static final int REPLACED = 8;

  private final String sql;
  private final String table;
  private final String qualifier;
  private final FilterExpression filter;
  private final Set<String> columns = new LinkedHashSet<>();
  private final int whereStart;
  private final int whereEnd;
  private final int parameterCount;
  private final List<LaterParameter> laterParameters;
  private final boolean aggregate;
  private final boolean firstRowOnly;
  private final boolean ordered;
  private final Object limit;
  private final Object offset;
  private final RankedSearch ranked;
  private final boolean subquery;
  private final boolean replaces;
  private final List<Integer> escapes;
  private final int literals;

  SearchStatement(
      String sql,
      String table,
      String qualifier,
      FilterExpression filter,
      int whereStart,
      int whereEnd,
      int parameterCount,
      List<LaterParameter> laterParameters,
      boolean aggregate,
      boolean firstRowOnly,
      Object limit,
      Object offset,
      boolean grouped,
      int orderPosition,
      boolean subquery,
      boolean replaces,
      List<Integer> escapes,
      int literals) {
    this.sql = sql;
    this.table = table;
    this.qualifier = qualifier;
    this.filter = filter;
    this.whereStart = whereStart;
    this.whereEnd = whereEnd;
    this.parameterCount = parameterCount;
    this.laterParameters = List.copyOf(laterParameters);
    this.aggregate = aggregate;
    this.firstRowOnly = firstRowOnly;
    this.ordered = orderPosition < 0;
    this.limit = limit;
    this.offset = offset;
    this.subquery = subquery;
    this.replaces = replaces;
    this.escapes = List.copyOf(escapes);
    this.literals = literals;
    Set<String> written = new LinkedHashSet<>();
    filter.collectColumns(written);
    for (String column : written) {
      columns.add(SqlNames.fold(column));
    }
    this.ranked =
        aggregate || firstRowOnly || grouped
            ? null
            : RankedSearch.of(this, filter, whereStart, whereEnd, laterParameters, orderPosition);
  }

  /** The same search with its rows chosen by rank; {@code null} if it is none of that kind. */
  public RankedSearch ranked() {
    return ranked;
  }

  /** The original text. */
  public String sql() {
    return sql;
  }

  /** The table's name as written, without quotes. */
  public String table() {
    return table;
  }

  /** The name by which the statement's expressions call the table. */
  public String qualifier() {
    return qualifier;
  }

  /** The searched columns, lower case. */
  public Set<String> columns() {
    return columns;
  }

  /** The highest number of a parameter in the original. */
  public int parameterCount() {
    return parameterCount;
  }

  /** Whether the statement is an aggregate without an early end, so that it reads every row. */
  public boolean isAggregate() {
    return aggregate;
  }

  /** Whether the statement says something about the order of its rows or groups. */
  public boolean isOrdered() {
    return ordered;
  }

  /** Whether it asks {@code SELECT EXISTS} of a search, so that its plan is one level deeper. */
  public boolean isSubquery() {
    return subquery;
  }

  /**
   * What the rows of the result must contain.
   *
   * @param values bound values, parameter 1 first; may be {@code null} where nothing is bound
   * @return {@code null} if these values say nothing about text, or may raise an error
   */
  public Filter filter(Object[] values) {
    return mayRaise(values) ? null : filter.resolve(values);
  }

  /** Whether some pattern may be too long, or an escape is no character: an error on a row. */
  private boolean mayRaise(Object[] values) {
    for (int parameter : escapes) {
      Object value = values == null || parameter > values.length ? null : values[parameter - 1];
      if (!(value instanceof String text) || text.codePointCount(0, text.length()) != 1) {
        return true;
      }
    }
    long length = literals;
    for (int i = 0; values != null && i < Math.min(values.length, parameterCount); i++) {
      if (values[i] instanceof String text) {
        length += text.length();
      } else if (values[i] instanceof byte[] bytes) {
        length += bytes.length;
      }
    }
    return length > (replaces ? LONGEST_PATTERN / REPLACED : LONGEST_PATTERN);
  }

  /** After how many matching rows the statement ends by itself if it need not sort. */
  public long rowsNeeded(Object[] values) {
    if (firstRowOnly) {
      return 1;
    }
    if (limit == null) {
      return ALL_ROWS;
    }
    long count = number(limit, values);
    long skipped = offset == null ? 0 : number(offset, values);
    if (count < 0) {
      return ALL_ROWS;
    }
    return skipped > 0 ? count + skipped : count;
  }

  private static long number(Object value, Object[] values) {
    Object resolved = value;
    if (value instanceof Integer parameter) {
      resolved = values != null && parameter <= values.length ? values[parameter - 1] : null;
    }
    if (resolved instanceof Long || resolved instanceof Integer) {
      return Math.min(((Number) resolved).longValue(), Integer.MAX_VALUE);
    }
    // Not a number that we can read: assume that one row is enough, which rewrites the least.
    return 1;
  }

  /**
   * The text with one more condition in its {@code WHERE} clause. Every parameter keeps the number
   * it has in the original, so the condition may use numbers from {@link #parameterCount} + 1.
   */
  public String withCondition(String condition) {
    StringBuilder text = new StringBuilder(sql.length() + condition.length() + 16);
    text.append(sql, 0, whereStart).append('(').append(sql, whereStart, whereEnd);
    text.append(") AND ").append(condition);
    int position = whereEnd;
    for (LaterParameter parameter : laterParameters) {
      if (parameter.start() < whereEnd) {
        continue;
      }
      text.append(sql, position, parameter.start()).append('?').append(parameter.number());
      position = parameter.end();
    }
    return text.append(sql, position, sql.length()).toString();
  }
}
