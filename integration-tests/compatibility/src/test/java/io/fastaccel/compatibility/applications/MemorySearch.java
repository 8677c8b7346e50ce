package io.fastaccel.compatibility.applications;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Searches a SQLite memory with LIKE, adds to it, and prints what it found. */
public final class MemorySearch {

  private static final String[] TERMS = {"zebra", "needle42", "common", "no such thing", "记忆"};

  private MemorySearch() {}

  /**
   * Runs.
   *
   * @param arguments the database file, how many rounds, and {@code search-only} or {@code
   *     read-only} for a run that adds nothing
   */
  public static void main(String[] arguments) throws Exception {
    int rounds = Integer.parseInt(arguments[1]);
    boolean addsNothing = arguments.length > 2;
    boolean readOnly = addsNothing && arguments[2].equals("read-only");
    String mode = readOnly ? "?open_mode=1" : "";
    try (Connection connection =
        DriverManager.getConnection("jdbc:sqlite:" + arguments[0] + mode)) {
      for (int round = 0; round < rounds; round++) {
        StringBuilder out = new StringBuilder();
        search(connection, TERMS[round % TERMS.length], out);
        plain(connection, TERMS[(round + 1) % TERMS.length], out);
        if (!addsNothing && round % 10 == 0) {
          add(connection, round);
        }
        System.out.println(round + ": " + out);
        // Time for what happens in the background.
        Thread.sleep(20);
      }
    }
  }

  /** Makes a memory of that many rows. */
  public static void create(String file, int rows) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE memory(id INTEGER PRIMARY KEY, kind TEXT, content TEXT, score REAL)");
      connection.setAutoCommit(false);
      try (PreparedStatement insert =
          connection.prepareStatement("INSERT INTO memory(kind, content, score) VALUES(?,?,?)")) {
        for (int i = 0; i < rows; i++) {
          insert.setString(1, i % 2 == 0 ? "fact" : "note");
          insert.setString(2, content(i));
          insert.setDouble(3, i % 17 / 4.0);
          insert.addBatch();
        }
        insert.executeBatch();
      }
      connection.commit();
    }
  }

  private static String content(int i) {
    String rare = i % 5003 == 0 ? " a ZEBRA in the snow" : "";
    String chinese = i % 1009 == 0 ? " 长期记忆很重要" : "";
    return "common text "
        + i * 7919L % 100_000
        + rare
        + chinese
        + " needle"
        + i % 997
        + " and a tail that makes the row long enough for a scan to cost something ".repeat(3);
  }

  private static void search(Connection connection, String term, StringBuilder out)
      throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT id, content, score FROM memory WHERE content LIKE ? ORDER BY score DESC LIMIT 5")) {
      query.setString(1, "%" + term + "%");
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          out.append(rows.getLong("id"))
              .append('/')
              .append(rows.getString(2).hashCode())
              .append(' ');
        }
      }
    }
  }

  private static void plain(Connection connection, String term, StringBuilder out)
      throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT count(*) FROM memory WHERE content LIKE '%" + term + "%'")) {
      rows.next();
      out.append("n=").append(rows.getLong(1));
    }
  }

  private static void add(Connection connection, int round) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO memory(kind, content, score) VALUES('new',?,9)")) {
      insert.setString(1, "added zebra number " + round);
      insert.executeUpdate();
    }
    try (Statement update = connection.createStatement()) {
      update.executeUpdate(
          "UPDATE memory SET content = content || ' common zebra' WHERE id = " + (round + 1));
      update.executeUpdate("DELETE FROM memory WHERE id = " + (round + 2));
    }
  }
}
