package io.fastaccel.interceptors.sqlite.index;

import io.fastaccel.interceptors.sqlite.sql.SqlNames;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A user's table as the catalog describes it.
 *
 * @param name as declared
 * @param key the {@code INTEGER PRIMARY KEY} column, which is the rowid
 * @param names all columns: the folded name, and the name as declared
 * @param columnsInIndexes columns that are part of some index, lower case
 * @param conditionalIndexes whether there are indexes on expressions or with a condition
 * @param refusal why the table cannot be indexed, or {@code null}
 */
public record TableDefinition(
    String name,
    String key,
    Map<String, String> names,
    Set<String> columnsInIndexes,
    boolean conditionalIndexes,
    String refusal) {

  /** All columns, folded. */
  public Set<String> columns() {
    return names.keySet();
  }

  /**
   * A column as an expression over the table under the name {@code t}. It is qualified: SQLite
   * takes a bare quoted name that it does not know for a text.
   *
   * @param column folded
   */
  String expression(String column) throws SQLException {
    String name = names.get(column);
    if (name == null) {
      throw new SQLException("no such column");
    }
    return "t." + Names.quote(name);
  }

  /** The key as an expression over the table under the name {@code t}. */
  String keyExpression() {
    return "t." + Names.quote(key);
  }

  /** The table under the name {@code t}. */
  String source() {
    return "main." + Names.quote(name) + " AS t";
  }

  /** Reads the definition in {@code main}; never {@code null}. */
  public static TableDefinition read(Connection connection, String table) throws SQLException {
    List<Object[]> catalog =
        Statements.rows(
            connection,
            "SELECT name, sql, type FROM main.sqlite_master"
                + " WHERE name = ? COLLATE NOCASE AND type IN ('table', 'view')",
            table);
    if (catalog.isEmpty()) {
      return refused(table, "no such table");
    }
    String name = (String) catalog.get(0)[0];
    String sql = String.valueOf(catalog.get(0)[1]);
    if (!"table".equals(catalog.get(0)[2])) {
      return refused(name, "view");
    }
    if (SqlNames.fold(sql.trim()).startsWith("create virtual")) {
      return refused(name, "virtual table");
    }
    if (SqlNames.fold(name).startsWith("sqlite_")) {
      return refused(name, "catalog table");
    }
    Map<String, String> names = new HashMap<>();
    List<String> keys = new ArrayList<>();
    boolean integerKey = false;
    for (Object[] column :
        Statements.rows(connection, "PRAGMA main.table_xinfo(" + Names.quote(name) + ")")) {
      names.put(SqlNames.fold((String) column[1]), (String) column[1]);
      if (((Number) column[5]).intValue() > 0) {
        keys.add((String) column[1]);
        integerKey = SqlNames.same("INTEGER", String.valueOf(column[2]));
      }
    }
    Set<String> indexed = new HashSet<>();
    boolean conditional = false;
    boolean keyIsIndex = false;
    for (Object[] index :
        Statements.rows(connection, "PRAGMA main.index_list(" + Names.quote(name) + ")")) {
      keyIsIndex |= "pk".equals(index[3]);
      conditional |= ((Number) index[4]).intValue() != 0;
      for (Object[] part :
          Statements.rows(
              connection, "PRAGMA main.index_xinfo(" + Names.quote((String) index[1]) + ")")) {
        if (part[2] != null) {
          indexed.add(SqlNames.fold((String) part[2]));
        } else {
          conditional |= ((Number) part[1]).intValue() == -2;
        }
      }
    }
    if (keys.size() != 1 || !integerKey || keyIsIndex) {
      return refused(name, "no INTEGER PRIMARY KEY");
    }
    return new TableDefinition(name, keys.get(0), names, indexed, conditional, null);
  }

  private static TableDefinition refused(String name, String why) {
    return new TableDefinition(name, null, Map.of(), Set.of(), false, why);
  }
}
