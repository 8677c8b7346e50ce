package io.fastaccel.interceptors.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteConnection;
import org.sqlite.core.DB;

class OpenTransactionTest {

  @TempDir Path directory;

  private Path file;
  private SQLiteConnection application;
  private SQLiteConnection other;

  @BeforeEach
  void open() throws Exception {
    file = directory.toRealPath().resolve("app.db");
    application = connect();
    other = connect();
    run(application, "PRAGMA journal_mode = WAL");
    run(application, "CREATE TABLE t(a)");
    OpenConnections.opening(database(), "file:" + file + "?mode=rwc");
  }

  @AfterEach
  void close() throws SQLException {
    OpenConnections.forget(database());
    application.close();
    other.close();
  }

  @Test
  void nothingIsReadAheadOfAPlainUpdate() throws SQLException {
    run(application, "BEGIN");
    Object result = LoggedChanges.execute(database(), "SAVEPOINT s");
    assertEquals(0, result);
    run(other, "INSERT INTO t VALUES(1)");
    // With a snapshot from before that, this would be SQLITE_BUSY_SNAPSHOT.
    run(application, "INSERT INTO t VALUES(2)");
    run(application, "COMMIT");
  }

  @Test
  void weDoNotWriteWhileAConnectionThatNeverSearchedIsInATransaction() throws SQLException {
    QuietMoment gate = new QuietMoment(file);
    run(application, "BEGIN");
    run(application, "SELECT * FROM t");
    assertThrows(SQLException.class, () -> gate.begin(other));
    // We hold no lock any more.
    run(application, "INSERT INTO t VALUES(1)");
    run(application, "COMMIT");
    gate.begin(other);
    run(other, "ROLLBACK");
  }

  @Test
  void aTransactionThatBeginsToReadBeforeWeCommitIsNoticed() throws SQLException {
    QuietMoment gate = new QuietMoment(file);
    gate.begin(other);
    gate.confirm(other);
    run(application, "BEGIN");
    run(application, "SELECT * FROM t");
    assertThrows(SQLException.class, () -> gate.confirm(other));
    run(other, "ROLLBACK");
  }

  @Test
  void aConnectionThatCannotAnswerCountsAsBusy() throws SQLException {
    QuietMoment gate = new QuietMoment(file);
    synchronized (database()) {
      assertThrows(SQLException.class, () -> gate.begin(other));
    }
    gate.begin(other);
    run(other, "ROLLBACK");
  }

  @Test
  void workIsWantedAsLongAsTheApplicationHasAConnection() {
    QuietMoment gate = new QuietMoment(file);
    assertTrue(gate.isWanted());
    OpenConnections.forget(database());
    assertFalse(gate.isWanted());
  }

  private DB database() {
    return application.getDatabase();
  }

  private SQLiteConnection connect() throws SQLException {
    Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
    return (SQLiteConnection) connection;
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      if (statement.execute(sql)) {
        try (ResultSet result = statement.getResultSet()) {
          // To the first row only: the snapshot is taken.
          boolean ignored = result.next();
        }
      }
    }
  }
}
