package io.fastaccel.interceptors.sqlite.index;

import java.sql.SQLException;

/**
 * SQLite's result codes that are told apart here. The driver gives the extended code, whose lowest
 * byte is the code itself (sqlite.org/rescode.html).
 */
public final class SqliteErrors {

  private static final int BUSY = 5;
  private static final int LOCKED = 6;
  private static final int INTERRUPTED = 9;
  private static final int CORRUPT = 11;

  private SqliteErrors() {}

  /** Another connection has the lock. */
  public static boolean isBusy(SQLException e) {
    return code(e) == BUSY;
  }

  /** Another connection has the lock, or another statement of this one or of a shared cache. */
  public static boolean isLock(SQLException e) {
    return isBusy(e) || code(e) == LOCKED;
  }

  /** Somebody stopped the statement. */
  public static boolean isInterrupted(SQLException e) {
    return code(e) == INTERRUPTED;
  }

  /** What was read cannot be a database. */
  static boolean isCorrupt(SQLException e) {
    return code(e) == CORRUPT;
  }

  /** As if another connection had the lock. */
  public static SQLException busy(String why) {
    return new SQLException(why, null, BUSY);
  }

  private static int code(SQLException e) {
    return e.getErrorCode() & 0xFF;
  }
}
