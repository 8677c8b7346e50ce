package io.fastaccel.compatibility.applications;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes an index through all that may happen to it, one after the other: it is built, brought
 * forward by a few rows and by many, and built anew since the log has forgotten what it needs. Or
 * only searches, and prints what it finds.
 */
public final class MemoryLife {

  private static final String SEARCH =
      "SELECT id, content FROM memory WHERE content LIKE ? ORDER BY id DESC";

  private static final String[] WORDS = {"zebra", "needle42", "few", "many", "again", "tail"};

  /** How often {@code search} searches for every word: once before there is an index. */
  public static final int SEARCHES = 6;

  /** More than the log keeps. */
  private static final int FORGOTTEN = 9_000;

  private static final long LIMIT_NANOS = 5_000_000_000L;

  private MemoryLife() {}

  /**
   * Runs.
   *
   * @param arguments the database file, and a journal mode or {@code search}
   */
  public static void main(String[] arguments) throws Exception {
    String file = arguments[0];
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
      if (arguments[1].equals("search")) {
        answers(connection).forEach(System.out::println);
        MemoryIndex.awaitServed(connection, SEARCH);
        for (int i = 1; i < SEARCHES; i++) {
          answers(connection).forEach(System.out::println);
        }
        return;
      }
      execute(connection, "PRAGMA journal_mode = " + arguments[1]);
      execute(connection, "PRAGMA synchronous = OFF");
      MemoryIndex.await(connection, SEARCH);
      change(connection, "few", "id % 300 = 1");
      awaitForward(connection, file);
      change(connection, "many", "id % 2 = 1");
      awaitForward(connection, file);
      int rows = 0;
      connection.setAutoCommit(false);
      while (rows < FORGOTTEN) {
        rows += change(connection, "again", "id > 10");
      }
      connection.commit();
      connection.setAutoCommit(true);
      awaitForward(connection, file);
    }
  }

  /** What all searches find. */
  public static List<String> answers(Connection connection) throws SQLException {
    List<String> answers = new ArrayList<>();
    for (String word : WORDS) {
      try (PreparedStatement statement = connection.prepareStatement(SEARCH)) {
        statement.setString(1, "%" + word + "%");
        try (ResultSet result = statement.executeQuery()) {
          while (result.next()) {
            answers.add(word + " " + result.getLong(1) + " " + result.getString(2).hashCode());
          }
        }
      }
    }
    return answers;
  }

  private static int change(Connection connection, String word, String condition)
      throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE memory SET content = ? || substr(content, 5) WHERE " + condition)) {
      update.setString(1, word);
      return update.executeUpdate();
    }
  }

  /** Searches until the index names the last event of the log. */
  private static void awaitForward(Connection connection, String file) throws Exception {
    Path sidecar = Path.of(file + ".fastaccel");
    long start = System.nanoTime();
    while (Files.exists(sidecar) && System.nanoTime() - start < LIMIT_NANOS) {
      answers(connection);
      try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + sidecar)) {
        long indexed = number(other, "SELECT v FROM unit WHERE done = 1");
        long pending = number(other, "SELECT count(*) FROM pending");
        if (pending == 0
            && indexed == number(connection, "SELECT max(v) FROM fastaccel_2_log_memory")) {
          return;
        }
      } catch (SQLException e) {
        // Being written.
      }
    }
  }

  private static long number(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      return result.next() ? result.getLong(1) : -1;
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
