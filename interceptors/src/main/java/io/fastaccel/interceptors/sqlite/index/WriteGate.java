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
}
