package org.example.memories;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.sqlite.SQLiteConnection;

/** Plain JDBC on a pool of HikariCP, from several threads. */
final class PoolDesk implements MemoryDesk.Desk {

  private static final String SEARCH =
      "SELECT id, content FROM memory WHERE content LIKE '%' || ? || '%' ORDER BY score DESC LIMIT 5";

  /** A pool as applications configure it for SQLite. */
  static HikariDataSource pool(Path file) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl("jdbc:sqlite:" + file);
    config.setMaximumPoolSize(4);
    config.setMinimumIdle(1);
    config.setConnectionInitSql("PRAGMA synchronous = NORMAL");
    return new HikariDataSource(config);
  }

  @Override
  public void work(Path file, PrintStream out) throws Exception {
    try (HikariDataSource pool = pool(file)) {
      Texts.create(pool);
      Texts.fill(pool);
      Agent.awaitIndex(file, () -> search(pool, "warm up"));
      ExecutorService threads = Executors.newFixedThreadPool(4);
      try {
        List<Future<String>> answers = new ArrayList<>();
        for (int round = 0; round < 3; round++) {
          for (String term : Texts.TERMS) {
            answers.add(threads.submit(() -> search(pool, term)));
          }
        }
        for (Future<String> answer : answers) {
          out.println(answer.get());
        }
      } finally {
        threads.shutdown();
      }
      abandoned(pool, out);
      transactions(pool, out);
    }
    try (HikariDataSource pool = pool(file)) {
      for (String term : Texts.TERMS) {
        out.println(search(pool, term));
      }
    }
  }

  private static String search(HikariDataSource pool, String term) throws SQLException {
    StringBuilder text = new StringBuilder(term).append(':');
    try (Connection connection = pool.getConnection();
        PreparedStatement statement = connection.prepareStatement(SEARCH)) {
      statement.setString(1, term);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          text.append(' ').append(rows.getLong(1)).append(' ').append(rows.getString("content"));
        }
      }
    }
    return text.toString();
  }

  /** A connection that goes back to the pool with everything open comes out of it clean. */
  private static void abandoned(HikariDataSource pool, PrintStream out) throws SQLException {
    ResultSet rows;
    Connection connection = pool.getConnection();
    try {
      PreparedStatement statement = connection.prepareStatement(SEARCH);
      statement.setString(1, "needle42");
      rows = statement.executeQuery();
      out.println(rows.next() + " " + rows.getLong(1));
      SQLiteConnection driver = connection.unwrap(SQLiteConnection.class);
      out.println(driver.getBusyTimeout() + " " + statement.getConnection().equals(connection));
    } finally {
      connection.close();
    }
    out.println(rows.isClosed());
    out.println(search(pool, "needle42"));
  }

  private static void transactions(HikariDataSource pool, PrintStream out) throws SQLException {
    try (Connection connection = pool.getConnection()) {
      connection.setAutoCommit(false);
      try (PreparedStatement insert =
          connection.prepareStatement("INSERT INTO memory(content) VALUES(?)")) {
        insert.setString(1, "a giraffe that is taken back");
        out.println(insert.executeUpdate());
      }
      try (PreparedStatement search = connection.prepareStatement(SEARCH)) {
        search.setString(1, "giraffe");
        try (ResultSet rows = search.executeQuery()) {
          out.println(rows.next() + " " + rows.getString(2));
        }
      }
      // Closed without a commit: the pool rolls back.
    }
    out.println(search(pool, "giraffe"));
  }
}
