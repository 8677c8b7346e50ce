package io.fastaccel.benchmarks.memory;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Random;

/** A table of memories of 300 characters, with terms in known shares of its rows. */
final class Corpus {

  private static final int CHARACTERS = 300;

  private static final String[] WORDS =
      ("agent memory vector search latency throughput cache model token prompt retrieval index"
              + " query database transaction snapshot rollback window sidecar candidate planner cost"
              + " average river mountain ocean forest climate energy solar wind battery storage grid"
              + " policy market finance risk bank credit fund equity bond inflation growth")
          .split(" ", -1);

  /** Each in 0.02 % of the rows. */
  static final String[] RARE = {
    "zebrafish",
    "wolverine",
    "pangolins",
    "axolotls",
    "narwhals",
    "tarantula",
    "长期记忆检索",
    "capybaras"
  };

  static final String[] TERMS = {"aardvark", "quokkas", "xylophone", "jackdaws", "everywhere"};

  static final double[] SHARES = {0.01, 0.03, 0.10, 0.30, 0.94};

  private static final double RARE_SHARE = 0.0002;

  private Corpus() {}

  /** Words that are all common, so that only their combination is rare. */
  static String[] commonWords(int count, int which) {
    String[] words = new String[count];
    for (int i = 0; i < count; i++) {
      words[i] = WORDS[(which * 7 + i * 3) % WORDS.length];
    }
    return words;
  }

  static void fill(Connection connection, int rows) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE memory(id INTEGER PRIMARY KEY, content TEXT, created INTEGER)");
    }
    Random random = new Random(1);
    connection.setAutoCommit(false);
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO memory(content, created) VALUES(?, ?)")) {
      for (int i = 0; i < rows; i++) {
        insert.setString(1, text(random));
        insert.setInt(2, random.nextInt(1000));
        insert.executeUpdate();
      }
    }
    connection.commit();
    connection.setAutoCommit(true);
  }

  static String text(Random random) {
    StringBuilder text = new StringBuilder(CHARACTERS + 20);
    for (String term : RARE) {
      if (random.nextDouble() < RARE_SHARE) {
        text.append(term).append(' ');
      }
    }
    for (int i = 0; i < TERMS.length; i++) {
      if (random.nextDouble() < SHARES[i]) {
        text.append(TERMS[i]).append(' ');
      }
    }
    while (text.length() < CHARACTERS) {
      text.append(WORDS[random.nextInt(WORDS.length)]).append(' ');
      text.append(Integer.toString(random.nextInt(40_000), 36)).append(' ');
    }
    return text.toString();
  }
}
