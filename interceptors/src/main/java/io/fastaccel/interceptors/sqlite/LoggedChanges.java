package io.fastaccel.interceptors.sqlite;

import io.fastaccel.interceptors.sqlite.index.DatabaseIndex;
import io.fastaccel.interceptors.sqlite.index.Names;
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

  /** Executes a script while counting; as {@link DB#_exec}. */
  static int execute(DB database, String sql) throws SQLException {
    LoggedChanges counter;
    synchronized (COUNTERS) {
      counter = COUNTERS.computeIfAbsent(database, d -> new LoggedChanges());
    }
    synchronized (database) {
      if (!counter.mayMeetTriggers(database)) {
        return database._exec(sql);
      }
      database.addUpdateListener(counter);
      try {
        return database._exec(sql);
      } finally {
        database.removeUpdateListener(counter);
      }
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

  private boolean mayMeetTriggers(DB database) throws SQLException {
    if (DatabaseIndex.hasInstalled()) {
      return true;
    }
    long now = System.nanoTime();
    if (checkedAt == 0 || now - checkedAt > CHECK_LIFE_NANOS) {
      triggers = hasTriggers(database);
      checkedAt = now;
    }
    return triggers;
  }

  private static boolean hasTriggers(DB database) {
    try {
      // A script that fails where there is a trigger of ours, and has no effect where there is
      // none.
      return database._exec(
              "SELECT abs(-9223372036854775808) FROM sqlite_master WHERE type = 'trigger'"
                  + " AND substr(name, 1, "
                  + Names.PREFIX.length()
                  + ") = "
                  + Names.literal(Names.PREFIX)
                  + " LIMIT 1")
          != 0;
    } catch (SQLException e) {
      return true;
    }
  }

  /** The hook is what counts: {@link DatabaseAdvice#onUpdate} sees our tables before anybody. */
  @Override
  public void onUpdate(Type type, String database, String table, long rowid) {}
}
