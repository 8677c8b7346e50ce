package io.fastaccel.benchmarks.memory;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;

/**
 * Runs every search in turn through the agent and past it, in one process on one connection, and
 * prints the ratio of the calling thread's CPU time (medians). Past it means: with a common table
 * expression in front that is not used, which the agent leaves alone and SQLite drops.
 *
 * <p>{@code java -javaagent:fast-accel.jar -cp benchmarks.jar:sqlite-jdbc.jar
 * io.fastaccel.benchmarks.memory.MemoryComparison [rows] [rounds]}
 */
public final class MemoryComparison {

  private static final String ORIGINAL = "WITH unused AS (SELECT 1) ";
  private static final int CHARACTERS = 300;

  private static final String[] WORDS =
      ("agent memory vector search latency throughput cache model token prompt retrieval index"
              + " query database transaction snapshot rollback window sidecar candidate planner"
              + " cost average river mountain ocean forest climate energy solar wind battery storage"
              + " grid policy market finance risk bank credit fund equity bond inflation growth")
          .split(" ", -1);

  /** Terms and the share of rows in a thousand that contain them. */
  private static final String[] TERMS = {
    "zebrafish", "aardvark", "quokkas", "xylophone", "jackdaws", "everywhere"
  };

  private static final double[] SHARES = {0.0002, 0.01, 0.03, 0.10, 0.30, 0.94};

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private MemoryComparison() {}

  /** Runs with a number of rows (100,000) and of rounds (21). */
  public static void main(String[] arguments) throws Exception {
    int rows = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100_000;
    int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 21;
    Path directory = Files.createTempDirectory("memory-comparison");
    Path file = directory.resolve("memory.db");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
      fill(connection, rows);
      long start = System.nanoTime();
      awaitIndex(connection);
      System.out.printf(
          Locale.ROOT,
          "%,d rows, database %,d KiB, index %,d KiB, indexed after %.1f s of searching%n%n",
          rows,
          kibibytes(file),
          kibibytes(directory.resolve("memory.db.fastaccel")),
          (System.nanoTime() - start) / 1e9);
      System.out.printf("%-44s %12s %12s %9s%n", "search", "scan µs", "agent µs", "ratio");
      for (int i = 0; i < TERMS.length; i++) {
        compare(
            connection,
            rounds,
            String.format(Locale.ROOT, "%s (%.2f %%)", TERMS[i], SHARES[i] * 100),
            "SELECT id, content FROM memory WHERE content LIKE ? ORDER BY created DESC LIMIT 20",
            "%" + TERMS[i] + "%");
      }
      String all = "SELECT count(*) FROM memory WHERE content LIKE ?";
      compare(connection, rounds, "count, 1 %", all, "%aardvark%");
      compare(connection, rounds, "nothing found", all, "%unheard of%");
      compare(connection, rounds, "3 characters, rare", all, "%zeb%");
      compare(connection, rounds, "2 characters", all, "%ze%");
      compare(
          connection,
          rounds,
          "5 words, none rare",
          all + " AND content LIKE ?".repeat(4),
          words(5));
      compare(
          connection,
          rounds,
          "12 words, none rare",
          all + " AND content LIKE ?".repeat(11),
          words(12));
      compare(
          connection,
          rounds,
          "5 words in one pattern",
          all,
          "%" + String.join("%", words(5)).replace("%%", "%") + "%");
      String first = "SELECT id FROM memory WHERE content LIKE ? LIMIT 5";
      compare(connection, rounds, "LIMIT 5 without a sort, 10 %", first, "%xylophone%");
      compare(connection, rounds, "LIMIT 5 without a sort, 1 %", first, "%aardvark%");
      compare(connection, rounds, "LIMIT 5 without a sort, rare", first, "%zebrafish%");
      compare(
          connection,
          rounds,
          "lower() on both sides, rare",
          "SELECT id FROM memory WHERE lower(content) LIKE lower(?)",
          "%Zebrafish%");
      compare(
          connection,
          rounds,
          "by key",
          "SELECT content FROM memory WHERE id = ? + 0 LIMIT 1",
          "77");
      System.out.println();
      writes(connection, directory.resolve("plain.db"), rows);
      System.out.println(statistics());
    }
  }

  private static String[] words(int count) {
    String[] words = new String[count];
    for (int i = 0; i < count; i++) {
      words[i] = "%" + WORDS[i * 3 % WORDS.length] + "%";
    }
    return words;
  }

  private static void compare(
      Connection connection, int rounds, String name, String sql, String... values)
      throws SQLException {
    long[] scan = new long[rounds];
    long[] agent = new long[rounds];
    for (int i = -5; i < rounds; i++) {
      long[] expected = run(connection, ORIGINAL + sql, values);
      long[] actual = run(connection, sql, values);
      if (expected[1] != actual[1]) {
        throw new IllegalStateException("not the same: " + name);
      }
      if (i >= 0) {
        scan[i] = expected[0];
        agent[i] = actual[0];
      }
    }
    Arrays.sort(scan);
    Arrays.sort(agent);
    System.out.printf(
        Locale.ROOT,
        "%-44s %12.1f %12.1f %8.2fx%n",
        name,
        scan[rounds / 2] / 1e3,
        agent[rounds / 2] / 1e3,
        (double) scan[rounds / 2] / agent[rounds / 2]);
  }

  /** CPU nanoseconds, and a hash of rows and order. */
  private static long[] run(Connection connection, String sql, String... values)
      throws SQLException {
    long start = THREADS.getCurrentThreadCpuTime();
    long hash = 1;
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setString(i + 1, values[i]);
      }
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          hash = hash * 31 + result.getString(1).hashCode();
        }
      }
    }
    return new long[] {THREADS.getCurrentThreadCpuTime() - start, hash};
  }

  private static void writes(Connection indexed, Path plainFile, int rows) throws SQLException {
    try (Connection plain = DriverManager.getConnection("jdbc:sqlite:" + plainFile)) {
      fill(plain, Math.min(rows, 100_000));
      for (boolean batch : new boolean[] {false, true}) {
        int rounds = batch ? 15 : 300;
        long[] with = new long[rounds];
        long[] without = new long[rounds];
        for (int i = 0; i < rounds; i++) {
          without[i] = insert(plain, batch);
          with[i] = insert(indexed, batch);
        }
        Arrays.sort(with);
        Arrays.sort(without);
        System.out.printf(
            Locale.ROOT,
            "%-44s %12.1f %12.1f %8.2fx dearer%n",
            batch ? "1000 inserts in a transaction" : "an insert by itself",
            without[rounds / 2] / 1e3,
            with[rounds / 2] / 1e3,
            (double) with[rounds / 2] / without[rounds / 2]);
      }
    }
  }

  private static long insert(Connection connection, boolean batch) throws SQLException {
    Random random = new Random(5);
    long start = THREADS.getCurrentThreadCpuTime();
    connection.setAutoCommit(!batch);
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO memory(content, created) VALUES(?, ?)")) {
      String text = text(random);
      for (int i = batch ? 1000 : 1; i > 0; i--) {
        insert.setString(1, text);
        insert.setInt(2, i);
        insert.executeUpdate();
      }
    }
    if (batch) {
      connection.commit();
    }
    connection.setAutoCommit(true);
    return THREADS.getCurrentThreadCpuTime() - start;
  }

  private static void fill(Connection connection, int rows) throws SQLException {
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

  private static String text(Random random) {
    StringBuilder text = new StringBuilder(CHARACTERS + 20);
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

  private static void awaitIndex(Connection connection) throws Exception {
    while (!statistics().contains(":memory\"")) {
      run(connection, "SELECT count(*) FROM memory WHERE content LIKE ?", "%unheard of%");
    }
    // Searches go on while the index is merged, which the figures below must not contain.
    for (int i = 0; i < 40; i++) {
      run(connection, "SELECT count(*) FROM memory WHERE content LIKE ?", "%zebrafish%");
      Thread.sleep(50);
    }
  }

  private static String statistics() throws ReflectiveOperationException {
    return (String) Class.forName("io.fastaccel.FastAccel").getMethod("statistics").invoke(null);
  }

  private static long kibibytes(Path file) throws IOException {
    return Files.exists(file) ? Files.size(file) / 1024 : 0;
  }
}
