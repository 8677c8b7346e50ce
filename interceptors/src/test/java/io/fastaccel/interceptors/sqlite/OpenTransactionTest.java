package io.fastaccel.interceptors.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.FutureTask;
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
    begin(gate);
    run(other, "ROLLBACK");
    gate.end();
  }

  @Test
  void whatWeWriteComesBeforeATransactionThatBeginsMeanwhile() throws Exception {
    QuietMoment gate = new QuietMoment(file);
    begin(gate);
    run(other, "INSERT INTO t VALUES(1)");
    FutureTask<Void> transaction =
        new FutureTask<>(
            () -> {
              run(application, "BEGIN");
              run(application, "SELECT * FROM t");
              // With a snapshot from before our commit, this would be SQLITE_BUSY_SNAPSHOT.
              run(application, "INSERT INTO t VALUES(2)");
              run(application, "COMMIT");
              return null;
            });
    Thread thread = new Thread(transaction);
    thread.start();
    while (thread.getState() != Thread.State.BLOCKED && thread.isAlive()) {
      Thread.onSpinWait();
    }
    gate.confirm(other);
    run(other, "COMMIT");
    gate.end();
    transaction.get();
  }

  @Test
  void anApplicationIsNotStoppedForGood() throws SQLException {
    QuietMoment gate = new QuietMoment(file);
    begin(gate);
    gate.confirm(other);
    run(application, "BEGIN");
    run(application, "SELECT * FROM t");
    assertThrows(SQLException.class, () -> gate.confirm(other));
    run(other, "ROLLBACK");
    gate.end();
  }

  @Test
  void aConnectionThatIsOpenedMeanwhileComesAfterUs() throws Exception {
    QuietMoment gate = new QuietMoment(file);
    begin(gate);
    SQLiteConnection late = connect();
    Thread opening = new Thread(() -> OpenConnections.opening(late.getDatabase(), file.toString()));
    opening.start();
    while (opening.getState() != Thread.State.TIMED_WAITING && opening.isAlive()) {
      Thread.onSpinWait();
    }
    assertNull(OpenConnections.name(late.getDatabase()));
    run(other, "ROLLBACK");
    gate.end();
    opening.join();
    assertEquals(file.toString(), OpenConnections.name(late.getDatabase()));
    OpenConnections.forget(late.getDatabase());
    late.close();
  }

  @Test
  void aConnectionThatIsBeingClosedDoesNotKeepUsWaiting() throws Exception {
    QuietMoment gate = new QuietMoment(file);
    synchronized (database()) {
      Thread closing = new Thread(() -> OpenConnections.forget(database()));
      closing.start();
      closing.join();
      begin(gate);
    }
    gate.confirm(other);
    run(other, "ROLLBACK");
    gate.end();
  }

  @Test
  void aConnectionThatCannotAnswerCountsAsBusy() throws SQLException {
    QuietMoment gate = new QuietMoment(file);
    synchronized (database()) {
      assertThrows(SQLException.class, () -> gate.begin(other));
    }
    begin(gate);
    run(other, "ROLLBACK");
    gate.end();
  }

  @Test
  void workIsWantedAsLongAsTheApplicationHasAConnection() {
    QuietMoment gate = new QuietMoment(file);
    assertTrue(gate.isWanted());
    OpenConnections.forget(database());
    assertFalse(gate.isWanted());
  }

  @Test
  void nothingIsDoneBesideAConnectionThatDoesNotWaitForReaders() throws SQLException {
    QuietMoment gate = new QuietMoment(file);
    application.setBusyTimeout(0);
    assertTrue(gate.isWanted());
    application.close();
    run(other, "PRAGMA journal_mode = DELETE");
    OpenConnections.forget(database());
    application = connect();
    OpenConnections.opening(database(), file.toString());
    application.setBusyTimeout(0);
    assertFalse(gate.isWanted());
    application.setBusyTimeout(1_000);
    assertTrue(gate.isWanted());
  }

  /** On a busy machine a thread of ours may come too late, now and then. */
  private void begin(QuietMoment gate) throws SQLException {
    for (int attempt = 1; ; attempt++) {
      try {
        gate.begin(other);
        return;
      } catch (SQLException e) {
        if (attempt == 6) {
          throw e;
        }
      }
    }
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
