package io.fastaccel.interceptors.sqlite.index;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Properties;

/** Opens databases through any copy of the SQLite driver. */
public final class DriverOpener implements ConnectionOpener {

  /** SQLite's flag for reading and writing, without creating. */
  private static final String READ_WRITE = "2";

  private final Driver driver;

  /**
   * @param driver an {@code org.sqlite.JDBC}
   */
  public DriverOpener(Driver driver) {
    this.driver = driver;
  }

  @Override
  public Connection open(Path file) throws SQLException {
    if (!Files.isRegularFile(file)) {
      throw new SQLException("no such database: " + file);
    }
    Properties properties = new Properties();
    properties.setProperty("open_mode", READ_WRITE);
    properties.setProperty("busy_timeout", "0");
    return driver.connect("jdbc:sqlite:" + file, properties);
  }
}
