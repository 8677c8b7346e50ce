package io.fastaccel.interceptors.sqlite;

import io.fastaccel.interceptors.api.Background;
import io.fastaccel.interceptors.api.Log;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.sqlite.core.DB;

/**
 * Keeps all connections of this process to a file from executing anything, each at a point where it
 * has no transaction. Who uses one meanwhile waits a moment, as for a slow statement, and gets no
 * error, whatever its busy timeout is.
 *
 * <p>For each connection a thread of ours takes the connection's monitor, and nothing else, so that
 * nobody can wait in a circle for longer than our patience lasts.
 */
final class StoppedConnections {

  /** An application with more connections to one file has no index. */
  static final int MOST_CONNECTIONS = 256;

  /** However long our own work takes, the application goes on after that. */
  static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(1);

  private static final long PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(200);

  private static final ThreadPoolExecutor HOLDERS =
      new ThreadPoolExecutor(
          0,
          MOST_CONNECTIONS,
          5,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          Background.threads("memory-stop"));

  /** Whose monitor a thread of ours waits for, perhaps still from the last time. */
  private static final Set<DB> AWAITED = ConcurrentHashMap.newKeySet();

  private final boolean hold;
  private final long end = System.nanoTime() + LONGEST_NANOS;
  private final CountDownLatch over = new CountDownLatch(1);
  private final List<Holder> holders = new ArrayList<>();

  private StoppedConnections(boolean hold) {
    this.hold = hold;
  }

  /**
   * Whether no connection idles inside of a transaction: each is seen without one at one time or
   * another, or executes something all the time. Stops none.
   *
   * @param nanos how long to look
   */
  static boolean areActive(Path file, long nanos) {
    StoppedConnections seen = new StoppedConnections(false);
    try {
      if (seen.start(OpenConnections.of(file), System.nanoTime() + nanos)) {
        return true;
      }
      boolean idle = false;
      for (Holder holder : seen.holders) {
        idle |= holder.reached.getCount() > 0 && holder.sawTransaction;
      }
      return !idle;
    } finally {
      seen.over.countDown();
    }
  }

  /**
   * Stops all connections, and those that are about to be opened.
   *
   * @param nanos how long the first that is stopped may wait for the last
   * @return {@code null} if they could not all be stopped; none is, then
   */
  static StoppedConnections stop(Path file, long nanos) {
    StoppedConnections stopped = new StoppedConnections(true);
    boolean all = false;
    try {
      all = stopped.start(OpenConnections.hold(file), System.nanoTime() + nanos);
      return all ? stopped : null;
    } finally {
      if (!all) {
        stopped.release();
      }
    }
  }

  /** Whether they are still stopped, with some time left. */
  boolean isInForce() {
    return over.getCount() > 0 && end - System.nanoTime() > LONGEST_NANOS / 4;
  }

  /** Lets the application go on. */
  void release() {
    over.countDown();
    OpenConnections.release();
    if (Log.isDebug()) {
      long nanos = LONGEST_NANOS - (end - System.nanoTime());
      Log.debug(holders.size() + " connections stopped for " + nanos / 1_000 + " µs");
    }
  }

  private boolean start(List<DB> connections, long until) {
    if (connections.size() > MOST_CONNECTIONS) {
      return false;
    }
    try {
      for (DB connection : connections) {
        while (!AWAITED.add(connection)) {
          if (System.nanoTime() - until > 0) {
            return false;
          }
          LockSupport.parkNanos(PAUSE_NANOS);
        }
        Holder holder = new Holder(connection);
        holders.add(holder);
        boolean taken = false;
        try {
          HOLDERS.execute(holder);
          taken = true;
        } finally {
          if (!taken) {
            AWAITED.remove(connection);
          }
        }
      }
      for (Holder holder : holders) {
        // A connection that is being closed may wait for us; it executes nothing any more.
        while (!holder.reached.await(1, TimeUnit.MILLISECONDS)
            && OpenConnections.name(holder.connection) != null) {
          if (System.nanoTime() - until > 0) {
            return false;
          }
        }
      }
      return true;
    } catch (RejectedExecutionException | OutOfMemoryError e) {
      // No threads: then not now.
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private final class Holder implements Runnable {

    private final DB connection;
    private final CountDownLatch reached = new CountDownLatch(1);
    private volatile boolean sawTransaction;

    Holder(DB connection) {
      this.connection = connection;
    }

    @Override
    public void run() {
      try {
        while (over.getCount() > 0 && !isReached()) {
          LockSupport.parkNanos(PAUSE_NANOS);
        }
      } finally {
        if (reached.getCount() > 0) {
          AWAITED.remove(connection);
        }
      }
    }

    private boolean isReached() {
      synchronized (connection) {
        if (over.getCount() == 0) {
          return true;
        }
        if (!hasNoTransaction(connection)) {
          sawTransaction = true;
          return false;
        }
        AWAITED.remove(connection);
        reached.countDown();
        if (hold) {
          try {
            boolean ignored = over.await(end - System.nanoTime(), TimeUnit.NANOSECONDS);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        }
        return true;
      }
    }
  }

  /** A checkpoint is refused exactly while a connection has a transaction, of whatever kind. */
  private static boolean hasNoTransaction(DB connection) {
    try {
      return connection.isClosed() || connection._exec("PRAGMA main.wal_checkpoint(PASSIVE)") == 0;
    } catch (SQLException e) {
      return false;
    }
  }
}
