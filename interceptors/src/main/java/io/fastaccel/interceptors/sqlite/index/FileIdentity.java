package io.fastaccel.interceptors.sqlite.index;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * What tells a database file from another one of the same name, such as one that was written anew
 * from a dump: the number of its inode, or where there is none, the time when it was created. A
 * file system may give the number of a deleted file to the next one.
 */
final class FileIdentity {

  private FileIdentity() {}

  /** The identity of the file behind {@code main}. */
  static String of(Connection connection) throws SQLException {
    for (Object[] row : Statements.rows(connection, "PRAGMA database_list")) {
      if ("main".equals(row[1]) && row[2] != null) {
        return of((String) row[2]);
      }
    }
    throw new SQLException("no database file");
  }

  /** The same of a path, for as long as this process lives; {@code null} if nothing is there. */
  static Object of(Path path) {
    try {
      BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
      Object key = attributes.fileKey();
      return key != null ? key : attributes.creationTime();
    } catch (IOException e) {
      return null;
    }
  }

  private static String of(String name) throws SQLException {
    try {
      Path file = Path.of(name);
      return file.getFileSystem().supportedFileAttributeViews().contains("unix")
          ? "inode " + Files.getAttribute(file, "unix:ino")
          : "created " + Files.getAttribute(file, "creationTime");
    } catch (IOException | InvalidPathException e) {
      throw new SQLException("no database file", e);
    }
  }
}
