package io.fastaccel.interceptors.sqlite;

import io.fastaccel.interceptors.sqlite.ConnectionState.Verdict;
import io.fastaccel.interceptors.sqlite.index.TableDefinition;
import io.fastaccel.interceptors.sqlite.sql.SearchStatement;
import io.fastaccel.interceptors.sqlite.sql.SqlNames;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.sqlite.SQLiteConnection;

/** Asks the engine how it would execute the original and the rewritten text. */
final class QueryPlans {

  /** The functions that we rely on, in conditions and in what the index says about them. */
  private static final String FUNCTIONS =
      "'like','glob','instr','lower','upper','abs','length','trim','ltrim','rtrim','substr',"
          + "'substring','coalesce','ifnull','nullif','date','time','datetime','julianday',"
          + "'strftime','unixepoch','round','typeof','hex','unicode','iif','min','max',"
          + "'count','replace'";

  private static final String TEMPORARY = "USE TEMP B-TREE";

  /** What {@code SELECT EXISTS(...)} itself reads. */
  private static final String NO_TABLE = "SCAN CONSTANT ROW";

  private QueryPlans() {}

  /** Refuses the connection if one of the functions that we rely on is not the engine's own. */
  static void checkFunctions(SQLiteConnection connection, ConnectionState state)
      throws SQLException {
    long own =
        Databases.number(
            connection,
            "SELECT count(*) FROM pragma_function_list WHERE builtin = 0 AND name IN ("
                + FUNCTIONS
                + ")");
    state.setFunctionsChecked(true);
    if (own > 0) {
      state.refuse("user-defined function");
    }
  }

  /** Whether the engine may choose another plan for other values. */
  static boolean dependsOnValues(SearchStatement search, TableDefinition table) {
    for (String column : search.columns()) {
      if (table.columnsInIndexes().contains(SqlNames.fold(column))) {
        return true;
      }
    }
    return !table.columnsInIndexes().isEmpty() && search.parameterCount() > 1;
  }

  /** Decides whether both plans visit the rows in the same order. */
  static void check(
      SQLiteConnection connection, SearchStatement search, Object[] values, Verdict verdict)
      throws SQLException {
    boolean sorts = compare(connection, search, values, verdict);
    if (verdict.refusal != null) {
      verdict.history.refused(verdict.refusal);
    } else {
      verdict.history.planned(sorts);
    }
  }

  private static boolean compare(
      SQLiteConnection connection, SearchStatement search, Object[] values, Verdict verdict)
      throws SQLException {
    verdict.refusal = null;
    List<String> original = plan(connection, search, search.sql(), values);
    List<String> rewritten = plan(connection, search, verdict.rewritten, values);
    boolean sorts = false;
    boolean scans = false;
    for (String step : original) {
      if (step.startsWith("SCAN ")) {
        if (scans || !isPlainScan(step, search)) {
          verdict.refusal = "not a plain scan";
          return false;
        }
        scans = true;
      } else if (step.startsWith(TEMPORARY)) {
        if (!rewritten.contains(step)) {
          verdict.refusal = "other order";
          return false;
        }
        sorts |= step.contains("FOR ORDER BY") || step.contains("FOR GROUP BY");
      } else if (!isSubquery(step)) {
        verdict.refusal = "not a plain scan";
        return false;
      }
    }
    int searches = 0;
    for (String step : rewritten) {
      if (step.startsWith("SEARCH ") && step.endsWith("USING INTEGER PRIMARY KEY (rowid=?)")) {
        searches++;
      } else if (!step.startsWith(TEMPORARY) && !isSubquery(step)) {
        verdict.refusal = "not driven by the candidates";
        return false;
      }
    }
    if (!scans || searches != 1) {
      verdict.refusal = "not driven by the candidates";
    }
    return sorts;
  }

  private static boolean isSubquery(String step) {
    return step.startsWith("LIST SUBQUERY")
        || step.startsWith("SCALAR SUBQUERY")
        || step.startsWith("CORRELATED ");
  }

  private static boolean isPlainScan(String step, SearchStatement search) {
    String what = step.substring("SCAN ".length());
    if (what.startsWith("TABLE ")) {
      what = what.substring("TABLE ".length());
    }
    return SqlNames.same(what, search.qualifier())
        || SqlNames.same(what, search.table())
        || SqlNames.same(what, search.table() + " AS " + search.qualifier());
  }

  /** The steps of the search's own level: the outermost, or that of the only subquery in there. */
  private static List<String> plan(
      SQLiteConnection connection, SearchStatement search, String sql, Object[] values)
      throws SQLException {
    int parameterCount = search.parameterCount();
    List<String> steps = new ArrayList<>();
    int level = search.isSubquery() ? -1 : 0;
    try (PreparedStatement statement = connection.prepareStatement("EXPLAIN QUERY PLAN " + sql)) {
      for (int i = 0; values != null && i < parameterCount && i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          String step = result.getString(4);
          if (result.getInt(2) == level) {
            steps.add(step);
          } else if (level < 0 && step.startsWith("SCALAR SUBQUERY")) {
            level = result.getInt(1);
          } else if (search.isSubquery() && result.getInt(2) == 0 && !step.equals(NO_TABLE)) {
            steps.add(step);
          }
        }
      }
    }
    return steps;
  }
}
