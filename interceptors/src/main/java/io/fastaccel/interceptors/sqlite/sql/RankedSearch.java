package io.fastaccel.interceptors.sqlite.sql;

import io.fastaccel.interceptors.sqlite.sql.SearchStatement.LaterParameter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A search whose rows are chosen by how well they fit the words that are looked for, and no longer
 * by containing a text as it is: with other rows as the result. Immutable.
 *
 * <p>The statement stays what it is but for three insertions: its comparison with the text may also
 * be fulfilled by being one of the best rows, its condition has one more part, and where it does
 * not order its rows, they come in the order of their ranks.
 */
public final class RankedSearch {

  private static final int MOST_WORDS = 64;

  private final SearchStatement statement;
  private final List<FilterExpression.Search> comparisons;
  private final int whereStart;
  private final int whereEnd;
  private final List<LaterParameter> parameters;
  private final int orderPosition;

  private RankedSearch(
      SearchStatement statement,
      List<FilterExpression.Search> comparisons,
      int whereStart,
      int whereEnd,
      List<LaterParameter> parameters,
      int orderPosition) {
    this.statement = statement;
    this.comparisons = List.copyOf(comparisons);
    this.whereStart = whereStart;
    this.whereEnd = whereEnd;
    this.parameters = List.copyOf(parameters);
    this.orderPosition = orderPosition;
  }

  /**
   * Reads a filter; {@code null} unless it demands text of one column, alone or beside other
   * conditions.
   *
   * @param orderPosition where an {@code ORDER BY} clause can be put in; -1 if there is one
   */
  static RankedSearch of(
      SearchStatement statement,
      FilterExpression filter,
      int whereStart,
      int whereEnd,
      List<LaterParameter> parameters,
      int orderPosition) {
    List<FilterExpression.Search> comparisons = new ArrayList<>();
    if (filter instanceof FilterExpression.Search search) {
      add(search, comparisons);
    } else if (filter instanceof FilterExpression.And all) {
      for (FilterExpression member : all.members()) {
        if (member instanceof FilterExpression.Search search) {
          add(search, comparisons);
        }
      }
    }
    return comparisons.isEmpty()
        ? null
        : new RankedSearch(statement, comparisons, whereStart, whereEnd, parameters, orderPosition);
  }

  private static void add(
      FilterExpression.Search search, List<FilterExpression.Search> comparisons) {
    boolean words = search.pattern().operator() != TextPattern.Operator.GLOB;
    if (words
        && (comparisons.isEmpty() || SqlNames.same(comparisons.get(0).column(), search.column()))) {
      comparisons.add(search);
    }
  }

  /** The column that is searched, in lower case. */
  public String column() {
    return SqlNames.fold(comparisons.get(0).column());
  }

  /**
   * What to ask an FTS5 index for: rows with any of the words. Each word is a string of FTS5's
   * language, so that nothing in it is an operator, a column or a prefix.
   *
   * @param values bound values, parameter 1 first
   * @return {@code null} if there is no word
   */
  public String query(Object[] values) {
    Set<String> words = new LinkedHashSet<>();
    for (FilterExpression.Search comparison : comparisons) {
      List<String> pieces = comparison.pattern().requiredText(values);
      if (pieces == null) {
        return null;
      }
      for (String piece : pieces) {
        for (String word : piece.split("\\s+", -1)) {
          if (word.codePoints().anyMatch(Character::isLetterOrDigit)) {
            words.add(word);
          }
        }
      }
    }
    if (words.isEmpty() || words.size() > MOST_WORDS) {
      return null;
    }
    StringBuilder query = new StringBuilder();
    for (String word : words) {
      query.append(query.length() == 0 ? "" : " OR ");
      query.append('"').append(word.replace("\"", "\"\"")).append('"');
    }
    return query.toString();
  }

  /**
   * The rewritten text. Every parameter keeps the number it has in the original.
   *
   * @param key the row's key, as an expression of the statement
   * @param ranked the keys that have a rank: a subquery
   * @param list the same in the order of their ranks, as a JSON array: an SQL expression
   * @param condition one more part of the condition
   */
  public String rewritten(String key, String ranked, String list, String condition) {
    Splices splices = new Splices(statement.sql(), parameters);
    splices.insert(whereStart, "(");
    for (FilterExpression.Search comparison : comparisons) {
      splices.insert(comparison.start(), "(");
      splices.insert(comparison.end(), " OR " + key + " IN " + ranked + ")");
    }
    splices.insert(whereEnd, ") AND " + condition);
    if (orderPosition >= 0) {
      // A row that has no rank was changed just now, and contains the text as it is.
      splices.insert(
          orderPosition,
          " ORDER BY (SELECT fastaccel_o.key FROM json_each("
              + list
              + ") AS fastaccel_o WHERE fastaccel_o.value = "
              + key
              + ") ");
    }
    return splices.text();
  }

  /** Builds a text from left to right. */
  private static final class Splices {
    private final String sql;
    private final List<LaterParameter> parameters;
    private final StringBuilder text = new StringBuilder();
    private int position;
    private int parameter;

    Splices(String sql, List<LaterParameter> parameters) {
      this.sql = sql;
      this.parameters = parameters;
    }

    void insert(int at, String inserted) {
      copyTo(at);
      text.append(inserted);
    }

    String text() {
      copyTo(sql.length());
      return text.toString();
    }

    /** Copies, and writes the number of each parameter. */
    private void copyTo(int end) {
      while (parameter < parameters.size() && parameters.get(parameter).end() <= end) {
        LaterParameter next = parameters.get(parameter++);
        text.append(sql, position, next.start()).append('?').append(next.number());
        position = next.end();
      }
      text.append(sql, position, end);
      position = end;
    }
  }
}
