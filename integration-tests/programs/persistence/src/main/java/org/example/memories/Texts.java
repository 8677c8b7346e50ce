package org.example.memories;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Random;
import javax.sql.DataSource;

/** What is remembered, and what is looked for. */
final class Texts {

  /** Rare, missing, with wildcards, short, not Latin. */
  static final List<String> TERMS =
      List.of(
          "zebra",
          "Zebra in the snow",
          "needle42",
          "100% sure",
          "under_score",
          "it's",
          "记忆检索",
          "\ud83d\ude00 face",
          "no such text",
          "ab",
          "common",
          "");

  private static final int ROWS = 12_000;

  private Texts() {}

  /** Creates the table. */
  static void create(DataSource dataSource) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE memory(id INTEGER PRIMARY KEY, content TEXT, kind TEXT, score INTEGER)");
    }
  }

  /** Fills the table {@code memory}. */
  static void fill(DataSource dataSource) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      Random random = new Random(11);
      try (PreparedStatement insert =
          connection.prepareStatement("INSERT INTO memory(content, kind, score) VALUES(?, ?, ?)")) {
        for (int i = 0; i < ROWS; i++) {
          insert.setString(1, text(random, i));
          insert.setString(2, i % 3 == 0 ? "fact" : "note");
          insert.setInt(3, random.nextInt(20));
          insert.addBatch();
        }
        insert.executeBatch();
      }
      connection.commit();
      connection.setAutoCommit(true);
    }
  }

  private static String text(Random random, int i) {
    StringBuilder text = new StringBuilder("common needle").append(i % 97);
    for (int n = 0; n < 10; n++) {
      text.append(' ').append(Integer.toString(random.nextInt(60_000), 36));
    }
    if (i % 251 == 0) {
      text.append(' ').append(TERMS.get(i / 251 % 8));
    }
    return text.toString();
  }
}
