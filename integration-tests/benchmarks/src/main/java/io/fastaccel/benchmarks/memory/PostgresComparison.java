package io.fastaccel.benchmarks.memory;

import io.fastaccel.harness.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Locale;

/**
 * Runs every search in turn on a table with the index that the agent advises and on the same table
 * without it, on a PostgreSQL server of its own, and prints the ratio of the elapsed times
 * (medians). Then what the index costs.
 *
 * <p>{@code java -cp benchmarks.jar:postgresql.jar
 * io.fastaccel.benchmarks.memory.PostgresComparison [rows] [rounds]}
 */
public final class PostgresComparison {

  private static final String CONTENT =
      "'a memory of an agent ' || md5(i::text) || ' ' || md5((-i)::text) || ' of ordinary length '"
          + " || repeat('and with some more words ', 7)"
          + " || CASE WHEN i % 5000 = 0 THEN ' zebrafish' ELSE '' END"
          + " || CASE WHEN i % 100 = 1 THEN ' aardvark' ELSE '' END"
          + " || CASE WHEN i % 33 = 2 THEN ' quokkas' ELSE '' END"
          + " || CASE WHEN i % 10 = 3 THEN ' xylophone' ELSE '' END"
          + " || CASE WHEN i % 10 < 9 THEN ' everywhere' ELSE '' END";

  private PostgresComparison() {}

  /** Runs with a number of rows (100,000) and of rounds (11). */
  public static void main(String[] arguments) throws Exception {
    int rows = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100_000;
    int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 11;
    // One process for each query: what is compared is the index, not the number of processors.
    try (PostgresServer server = PostgresServer.start("max_parallel_workers_per_gather=0");
        Connection connection =
            DriverManager.getConnection(
                server.url(), PostgresServer.USER, PostgresServer.PASSWORD)) {
      execute(connection, "CREATE EXTENSION pg_trgm");
      for (String table : new String[] {"plain", "indexed"}) {
        execute(connection, "CREATE TABLE " + table + "(id int PRIMARY KEY, content text)");
        execute(
            connection,
            "INSERT INTO "
                + table
                + " SELECT i, "
                + CONTENT
                + " FROM generate_series(1, "
                + rows
                + ") i");
        execute(connection, "VACUUM ANALYZE " + table);
      }
      double built =
          execute(
              connection,
              "CREATE INDEX CONCURRENTLY advised ON indexed USING gin (content gin_trgm_ops)");
      System.out.printf(
          Locale.ROOT,
          "PostgreSQL %s, %,d rows, table %,d KiB, index %,d KiB, built in %.1f s%n%n",
          text(connection, "SHOW server_version"),
          rows,
          number(connection, "SELECT pg_relation_size('indexed')") / 1024,
          number(connection, "SELECT pg_relation_size('advised')") / 1024,
          built);
      System.out.printf("%-36s %12s %12s %9s%n", "search", "plain ms", "index ms", "ratio");
      searches(connection, rounds);
      System.out.println();
      writes(connection, rows);
    }
  }

  private static void searches(Connection connection, int rounds) throws SQLException {
    String rows = "SELECT id, content FROM %s WHERE content LIKE ?";
    compare(connection, rounds, "rare, 0.02 %", rows, "%zebrafish%");
    compare(connection, rounds, "1 %", rows, "%aardvark%");
    compare(connection, rounds, "3 %", rows, "%quokkas%");
    compare(connection, rounds, "10 %", rows, "%xylophone%");
    compare(connection, rounds, "90 %", rows, "%everywhere%");
    compare(connection, rounds, "nothing found", rows, "%unheard of%");
    String count = "SELECT count(*) FROM %s WHERE content LIKE ?";
    compare(connection, rounds, "count, 1 %", count, "%aardvark%");
    String any = "SELECT count(*) FROM %s WHERE content ILIKE ?";
    compare(connection, rounds, "count, ILIKE, rare", any, "%ZebraFish%");
    compare(connection, rounds, "count, ILIKE, 10 %", any, "%XYLOPHONE%");
    compare(connection, rounds, "count, 2 characters", count, "%zy%");
  }

  private static void compare(
      Connection connection, int rounds, String name, String sql, String pattern)
      throws SQLException {
    double[] plain = new double[rounds];
    double[] indexed = new double[rounds];
    try (PreparedStatement first = connection.prepareStatement(sql.formatted("plain"));
        PreparedStatement second = connection.prepareStatement(sql.formatted("indexed"))) {
      for (int i = -2; i < rounds; i++) {
        long hash = hash(first, pattern);
        long start = System.nanoTime();
        boolean same = hash == hash(first, pattern);
        long middle = System.nanoTime();
        same &= hash == hash(second, pattern);
        long end = System.nanoTime();
        if (!same) {
          throw new IllegalStateException("not the same: " + name);
        }
        if (i >= 0) {
          plain[i] = (middle - start) / 1e6;
          indexed[i] = (end - middle) / 1e6;
        }
      }
    }
    Arrays.sort(plain);
    Arrays.sort(indexed);
    System.out.printf(
        Locale.ROOT,
        "%-36s %12.2f %12.2f %8.2fx%n",
        name,
        plain[rounds / 2],
        indexed[rounds / 2],
        plain[rounds / 2] / indexed[rounds / 2]);
  }

  private static long hash(PreparedStatement statement, String pattern) throws SQLException {
    long hash = 1;
    statement.setString(1, pattern);
    try (ResultSet result = statement.executeQuery()) {
      while (result.next()) {
        hash = 31 * hash + result.getLong(1);
      }
    }
    return hash;
  }

  /** Rows one by one, each in a transaction, then in one statement; in turn on both tables. */
  private static void writes(Connection connection, int rows) throws SQLException {
    int count = 1_000;
    double[] seconds = new double[4];
    for (int round = 0; round < 3; round++) {
      for (int which = 0; which < 2; which++) {
        String table = which == 0 ? "plain" : "indexed";
        String insert = "INSERT INTO " + table + " SELECT i, " + CONTENT + " FROM ";
        int from = rows + 1 + round * 2 * count;
        try (PreparedStatement statement =
            connection.prepareStatement(insert + "(SELECT ?::int AS i) one")) {
          long start = System.nanoTime();
          for (int i = 0; i < count; i++) {
            statement.setInt(1, from + i);
            statement.executeUpdate();
          }
          seconds[which] += (System.nanoTime() - start) / 1e9;
        }
        seconds[2 + which] +=
            execute(
                connection,
                insert
                    + "generate_series("
                    + (from + count)
                    + ", "
                    + (from + 2 * count - 1)
                    + ") i");
      }
    }
    System.out.printf(
        Locale.ROOT,
        "insert, one row a transaction (fsync=off): %.2fx; %,d rows in one statement: %.2fx%n",
        seconds[1] / seconds[0],
        count,
        seconds[3] / seconds[2]);
  }

  /** Returns the seconds that it took. */
  private static double execute(Connection connection, String sql) throws SQLException {
    long start = System.nanoTime();
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
    return (System.nanoTime() - start) / 1e9;
  }

  private static long number(Connection connection, String sql) throws SQLException {
    return Long.parseLong(text(connection, sql));
  }

  private static String text(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      if (!row.next()) {
        throw new SQLException("no row");
      }
      return row.getString(1);
    }
  }
}
