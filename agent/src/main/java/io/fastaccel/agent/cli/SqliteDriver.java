package io.fastaccel.agent.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Driver;
import java.util.stream.Stream;

/** A copy of the SQLite driver for the command line: the user's, or the one in this jar. */
final class SqliteDriver {

  private static final String CLASS = "org.sqlite.JDBC";

  /**
   * The pack that the build makes of sqlite-jdbc; its native code forbids to rename its classes.
   */
  private static final String PACKED = "packs/sqlite-jdbc.zip";

  private SqliteDriver() {}

  /**
   * Loads it.
   *
   * @param where a jar of the driver, a fat jar or a folder that contains it; {@code null} for ours
   */
  static Driver load(Path where) throws CommandFailure {
    ArchiveClassLoader loader = new ArchiveClassLoader();
    try {
      if (where == null) {
        addOurs(loader);
      } else {
        add(loader, where);
      }
      return (Driver) loader.loadClass(CLASS).getDeclaredConstructor().newInstance();
    } catch (IOException | ReflectiveOperationException | LinkageError e) {
      throw new CommandFailure(
          "no SQLite driver in "
              + (where == null ? "this jar for this platform; name one with --driver" : where)
              + " ("
              + e
              + ")");
    }
  }

  private static void addOurs(ArchiveClassLoader loader) throws IOException {
    try (InputStream in = SqliteDriver.class.getClassLoader().getResourceAsStream(PACKED)) {
      if (in == null) {
        throw new IOException("not built in");
      }
      loader.add("sqlite-jdbc", in);
    }
  }

  private static void add(ArchiveClassLoader loader, Path where) throws IOException {
    if (Files.isDirectory(where)) {
      try (Stream<Path> files = Files.walk(where)) {
        for (Path jar : files.filter(file -> file.toString().endsWith(".jar")).sorted().toList()) {
          loader.add(jar);
        }
      }
    } else {
      loader.add(where);
    }
  }
}
