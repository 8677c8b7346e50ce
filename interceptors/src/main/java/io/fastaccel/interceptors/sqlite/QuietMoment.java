package io.fastaccel.interceptors.sqlite;

import io.fastaccel.interceptors.sqlite.index.SqliteErrors;
import io.fastaccel.interceptors.sqlite.index.Statements;
import io.fastaccel.interceptors.sqlite.index.WriteGate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Lets us write only when no transaction of the application is under way: one that has read and
 * then wants to write would find the lock taken or its snapshot outdated, errors that waiting does
 * not cure.
 *
 * <p>An application that is busy on several connections has no such moment by itself. So its
 * connections are stopped, each between two transactions, until we have written: a few
 * milliseconds. Where they cannot all be stopped soon they go on, and we try again later. Other
 * processes cannot be stopped: with a rollback journal an exclusive lock proves that none is there.
 */
final class QuietMoment implements WriteGate {

  /** To see each connection without a transaction; nobody is stopped for that. */
  private static final long LOOKING_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /**
   * What the first connection that is stopped may wait for the last. One that waits for a lock asks
   * for it every 100 ms in the end.
   */
  private static final long STOPPING_NANOS = TimeUnit.MILLISECONDS.toNanos(110);

  /** For other processes, while our own application waits. */
  private static final long LOCKING_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  /** Each attempt keeps others from writing for some microseconds, so they must be few. */
  private static final long BETWEEN_ATTEMPTS_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

  private static final int FREE_FAILURES = 8;
  private static final long LONGEST_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final Path file;
  private boolean hasWriteAheadLog;
  private StoppedConnections stopped;
  private int failures;
  private long notBefore = System.nanoTime();

  QuietMoment(Path file) {
    this.file = file;
  }

  /**
   * With a rollback journal even our reading keeps others from committing for a moment. Whoever
   * does not wait for locks must not meet one of ours, so that nothing is done beside him.
   */
  @Override
  public boolean isWanted() {
    return OpenConnections.isOpen(file)
        && (Files.exists(writeAheadLog())
            || OpenConnections.allWait(file, Databases.SHORTEST_BUSY_TIMEOUT));
  }

  /** It is there as long as a connection is open that has used it: no lock is taken to find out. */
  private Path writeAheadLog() {
    return file.resolveSibling(file.getFileName() + "-wal");
  }

  @Override
  public void begin(Connection user) throws SQLException {
    end();
    if (System.nanoTime() - notBefore < 0) {
      throw SqliteErrors.busy("no moment without a transaction was found lately");
    }
    if (!StoppedConnections.areActive(file, LOOKING_NANOS)) {
      throw SqliteErrors.busy("a transaction is under way");
    }
    final long timeout = Statements.number(user, "PRAGMA busy_timeout");
    Statements.execute(user, "PRAGMA busy_timeout = 0");
    boolean begun = false;
    try {
      stopped = StoppedConnections.stop(file, STOPPING_NANOS);
      if (stopped == null) {
        throw SqliteErrors.busy("no moment without a transaction");
      }
      // Not before: to ask may be to read, and whoever reads keeps others from committing.
      hasWriteAheadLog = "wal".equalsIgnoreCase(Statements.text(user, "PRAGMA main.journal_mode"));
      lock(user);
      begun = true;
      failures = 0;
    } finally {
      if (!begun) {
        end();
        failed();
      }
      Statements.execute(user, "PRAGMA busy_timeout = " + timeout);
    }
  }

  /** The application must not be stopped again and again for nothing. */
  private void failed() {
    failures++;
    if (failures > FREE_FAILURES) {
      long pause = TimeUnit.MILLISECONDS.toNanos(500) << Math.min(failures - FREE_FAILURES, 10);
      notBefore = System.nanoTime() + Math.min(pause, LONGEST_PAUSE_NANOS);
    }
  }

  private void lock(Connection user) throws SQLException {
    long end = System.nanoTime() + LOCKING_NANOS;
    while (true) {
      try {
        Statements.execute(user, hasWriteAheadLog ? "BEGIN IMMEDIATE" : "BEGIN EXCLUSIVE");
        return;
      } catch (SQLException e) {
        if (!SqliteErrors.isBusy(e) || System.nanoTime() - end > 0) {
          throw e;
        }
        LockSupport.parkNanos(BETWEEN_ATTEMPTS_NANOS);
      }
    }
  }

  @Override
  public void confirm(Connection user) throws SQLException {
    if (stopped == null || !stopped.isInForce()) {
      throw SqliteErrors.busy("the application was not stopped for long enough");
    }
  }

  @Override
  public void end() {
    if (stopped != null) {
      stopped.release();
      stopped = null;
    }
  }
}
