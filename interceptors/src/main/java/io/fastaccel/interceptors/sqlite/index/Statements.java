package io.fastaccel.interceptors.sqlite.index;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Short-hand for the many small statements on connections of our own. Stateless. */
public final class Statements {

  private Statements() {}

  /** Executes a statement with these parameters. */
  public static void execute(Connection connection, String sql, Object... values)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement, values);
      statement.execute();
    }
  }

  /** The first column of the first row; {@code null} without a row. */
  static Object value(Connection connection, String sql, Object... values) throws SQLException {
    List<Object[]> rows = rows(connection, sql, values);
    return rows.isEmpty() ? null : rows.get(0)[0];
  }

  /** The same as a number; 0 where it is none. */
  public static long number(Connection connection, String sql, Object... values)
      throws SQLException {
    Object value = value(connection, sql, values);
    return value instanceof Number number ? number.longValue() : 0;
  }

  /** The same as a text, or {@code null}. */
  public static String text(Connection connection, String sql, Object... values)
      throws SQLException {
    Object value = value(connection, sql, values);
    return value == null ? null : value.toString();
  }

  static List<Object[]> rows(Connection connection, String sql, Object... values)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement, values);
      try (ResultSet result = statement.executeQuery()) {
        int columns = result.getMetaData().getColumnCount();
        List<Object[]> rows = new ArrayList<>();
        while (result.next()) {
          Object[] row = new Object[columns];
          for (int i = 0; i < columns; i++) {
            row[i] = result.getObject(i + 1);
          }
          rows.add(row);
        }
        return rows;
      }
    }
  }

  static void bind(PreparedStatement statement, Object... values) throws SQLException {
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
  }

  /** Ends a transaction of ours in whatever state it is. */
  static void rollbackQuietly(Connection connection) {
    try {
      execute(connection, "ROLLBACK");
    } catch (SQLException e) {
      // There was none, or the engine has ended it already.
    }
  }
}
