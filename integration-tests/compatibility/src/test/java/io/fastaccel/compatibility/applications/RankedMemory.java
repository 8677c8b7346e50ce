package io.fastaccel.compatibility.applications;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Searches a memory by words, and prints a line for each search. */
public final class RankedMemory {

  private static final int ROWS = 3_000;

  private RankedMemory() {}

  /**
   * Runs.
   *
   * @param arguments the database file, and {@code filled} if it is
   */
  public static void main(String[] arguments) throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + arguments[0])) {
      if (arguments.length == 1) {
        fill(connection);
      }
      String search = "SELECT id FROM memory WHERE content LIKE ?";
      MemoryIndex.await(connection, search);
      print(connection, "words", search, "%wind turbine%");
      print(connection, "text", search, "%solar panel%");
      print(connection, "endings", search, "%batteries%");
      print(connection, "accents", search, "%cafe%");
      print(connection, "parts", search, "%urbin%");
      print(connection, "many", search, "%ordinary%");
      print(connection, "short", search, "%zz%");
      print(connection, "limit", search + " LIMIT 2", "%wind turbine%");
      print(
          connection,
          "own order",
          "SELECT id FROM memory WHERE content LIKE ? ORDER BY id DESC",
          "%wind turbine%");
      print(
          connection,
          "joined",
          "SELECT id FROM memory AS m WHERE kind = ? AND m.content LIKE '%' || ? || '%' AND score >= ?"
              + " LIMIT ?",
          "fact",
          "wind turbine",
          1,
          9);
      print(
          connection,
          "two texts",
          "SELECT id FROM memory WHERE content LIKE ? AND content LIKE ?",
          "%turbine%",
          "%wind%");
      print(connection, "count", "SELECT count(*) FROM memory WHERE content LIKE ?", "%turbine%");
      print(connection, "literal", "SELECT id FROM memory WHERE content LIKE '%wind turbine%'");
      for (String text :
          new String[] {
            "turbine\" OR \"ordinary",
            "NOT turbine",
            "turbine*",
            "c:turbine",
            "{turbine}",
            "NEAR(turbine ordinary)",
            "^turbine",
            "\"",
            "turbine) --",
            "-turbine +wind"
          }) {
        print(connection, "odd " + text, search, "%" + text + "%");
      }
      write(
          connection,
          "INSERT OR REPLACE INTO memory(id, content) VALUES(9001, 'a new wind turbine here')");
      write(connection, "DELETE FROM memory WHERE id = 10");
      print(connection, "changed", search, "%wind turbine%");
      if (arguments.length == 1) {
        manyWrites(connection);
      }
      hidden(connection);
    }
  }

  /** What was written just now is found, whether it is indexed, waiting for that, or not even. */
  private static void manyWrites(Connection connection) throws SQLException {
    int found = 0;
    for (int round = 0; round < 8; round++) {
      connection.setAutoCommit(false);
      try (PreparedStatement update =
          connection.prepareStatement(
              "UPDATE memory SET content = 'windmill ' || ? WHERE id BETWEEN 1000 AND 1600")) {
        update.setString(1, "w" + round + "x");
        update.executeUpdate();
      }
      connection.commit();
      connection.setAutoCommit(true);
      try (PreparedStatement search =
          connection.prepareStatement("SELECT id FROM memory WHERE content LIKE ?")) {
        search.setString(1, "%windmill w" + round + "x%");
        // Again and again while the index is being brought up to date.
        for (int n = 0; n < 15; n++) {
          try (ResultSet rows = search.executeQuery()) {
            found += rows.next() ? 1 : 0;
          }
        }
      }
    }
    System.out.println("written and found: " + found);
  }

  private static void hidden(Connection connection) throws SQLException {
    write(connection, "CREATE TEMP TABLE memory(id INTEGER PRIMARY KEY, content TEXT)");
    write(connection, "INSERT INTO temp.memory VALUES(20, 'another turbine')");
    print(connection, "hidden", "SELECT id FROM memory WHERE content LIKE ?", "%wind turbine%");
    write(connection, "DROP TABLE temp.memory");
  }

  private static void fill(Connection connection) throws SQLException {
    write(
        connection,
        "CREATE TABLE memory(id INTEGER PRIMARY KEY, content TEXT, kind TEXT, score INTEGER)");
    connection.setAutoCommit(false);
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO memory(content, kind, score) VALUES(?, ?, ?)")) {
      for (int i = 1; i <= ROWS; i++) {
        insert.setString(1, text(i));
        insert.setString(2, i % 20 == 0 ? "note" : "fact");
        insert.setInt(3, i % 3);
        insert.addBatch();
      }
      insert.executeBatch();
    }
    connection.commit();
    connection.setAutoCommit(true);
  }

  private static String text(int i) {
    return switch (i) {
      case 10 -> "turbine wind: the wind drives the turbine";
      case 20 -> "a wind turbine among many other ordinary things that are said in a longer text";
      case 31 ->
          "only the wind, which blows over all of the hills for as long as this quite long text goes on";
      case 40 -> "the solar panel on the roof";
      case 50 -> "a battery that is empty";
      case 60 -> "the café at the corner";
      default -> "ordinary text number " + i;
    };
  }

  private static void write(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }

  private static void print(Connection connection, String what, String sql, Object... values)
      throws SQLException {
    StringBuilder line = new StringBuilder(what).append(':');
    try (PreparedStatement search = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        search.setObject(i + 1, values[i]);
      }
      try (ResultSet rows = search.executeQuery()) {
        while (rows.next()) {
          line.append(' ').append(rows.getLong(1));
        }
      }
    }
    System.out.println(line);
  }
}
