package io.fastaccel.compatibility.applications;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes and searches as long as it is told to, beside others on the same database, and compares
 * each search with one that no index can answer.
 *
 * <p>Told {@code index}, it goes on until there is an index; told a number, so many rounds.
 */
public final class MemoryVersions {

  private static final String SEARCH =
      "SELECT id, content FROM memory WHERE content LIKE ? ORDER BY id DESC";
  private static final String PLAIN =
      "SELECT id, content FROM memory WHERE content || '' LIKE ? ORDER BY id DESC";

  private MemoryVersions() {}

  /**
   * Runs.
   *
   * @param arguments the database file, and a name for the rows that this process writes
   */
  public static void main(String[] arguments) throws Exception {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + arguments[0] + "?busy_timeout=60000");
        BufferedReader in =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      int round = 0;
      for (String told = in.readLine(); told != null; told = in.readLine()) {
        if (told.equals("index")) {
          MemoryIndex.await(connection, SEARCH);
        } else {
          for (int i = Integer.parseInt(told); i > 0; i--) {
            write(connection, arguments[1], round++);
            search(connection, arguments[1]);
            search(connection, "needle42");
            Thread.sleep(5);
          }
        }
        System.out.println("done " + schemaVersion(connection));
      }
    }
  }

  private static void write(Connection connection, String name, int round) throws SQLException {
    try (PreparedStatement write =
        connection.prepareStatement(
            round % 3 == 0
                ? "UPDATE memory SET content = ? WHERE id = (SELECT max(id) / 2 FROM memory)"
                : "INSERT INTO memory(content) VALUES(?)")) {
      write.setString(1, "needle42 of " + name + " number " + round);
      write.executeUpdate();
    }
  }

  private static void search(Connection connection, String word) throws SQLException {
    connection.setAutoCommit(false);
    List<String> found = found(connection, SEARCH, word);
    List<String> expected = found(connection, PLAIN, word);
    connection.commit();
    connection.setAutoCommit(true);
    if (!found.equals(expected)) {
      System.out.println("found " + found + " instead of " + expected);
    }
  }

  private static List<String> found(Connection connection, String search, String word)
      throws SQLException {
    List<String> rows = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(search)) {
      statement.setString(1, "%" + word + "%");
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          rows.add(result.getLong(1) + " " + result.getString(2));
        }
      }
    }
    return rows;
  }

  /** It grows with each table or trigger that anybody creates or drops. */
  private static long schemaVersion(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("PRAGMA schema_version")) {
      return result.next() ? result.getLong(1) : -1;
    }
  }
}
