package io.fastaccel.compatibility.applications;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Random;

/**
 * Writes and searches until it is killed, and prints a line after each round; or only searches, and
 * prints what it finds.
 */
public final class MemoryWriter {

  private static final String[] WORDS = {"zebra", "needle42", "giraffe", "river", "token"};

  private MemoryWriter() {}

  /**
   * Runs.
   *
   * @param arguments the database file, and a seed or {@code search}
   */
  public static void main(String[] arguments) throws Exception {
    if (arguments[1].equals("search")) {
      search(arguments[0]);
      return;
    }
    Random random = new Random(Long.parseLong(arguments[1]));
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + arguments[0])) {
      try (Statement statement = connection.createStatement()) {
        if (random.nextBoolean()) {
          statement.execute("PRAGMA journal_mode = WAL");
        }
      }
      while (true) {
        round(connection, random);
        System.out.println("round");
      }
    }
  }

  private static void search(String file) throws Exception {
    String search = "SELECT id, content FROM memory WHERE content LIKE ? ORDER BY id DESC";
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
      MemoryIndex.await(connection, search);
      for (String word : WORDS) {
        try (PreparedStatement statement = connection.prepareStatement(search)) {
          statement.setString(1, "%" + word + "%");
          try (ResultSet result = statement.executeQuery()) {
            while (result.next()) {
              System.out.println(word + " " + result.getLong(1) + " " + result.getString(2));
            }
          }
        }
      }
    }
  }

  private static void round(Connection connection, Random random) throws Exception {
    connection.setAutoCommit(false);
    for (int i = 0; i < 5; i++) {
      try (PreparedStatement write =
          connection.prepareStatement(
              random.nextBoolean()
                  ? "UPDATE memory SET content = ? WHERE id = ?"
                  : "INSERT OR REPLACE INTO memory(content, id) VALUES(?, ?)")) {
        write.setString(1, random.nextInt() + " " + WORDS[random.nextInt(WORDS.length)]);
        write.setInt(2, random.nextInt(20_000));
        write.executeUpdate();
      }
    }
    connection.commit();
    connection.setAutoCommit(true);
    try (PreparedStatement search =
        connection.prepareStatement("SELECT count(*) FROM memory WHERE content LIKE ?")) {
      search.setString(1, "%" + WORDS[random.nextInt(WORDS.length)] + "%");
      try (ResultSet result = search.executeQuery()) {
        result.next();
      }
    }
  }
}
