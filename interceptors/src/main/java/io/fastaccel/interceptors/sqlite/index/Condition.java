package io.fastaccel.interceptors.sqlite.index;

import io.fastaccel.interceptors.sqlite.sql.SearchStatement;

/**
 * The condition that a rewritten search has more than the original: the row is a candidate, or was
 * changed after the candidates were indexed.
 *
 * <p>In the same snapshot it checks that the candidates are good for this database: the log
 * contains the very row up to which the index is complete, and the schema is the one for which that
 * was established. What no other connection can change, temporary tables that hide ours and the
 * order of rows, is not its business. Otherwise it raises "integer overflow", an error that no part
 * of an accepted search can raise by itself.
 */
public final class Condition {

  private static final int PARAMETERS = 4;

  private Condition() {}

  /** The condition, for {@link SearchStatement#withCondition}. */
  public static String text(SearchStatement search, TableDefinition table) {
    int first = search.parameterCount() + 1;
    String log = "main." + Names.quote(Names.log(table.name()));
    return Names.quote(search.qualifier())
        + "."
        + Names.quote(table.key())
        + " IN (SELECT value FROM json_each(?"
        + first
        + ") UNION ALL SELECT rid FROM "
        + log
        + " WHERE v > ?"
        + (first + 1)
        + " UNION ALL SELECT abs(-9223372036854775808) WHERE (SELECT r FROM "
        + log
        + " WHERE v = ?"
        + (first + 1)
        + ") IS NOT ?"
        + (first + 2)
        + " OR (SELECT schema_version FROM pragma_schema_version) IS NOT ?"
        + (first + 3)
        + ")";
  }

  /**
   * The values for a search with the condition.
   *
   * @param values those of the original, parameter 1 first; may be {@code null} if there are none
   */
  public static Object[] values(Object[] values, int parameterCount, Candidates candidates) {
    Object[] extended = new Object[parameterCount + PARAMETERS];
    if (values != null) {
      System.arraycopy(values, 0, extended, 0, Math.min(values.length, parameterCount));
    }
    extended[parameterCount] = candidates.rowids();
    extended[parameterCount + 1] = candidates.v();
    extended[parameterCount + 2] = candidates.r();
    extended[parameterCount + 3] = candidates.schemaVersion();
    return extended;
  }
}
