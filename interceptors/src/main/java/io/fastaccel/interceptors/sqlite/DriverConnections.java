package io.fastaccel.interceptors.sqlite;

import io.fastaccel.interceptors.sqlite.index.ConnectionOpener;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteOpenMode;

/** Connections of our own through the application's driver, without its driver manager. */
final class DriverConnections implements ConnectionOpener {

  @Override
  public Connection open(Path file) throws SQLException {
    if (!Files.isRegularFile(file)) {
      throw new SQLException("no such database");
    }
    SQLiteConfig config = new SQLiteConfig();
    config.resetOpenMode(SQLiteOpenMode.CREATE);
    config.setBusyTimeout(0);
    Connection connection = config.createConnection("jdbc:sqlite:" + file);
    if (connection instanceof SQLiteConnection own) {
      OpenConnections.forget(own.getDatabase());
    }
    return connection;
  }
}
