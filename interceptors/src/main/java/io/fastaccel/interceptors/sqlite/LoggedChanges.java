package io.fastaccel.interceptors.sqlite;

import io.fastaccel.interceptors.api.Raise;
import io.fastaccel.interceptors.sqlite.index.DatabaseIndex;
import io.fastaccel.interceptors.sqlite.index.Sidecar;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.TimeUnit;
import org.sqlite.SQLiteUpdateListener;
import org.sqlite.core.DB;

/**
 * Counts what our triggers write while a connection executes a plain update, by the engine's own
 * update hook. Used under the connection's monitor.
 */
final class LoggedChanges implements SQLiteUpdateListener {

  /** For as long as this the triggers of another process may go unnoticed. */
  private static final long CHECK_LIFE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private static final Map<DB, LoggedChanges> COUNTERS = new WeakHashMap<>();

  private long count;
  private long checkedAt;
  private boolean triggers;

  private LoggedChanges() {}

  /** Rows of ours that were written on this connection while it was watched. */
  static long count(DB database) {
    synchronized (COUNTERS) {
      LoggedChanges counter = COUNTERS.get(database);
      return counter == null ? 0 : counter.count;
    }
  }

  /**
   * Executes a script while counting; as {@link DB#_exec}.
   *
   * @return its result, or {@link Raise}: once the script has begun, nobody must run it again,
   *     whatever was thrown, by a listener of the application's for example
   */
  static Object execute(DB database, String sql) throws SQLException {
    LoggedChanges counter;
    synchronized (COUNTERS) {
      counter = COUNTERS.computeIfAbsent(database, d -> new LoggedChanges());
    }
    synchronized (database) {
      Surroundings.executingScript(database, sql);
      if (!counter.mayMeetTriggers(database)) {
        return run(database, sql);
      }
      database.addUpdateListener(counter);
      Object result = run(database, sql);
      try {
        database.removeUpdateListener(counter);
      } catch (RuntimeException | Error e) {
        return result instanceof Raise ? result : new Raise(e);
      }
      return result;
    }
  }

  private static Object run(DB database, String sql) {
    try {
      return database._exec(sql);
    } catch (Throwable e) {
      return new Raise(e);
    }
  }

  static void written(DB database) {
    LoggedChanges counter;
    synchronized (COUNTERS) {
      counter = COUNTERS.get(database);
    }
    if (counter != null) {
      counter.count++;
    }
  }

  private boolean mayMeetTriggers(DB database) {
    if (DatabaseIndex.hasInstalled()) {
      return true;
    }
    long now = System.nanoTime();
    if (checkedAt == 0 || now - checkedAt > CHECK_LIFE_NANOS) {
      triggers = mayHaveTriggers(database);
      checkedAt = now;
    }
    return triggers;
  }

  /**
   * Whether the database may have triggers of ours. The connection is not asked: inside of a
   * transaction a query would begin to read, and the application's write could fail for it.
   */
  private static boolean mayHaveTriggers(DB database) {
    if (OpenConnections.isInMemory(database)) {
      return false;
    }
    Path file = OpenConnections.file(database);
    return file == null || Sidecar.isBeside(file);
  }

  /** The hook is what counts: {@link DatabaseAdvice#onUpdate} sees our tables before anybody. */
  @Override
  public void onUpdate(Type type, String database, String table, long rowid) {}
}
