package io.fastaccel.interceptors.sqlite;

import io.fastaccel.interceptors.sqlite.sql.SqlNames;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;
import org.sqlite.SQLiteConnection;
import org.sqlite.core.DB;

/**
 * What only one connection sees and only that connection can change: temporary tables that hide
 * others, the order of rows, and the statistics by which it plans. Asked once, and again after a
 * statement that may have changed it; asking with every search would take as long as the search.
 */
final class Surroundings {

  /**
   * What changes nothing of it. Everything else may, if only because we do not know it. A rollback
   * brings temporary tables back.
   */
  private static final String[] ORDINARY = {
    "select",
    "insert",
    "update",
    "delete",
    "replace",
    "begin",
    "commit",
    "savepoint",
    "release",
    "end",
    "with",
    "explain"
  };

  private Surroundings() {}

  /** A statement is about to be executed. */
  static void executing(DB database, String sql) {
    if (sql != null && !isOrdinary(sql)) {
      unsettle(database);
    }
  }

  /** A script is about to be executed. */
  static void executingScript(DB database, String sql) {
    int end = sql.indexOf(';');
    while (end >= 0 && end + 1 < sql.length() && sql.charAt(end + 1) <= ' ') {
      end++;
    }
    if ((end >= 0 && end + 1 < sql.length()) || !isOrdinary(sql)) {
      unsettle(database);
    }
  }

  private static void unsettle(DB database) {
    ConnectionState state = Databases.known(database);
    if (state != null) {
      state.unsettle();
    }
  }

  private static boolean isOrdinary(String sql) {
    int start = 0;
    while (start < sql.length() && sql.charAt(start) <= ' ') {
      start++;
    }
    for (String word : ORDINARY) {
      if (sql.regionMatches(true, start, word, 0, word.length())) {
        return true;
      }
    }
    return false;
  }

  /** Asks the connection. */
  static void ask(SQLiteConnection connection, ConnectionState state) throws SQLException {
    boolean reversed = Databases.number(connection, "PRAGMA reverse_unordered_selects") != 0;
    Set<String> temporary = new HashSet<>();
    try (PreparedStatement statement =
            connection.prepareStatement(
                "SELECT name FROM sqlite_temp_master WHERE type IN ('table', 'view')");
        ResultSet result = statement.executeQuery()) {
      while (result.next()) {
        temporary.add(SqlNames.fold(result.getString(1)));
      }
    }
    state.settle(reversed, temporary);
  }
}
