package io.fastaccel.interceptors.sqlite;

import io.fastaccel.interceptors.api.Background;
import io.fastaccel.interceptors.sqlite.index.WriteGate;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.sqlite.core.DB;

/**
 * Lets us write only when no transaction of the application is under way: one that has read and
 * then wants to write would find its snapshot outdated, an error that waiting does not cure.
 *
 * <p>With a rollback journal an exclusive lock proves it for every process. With a write-ahead log
 * each connection of this process is asked, while we hold the write lock and again before we
 * commit: a checkpoint is refused exactly while a connection has a transaction of its own.
 */
final class QuietMoment implements WriteGate {

  private static final int BUSY = 5;
  private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(60);

  /** While we hold the write lock, a connection that is waiting for it cannot answer. */
  private static final long ANSWER_MILLIS = 50;

  /** A thread that may wait for a connection's monitor, so that the holder of the lock need not. */
  private static final ThreadPoolExecutor ASKER = asker();

  private final Path file;
  private boolean writeAheadLog;

  QuietMoment(Path file) {
    this.file = file;
  }

  @Override
  public boolean isWanted() {
    return OpenConnections.isOpen(file);
  }

  @Override
  public void begin(Connection user) throws SQLException {
    try (PreparedStatement statement = user.prepareStatement("PRAGMA main.journal_mode");
        ResultSet result = statement.executeQuery()) {
      writeAheadLog = result.next() && "wal".equalsIgnoreCase(result.getString(1));
    }
    confirm(user);
    // Between two statements of a busy application there is a gap, but a short one.
    long end = System.nanoTime() + PATIENCE_NANOS;
    try (PreparedStatement statement =
        user.prepareStatement(writeAheadLog ? "BEGIN IMMEDIATE" : "BEGIN EXCLUSIVE")) {
      while (!begun(statement, end)) {
        Thread.onSpinWait();
      }
    }
    boolean quiet = false;
    try {
      confirm(user);
      quiet = true;
    } finally {
      if (!quiet) {
        try (PreparedStatement statement = user.prepareStatement("ROLLBACK")) {
          statement.execute();
        }
      }
    }
  }

  private static boolean begun(PreparedStatement statement, long end) throws SQLException {
    try {
      statement.execute();
      return true;
    } catch (SQLException e) {
      if ((e.getErrorCode() & 0xFF) != BUSY || System.nanoTime() > end) {
        throw e;
      }
      return false;
    }
  }

  @Override
  public void confirm(Connection user) throws SQLException {
    if (writeAheadLog && !new Question(OpenConnections.of(file)).isQuiet()) {
      throw new SQLException("a transaction is under way", null, BUSY);
    }
  }

  /** Put to all connections; what is not answered in time counts as no. */
  private static final class Question implements Runnable {

    private final List<DB> connections;
    private final CountDownLatch answered = new CountDownLatch(1);
    private volatile boolean withdrawn;
    private volatile boolean quiet;

    Question(List<DB> connections) {
      this.connections = connections;
    }

    boolean isQuiet() {
      ASKER.execute(this);
      try {
        return answered.await(ANSWER_MILLIS, TimeUnit.MILLISECONDS) && quiet;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      } finally {
        withdrawn = true;
      }
    }

    @Override
    public void run() {
      try {
        for (DB database : connections) {
          synchronized (database) {
            if (withdrawn
                || (!database.isClosed()
                    && database._exec("PRAGMA main.wal_checkpoint(PASSIVE)") != 0)) {
              return;
            }
          }
        }
        quiet = true;
      } catch (SQLException e) {
        // That is how a connection says that it is in a transaction.
        quiet = false;
      } finally {
        answered.countDown();
      }
    }
  }

  private static ThreadPoolExecutor asker() {
    ThreadPoolExecutor executor =
        new ThreadPoolExecutor(
            1,
            1,
            5,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Background.threads("memory-ask"));
    executor.allowCoreThreadTimeOut(true);
    return executor;
  }
}
