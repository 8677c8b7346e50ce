package io.fastaccel.interceptors.sqlite.index;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;

/** Opens connections of our own, in autocommit mode and with a busy timeout of zero. */
public interface ConnectionOpener {

  /**
   * Opens an existing database for reading and writing.
   *
   * @throws SQLException also if the file does not exist
   */
  Connection open(Path file) throws SQLException;
}
