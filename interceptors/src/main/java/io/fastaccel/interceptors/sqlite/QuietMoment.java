package io.fastaccel.interceptors.sqlite;

import io.fastaccel.interceptors.sqlite.index.WriteGate;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.sqlite.core.DB;

/**
 * Lets us write only when no transaction of the application is under way: one that has read and
 * then wants to write would find its snapshot outdated, an error that waiting does not cure.
 *
 * <p>With a rollback journal an exclusive lock proves it for every process. With a write-ahead log
 * each connection of this process is asked: a checkpoint is refused exactly while a connection has
 * a transaction of its own.
 */
final class QuietMoment implements WriteGate {

  private static final int BUSY = 5;
  private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(60);

  private final Path file;

  QuietMoment(Path file) {
    this.file = file;
  }

  @Override
  public void begin(Connection user) throws SQLException {
    boolean writeAheadLog;
    try (PreparedStatement statement = user.prepareStatement("PRAGMA main.journal_mode");
        ResultSet result = statement.executeQuery()) {
      writeAheadLog = result.next() && "wal".equalsIgnoreCase(result.getString(1));
    }
    if (writeAheadLog) {
      for (DB database : Databases.open(file)) {
        synchronized (database) {
          if (!database.isClosed() && database._exec("PRAGMA main.wal_checkpoint(PASSIVE)") != 0) {
            throw new SQLException("a transaction is under way");
          }
        }
      }
    }
    // Between two statements of a busy application there is a gap, but a short one.
    long end = System.nanoTime() + PATIENCE_NANOS;
    try (PreparedStatement statement =
        user.prepareStatement(writeAheadLog ? "BEGIN IMMEDIATE" : "BEGIN EXCLUSIVE")) {
      while (true) {
        try {
          statement.execute();
          return;
        } catch (SQLException e) {
          if ((e.getErrorCode() & 0xFF) != BUSY || System.nanoTime() > end) {
            throw e;
          }
          Thread.onSpinWait();
        }
      }
    }
  }
}
