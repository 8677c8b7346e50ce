package io.fastaccel.harness;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Compares what an application stored in two SQLite databases: the definitions of everything in the
 * schema, and all tables row by row in the order of their rowids, storage classes included. What
 * the agent keeps in the database, whose names start with {@code fastaccel_}, is left out.
 */
public final class DatabaseComparison {

  private static final String OWN_PREFIX = "fastaccel_";
  private static final int ENOUGH = 10;
  private static final int SHOWN = 60;

  private final List<String> differences = new ArrayList<>();
  private long rows;

  private DatabaseComparison() {}

  /** The comparison of two database files. */
  public static DatabaseComparison of(Path one, Path other) throws SQLException {
    DatabaseComparison comparison = new DatabaseComparison();
    try (Connection first = DriverManager.getConnection("jdbc:sqlite:" + one);
        Connection second = DriverManager.getConnection("jdbc:sqlite:" + other)) {
      comparison.compare(first, second);
    }
    return comparison;
  }

  /** The first differences, each in one line; empty when there are none. */
  public List<String> differences() {
    return List.copyOf(differences);
  }

  /** How many rows were compared. */
  public long rows() {
    return rows;
  }

  private void compare(Connection one, Connection other) throws SQLException {
    Map<String, String> schema = schema(one);
    Map<String, String> otherSchema = schema(other);
    if (!schema.equals(otherSchema)) {
      differences.add("different schemas: " + schema + " and " + otherSchema);
      return;
    }
    for (String object : schema.keySet()) {
      if (object.startsWith("table ")) {
        compareTable(object.substring("table ".length()), one, other);
      }
    }
  }

  private void compareTable(String table, Connection one, Connection other) throws SQLException {
    try (Statement statement = one.createStatement();
        Statement otherStatement = other.createStatement();
        ResultSet row = statement.executeQuery(select(one, table));
        ResultSet otherRow = otherStatement.executeQuery(select(other, table))) {
      int columns = row.getMetaData().getColumnCount();
      while (differences.size() < ENOUGH) {
        boolean more = row.next();
        boolean otherMore = otherRow.next();
        if (more != otherMore) {
          ResultSet longer = more ? row : otherRow;
          differences.add(table + ": one has more rows, from " + longer.getString(1));
        }
        if (!more || !otherMore) {
          return;
        }
        rows++;
        for (int column = 1; column <= columns; column++) {
          if (!same(row.getObject(column), otherRow.getObject(column))) {
            differences.add(
                String.format(
                    Locale.ROOT,
                    "%s, row %s, %s: %s and %s",
                    table,
                    row.getString(1),
                    row.getMetaData().getColumnName(column),
                    shortened(row.getObject(column)),
                    shortened(otherRow.getObject(column))));
          }
        }
      }
    }
  }

  private static boolean same(Object one, Object other) {
    if (one instanceof byte[] bytes && other instanceof byte[] otherBytes) {
      return Arrays.equals(bytes, otherBytes);
    }
    return Objects.equals(one, other);
  }

  private static String shortened(Object value) {
    String text = String.valueOf(value);
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
  }

  private static Map<String, String> schema(Connection connection) throws SQLException {
    Map<String, String> schema = new TreeMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT type, name, sql FROM sqlite_master")) {
      while (rows.next()) {
        if (!rows.getString(2).toLowerCase(Locale.ROOT).startsWith(OWN_PREFIX)) {
          schema.put(rows.getString(1) + " " + rows.getString(2), "" + rows.getString(3));
        }
      }
    }
    return schema;
  }

  private static String select(Connection connection, String table) throws SQLException {
    String quoted = '"' + table.replace("\"", "\"\"") + '"';
    List<String> columns = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("PRAGMA table_info(" + quoted + ")")) {
      while (rows.next()) {
        String column = '"' + rows.getString("name").replace("\"", "\"\"") + '"';
        columns.add(column);
        columns.add("typeof(" + column + ")");
      }
    }
    String list = String.join(", ", columns);
    String withRowid = "SELECT rowid, " + list + " FROM " + quoted + " ORDER BY rowid";
    try (Statement statement = connection.createStatement()) {
      statement.executeQuery("EXPLAIN " + withRowid).close();
      return withRowid;
    } catch (SQLException withoutRowid) {
      return "SELECT " + list + " FROM " + quoted + " ORDER BY " + list;
    }
  }
}
