package io.fastaccel.compatibility.applications;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/** Writes and reads on several connections all the time until there is an index. */
public final class MemoryUnderLoad {

  private static final int BUSY_TIMEOUT_MILLIS = 120_000;
  private static final int ROUNDS = 50;
  private static final String SEARCH =
      "SELECT id, content FROM memory WHERE content LIKE ? ORDER BY id DESC";
  private static final String PLAIN =
      "SELECT id, content FROM memory WHERE content || '' LIKE ? ORDER BY id DESC";

  private MemoryUnderLoad() {}

  private interface Work {
    void run(Connection connection) throws Exception;
  }

  /**
   * Runs.
   *
   * @param arguments the database file and a journal mode
   */
  public static void main(String[] arguments) throws Exception {
    String file = arguments[0];
    AtomicBoolean over = new AtomicBoolean();
    AtomicReference<Throwable> failure = new AtomicReference<>();
    try (Connection connection = open(file)) {
      execute(connection, "PRAGMA journal_mode = " + arguments[1]);
      List<Thread> threads = new ArrayList<>();
      for (Work work :
          List.<Work>of(
              MemoryUnderLoad::write,
              MemoryUnderLoad::writeInTransaction,
              MemoryUnderLoad::read,
              MemoryUnderLoad::readInTransaction)) {
        Thread thread = new Thread(() -> repeat(file, work, over, failure));
        threads.add(thread);
        thread.start();
      }
      try {
        MemoryIndex.await(connection, SEARCH);
        for (int round = 0; round < ROUNDS; round++) {
          readInTransaction(connection);
        }
      } finally {
        over.set(true);
      }
      for (Thread thread : threads) {
        thread.join();
      }
      System.out.println("failure: " + failure.get());
    }
  }

  private static void repeat(
      String file, Work work, AtomicBoolean over, AtomicReference<Throwable> failure) {
    try (Connection connection = open(file)) {
      while (!over.get()) {
        work.run(connection);
        Thread.sleep(2);
      }
    } catch (Throwable e) {
      failure.compareAndSet(null, e);
    }
  }

  private static void write(Connection connection) throws SQLException {
    execute(connection, "INSERT INTO memory(content) VALUES('another zebra ' || random())");
  }

  private static void writeInTransaction(Connection connection) throws SQLException {
    execute(connection, "BEGIN IMMEDIATE");
    execute(connection, "UPDATE memory SET content = content || '!' WHERE id % 1500 = 7");
    execute(connection, "INSERT INTO memory(content) VALUES('giraffe ' || random())");
    execute(connection, "COMMIT");
  }

  private static void read(Connection connection) throws SQLException {
    found(connection, SEARCH);
  }

  /** Twice the same, in one transaction: with an index and without one. */
  private static void readInTransaction(Connection connection) throws SQLException {
    execute(connection, "BEGIN");
    List<String> found = found(connection, SEARCH);
    List<String> expected = found(connection, PLAIN);
    execute(connection, "COMMIT");
    if (!found.equals(expected)) {
      throw new IllegalStateException("found " + found + " instead of " + expected);
    }
  }

  private static List<String> found(Connection connection, String search) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(search)) {
      statement.setString(1, "%giraffe%");
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          rows.add(result.getLong(1) + " " + result.getString(2));
        }
      }
    }
    return rows;
  }

  private static Connection open(String file) throws SQLException {
    Connection connection =
        DriverManager.getConnection("jdbc:sqlite:" + file + "?busy_timeout=" + BUSY_TIMEOUT_MILLIS);
    execute(connection, "PRAGMA synchronous = OFF");
    return connection;
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
