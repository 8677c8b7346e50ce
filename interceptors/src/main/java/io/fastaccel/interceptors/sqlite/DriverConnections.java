package io.fastaccel.interceptors.sqlite;

import io.fastaccel.interceptors.sqlite.index.ConnectionOpener;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteOpenMode;

/**
 * Connections of our own through the application's driver, without its driver manager. They pass
 * the hooks as the application's do, and are told from them there: from the first moment, since an
 * application that closes its last connection must not take one of ours for another of its own.
 */
final class DriverConnections implements ConnectionOpener {

  private static final ThreadLocal<Boolean> OPENING = new ThreadLocal<>();

  /** Whether the current thread is opening a connection of ours. */
  static boolean isOpening() {
    return OPENING.get() != null;
  }

  @Override
  public Connection open(Path file) throws SQLException {
    if (!Files.isRegularFile(file)) {
      throw new SQLException("no such database");
    }
    SQLiteConfig config = new SQLiteConfig();
    config.resetOpenMode(SQLiteOpenMode.CREATE);
    config.setBusyTimeout(0);
    OPENING.set(true);
    try {
      return config.createConnection("jdbc:sqlite:" + file);
    } finally {
      OPENING.remove();
    }
  }
}
