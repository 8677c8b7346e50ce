package io.fastaccel.interceptors.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sqlite.SQLiteConnection;

/** An application that never rests: we find a moment to write, and it gets no error from that. */
class BusyApplicationTest {

  private static final int TIMES = 5;
  private static final int ROWS = 2_000;
  private static final long LIMIT_NANOS = TimeUnit.MINUTES.toNanos(2);

  @TempDir Path directory;

  private final AtomicBoolean over = new AtomicBoolean();
  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private final AtomicLong done = new AtomicLong();
  private final List<Thread> threads = new ArrayList<>();
  private final List<SQLiteConnection> connections = new ArrayList<>();
  private Path file;

  private interface Work {
    void run(Connection connection) throws Exception;
  }

  @AfterEach
  void stop() throws Exception {
    over.set(true);
    for (Thread thread : threads) {
      thread.join();
    }
    for (SQLiteConnection connection : connections) {
      OpenConnections.forget(connection.getDatabase());
      connection.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"DELETE", "TRUNCATE", "WAL"})
  void thereIsAMomentForUsUnderSteadyReadersAndWriters(String journal) throws Exception {
    create(journal);
    for (int i = 0; i < 2; i++) {
      start(60_000, connection -> rest(() -> insert(connection)));
      start(60_000, connection -> rest(() -> scan(connection)));
    }
    write();
  }

  /** It alone uses the database, so that it never has to wait for anybody: not for us either. */
  @ParameterizedTest
  @ValueSource(strings = {"DELETE", "WAL"})
  void anApplicationThatDoesNotWaitForLocksMeetsNone(String journal) throws Exception {
    create(journal);
    start(
        0,
        connection -> {
          connection.setAutoCommit(false);
          scan(connection);
          insert(connection);
          connection.commit();
        });
    write();
  }

  /** Each connection is opened for one transaction, as applications without a pool do. */
  @Test
  void connectionsThatComeAndGoLeaveUsAMoment() throws Exception {
    create("DELETE");
    run(
        () -> {
          try (SQLiteConnection connection = connect(0)) {
            OpenConnections.opening(connection.getDatabase(), file.toString());
            execute(connection, "PRAGMA synchronous = OFF");
            scan(connection);
            insert(connection);
            OpenConnections.forget(connection.getDatabase());
          }
        });
    write();
  }

  private void create(String journal) throws Exception {
    file = directory.toRealPath().resolve("app.db");
    try (Connection connection = connect(0);
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA journal_mode = " + journal);
      statement.execute("CREATE TABLE memory(id INTEGER PRIMARY KEY, content TEXT)");
      statement.execute(
          "WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < "
              + ROWS
              + ") INSERT INTO memory(content) SELECT 'row number ' || i FROM c");
    }
  }

  /** Writes as when an index is begun, some times. */
  private void write() throws Exception {
    long start = System.nanoTime();
    QuietMoment gate = new QuietMoment(file);
    try (Connection own = connect(0)) {
      int written = 0;
      while (written < TIMES) {
        assertEquals(null, failure.get());
        assertTrue(System.nanoTime() - start < LIMIT_NANOS, "no moment was found, or too few");
        try {
          gate.begin(own);
          execute(own, "CREATE TABLE ours" + written + "(a)");
          gate.confirm(own);
          execute(own, "COMMIT");
          written++;
        } catch (SQLException e) {
          assertEquals(5, e.getErrorCode() & 0xFF, e.toString());
        } finally {
          gate.end();
        }
        // The application goes on.
        long before = done.get();
        while (done.get() == before && failure.get() == null) {
          Thread.onSpinWait();
        }
      }
    }
    stop();
    assertEquals(null, failure.get());
  }

  private void start(int busyTimeout, Work work) throws SQLException {
    SQLiteConnection connection = connect(busyTimeout);
    OpenConnections.opening(connection.getDatabase(), file.toString());
    execute(connection, "PRAGMA synchronous = OFF");
    connections.add(connection);
    run(() -> work.run(connection));
  }

  private interface Round {
    void run() throws Exception;
  }

  private void run(Round round) {
    Thread thread =
        new Thread(
            () -> {
              try {
                while (!over.get()) {
                  round.run();
                  done.incrementAndGet();
                }
              } catch (Throwable e) {
                failure.set(e);
              }
            });
    threads.add(thread);
    thread.start();
  }

  /** Without a rest, SQLite itself starves one of two writers. */
  private static void rest(Round round) throws Exception {
    round.run();
    Thread.sleep(1);
  }

  private static void insert(Connection connection) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO memory(content) VALUES('another')")) {
      insert.executeUpdate();
    }
  }

  private static void scan(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT content FROM memory WHERE id <= 500 AND id % 5 = 0")) {
      while (rows.next()) {
        assertTrue(rows.getString(1) != null);
      }
    }
  }

  private SQLiteConnection connect(int busyTimeout) throws SQLException {
    Connection connection =
        DriverManager.getConnection("jdbc:sqlite:" + file + "?busy_timeout=" + busyTimeout);
    return (SQLiteConnection) connection;
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
