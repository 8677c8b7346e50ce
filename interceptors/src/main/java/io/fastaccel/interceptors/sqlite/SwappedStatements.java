package io.fastaccel.interceptors.sqlite;

import java.sql.SQLException;
import java.util.Map;
import java.util.WeakHashMap;
import org.sqlite.core.CoreStatement;
import org.sqlite.core.DB;

/**
 * The application's statements that execute a rewritten text just now. Thread-safe; what happens to
 * one statement happens under its connection's monitor.
 */
final class SwappedStatements {

  /**
   * @param original the handle that belongs to the statement
   * @param rewritten the handle that it has for the time being
   * @param owner whither the rewritten handle goes back
   * @param sql the rewritten text
   */
  private record Swap(Object original, Object rewritten, ConnectionState owner, String sql) {}

  private static final Map<CoreStatement, Swap> SWAPS = new WeakHashMap<>();

  /** How many there are about; lets everything else pass with one read. */
  private static volatile int size;

  private SwappedStatements() {}

  static boolean isEmpty() {
    return size == 0;
  }

  static void swap(CoreStatement statement, Object rewritten, ConnectionState owner, String sql) {
    Pointers pointers = Pointers.CURRENT;
    Swap swap = new Swap(pointers.get(statement), rewritten, owner, sql);
    synchronized (SWAPS) {
      SWAPS.put(statement, swap);
      size = SWAPS.size();
    }
    pointers.set(statement, rewritten);
  }

  /** Gives the statement its own handle back; nothing if it has it. */
  static void restore(CoreStatement statement) throws SQLException {
    if (size == 0) {
      return;
    }
    DB database = statement.conn.getDatabase();
    synchronized (database) {
      Swap swap;
      synchronized (SWAPS) {
        swap = SWAPS.remove(statement);
        size = SWAPS.size();
      }
      if (swap == null) {
        return;
      }
      Pointers pointers = Pointers.CURRENT;
      boolean untouched = swap.rewritten.equals(pointers.get(statement));
      if (untouched) {
        pointers.set(statement, swap.original);
      }
      if (untouched && !database.isClosed() && pointers.isOpen(swap.rewritten)) {
        pointers.reset(database, swap.rewritten);
        swap.owner.giveBack(statement.conn, swap.sql, swap.rewritten);
      }
    }
  }
}
