package io.fastaccel.interceptors.sqlite.index;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A user's table as the catalog describes it.
 *
 * @param name as declared
 * @param key the {@code INTEGER PRIMARY KEY} column, which is the rowid
 * @param columns all column names, lower case
 * @param columnsInIndexes columns that are part of some index, lower case
 * @param conditionalIndexes whether there are indexes on expressions or with a condition
 * @param refusal why the table cannot be indexed, or {@code null}
 */
public record TableDefinition(
    String name,
    String key,
    Set<String> columns,
    Set<String> columnsInIndexes,
    boolean conditionalIndexes,
    String refusal) {

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
    if (sql.trim().toLowerCase(Locale.ROOT).startsWith("create virtual")) {
      return refused(name, "virtual table");
    }
    if (name.toLowerCase(Locale.ROOT).startsWith("sqlite_")) {
      return refused(name, "catalog table");
    }
    Set<String> columns = new HashSet<>();
    List<String> keys = new ArrayList<>();
    boolean integerKey = false;
    for (Object[] column :
        Statements.rows(connection, "PRAGMA main.table_xinfo(" + Names.quote(name) + ")")) {
      columns.add(((String) column[1]).toLowerCase(Locale.ROOT));
      if (((Number) column[5]).intValue() > 0) {
        keys.add((String) column[1]);
        integerKey = "INTEGER".equalsIgnoreCase(String.valueOf(column[2]));
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
          indexed.add(((String) part[2]).toLowerCase(Locale.ROOT));
        } else {
          conditional |= ((Number) part[1]).intValue() == -2;
        }
      }
    }
    if (keys.size() != 1 || !integerKey || keyIsIndex) {
      return refused(name, "no INTEGER PRIMARY KEY");
    }
    return new TableDefinition(name, keys.get(0), columns, indexed, conditional, null);
  }

  private static TableDefinition refused(String name, String why) {
    return new TableDefinition(name, null, Set.of(), Set.of(), false, why);
  }
}
