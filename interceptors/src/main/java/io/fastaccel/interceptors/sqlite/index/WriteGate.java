package io.fastaccel.interceptors.sqlite.index;

import java.sql.Connection;
import java.sql.SQLException;

/** Decides when we may write to the user's database. */
public interface WriteGate {

  /**
   * Begins a write transaction that cannot break a transaction of the application, at once or not
   * at all.
   *
   * @throws SQLException if now is not the time
   */
  void begin(Connection user) throws SQLException;

  /**
   * Asked once more, inside the transaction, when nothing but the commit is left to do.
   *
   * @throws SQLException if the transaction must be rolled back
   */
  default void confirm(Connection user) throws SQLException {}

  /** The transaction is over, or was never begun. */
  default void end() {}

  /** Whether the application still has the database open; if not, nothing is to be done with it. */
  default boolean isWanted() {
    return true;
  }
}
