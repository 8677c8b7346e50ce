package io.fastaccel.benchmarks.memory;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import org.sqlite.SQLiteConnection;

/**
 * What a connection for each statement costs on SQLite beside a pool of HikariCP, in turn and in
 * CPU time of the calling thread; and in what a pooled connection differs from a new one.
 *
 * <p>{@code java -cp benchmarks.jar:sqlite-jdbc.jar:HikariCP.jar
 * io.fastaccel.benchmarks.memory.ConnectionComparison}
 */
public final class ConnectionComparison {

  private static final int OPERATIONS = 400;
  private static final int ROUNDS = 4;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private ConnectionComparison() {}

  /** Runs; no arguments. */
  public static void main(String[] arguments) throws Exception {
    Path directory = Files.createTempDirectory("connection-comparison");
    for (String journal : new String[] {"delete", "wal"}) {
      Path file = directory.resolve(journal + ".db");
      String url = "jdbc:sqlite:" + file;
      try (Connection connection = DriverManager.getConnection(url)) {
        execute(connection, "PRAGMA journal_mode = " + journal);
        execute(connection, "CREATE TABLE memory(id INTEGER PRIMARY KEY, content TEXT)");
        execute(connection, "INSERT INTO memory(content) VALUES('a text')");
      }
      HikariConfig config = new HikariConfig();
      config.setJdbcUrl(url);
      config.setMaximumPoolSize(1);
      try (HikariDataSource pool = new HikariDataSource(config)) {
        System.out.println("journal_mode " + journal);
        compareCost(url, pool);
        compareBehaviour(url, pool, file);
      }
    }
  }

  private static void compareCost(String url, HikariDataSource pool) throws SQLException {
    String query = "SELECT count(*) FROM memory WHERE id = 1";
    long opened = 0;
    long pooled = 0;
    for (int round = 0; round < ROUNDS; round++) {
      opened = 0;
      pooled = 0;
      for (int i = 0; i < OPERATIONS; i++) {
        long start = THREADS.getCurrentThreadCpuTime();
        try (Connection connection = DriverManager.getConnection(url)) {
          number(connection, query);
        }
        long middle = THREADS.getCurrentThreadCpuTime();
        try (Connection connection = pool.getConnection()) {
          number(connection, query);
        }
        opened += middle - start;
        pooled += THREADS.getCurrentThreadCpuTime() - middle;
      }
    }
    System.out.printf(
        Locale.ROOT,
        "  a row by its key: opened %.0f \u00b5s, pooled %.0f \u00b5s%n",
        opened / 1e3 / OPERATIONS,
        pooled / 1e3 / OPERATIONS);
  }

  private static void compareBehaviour(String url, HikariDataSource pool, Path file)
      throws SQLException, IOException {
    try (Connection connection = pool.getConnection()) {
      System.out.println("  can be cast: " + (connection instanceof SQLiteConnection));
      execute(connection, "INSERT INTO memory(content) VALUES('another')");
      execute(connection, "PRAGMA case_sensitive_like = 1");
      execute(connection, "CREATE TEMP TABLE kept(x)");
    }
    for (boolean pooled : new boolean[] {false, true}) {
      try (Connection connection =
          pooled ? pool.getConnection() : DriverManager.getConnection(url)) {
        System.out.printf(
            Locale.ROOT,
            "  %s: last_insert_rowid() %d, total_changes() %d, 'a' LIKE 'A' %d, temporary tables %d%n",
            pooled ? "pooled" : "opened",
            number(connection, "SELECT last_insert_rowid()"),
            number(connection, "SELECT total_changes()"),
            number(connection, "SELECT 'a' LIKE 'A'"),
            number(connection, "SELECT count(*) FROM sqlite_temp_master"));
      }
    }
    // With the last connection, a write-ahead log goes into the file; a pool keeps one open.
    Path copy = Files.copy(file, file.resolveSibling("copy-of-" + file.getFileName()));
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + copy)) {
      System.out.println(
          "  rows in a copy of the file, made when all was closed: "
              + number(connection, "SELECT count(*) FROM memory")
              + " of 2");
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static long number(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      if (!row.next()) {
        throw new SQLException("no row");
      }
      return row.getLong(1);
    }
  }
}
