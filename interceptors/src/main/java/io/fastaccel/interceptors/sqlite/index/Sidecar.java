package io.fastaccel.interceptors.sqlite.index;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;

/**
 * The file beside a database that holds its trigram indexes: {@code <database>.fastaccel}.
 *
 * <p>It is never wider in permissions than the database, never a link, and never overwrites a file
 * that is not ours.
 */
public final class Sidecar {

  /** "fast" in ASCII. */
  private static final int APPLICATION_ID = 0x66617374;

  private static final String SUFFIX = ".fastaccel";

  private Sidecar() {}

  /** Where the sidecar of a database lies. */
  public static Path of(Path database) {
    return database.resolveSibling(database.getFileName() + SUFFIX);
  }

  /** Whether there is a file where the sidecar of a database would lie. */
  public static boolean isBeside(Path database) {
    return Files.exists(of(database), LinkOption.NOFOLLOW_LINKS);
  }

  /** What is at the sidecar's place. */
  enum Found {
    NOTHING,
    /** A regular file, empty or of SQLite's format. */
    FILE,
    /** A link, a directory, or a file of another kind. */
    FOREIGN
  }

  static Found look(Path sidecar) {
    if (Files.notExists(sidecar, LinkOption.NOFOLLOW_LINKS)) {
      return Found.NOTHING;
    }
    for (String suffix : new String[] {"", "-wal", "-shm", "-journal"}) {
      Path file = sidecar.resolveSibling(sidecar.getFileName() + suffix);
      if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)
          && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        return Found.FOREIGN;
      }
    }
    return Found.FILE;
  }

  /** The sidecar was made by a newer agent, which may be using it now. */
  static final class NewerFormatException extends SQLException {
    private static final long serialVersionUID = 1;

    NewerFormatException() {
      super("the index was made by a newer version of fast-accel");
    }
  }

  /**
   * Opens the sidecar for writing, and creates it where there is none or one of an older format.
   *
   * @param encoding the database's text encoding, as {@code PRAGMA encoding} names it
   * @throws NewerFormatException if it is of a newer format
   * @throws SQLException if it cannot be created, or the file there is not a sidecar
   */
  static Connection openForWriting(ConnectionOpener opener, Path database, String encoding)
      throws SQLException {
    return open(opener, database, encoding).connection();
  }

  /**
   * A connection that writes.
   *
   * @param file which file it is, as {@link FileIdentity} tells
   */
  record Writer(Connection connection, Object file) {}

  /** See {@link #openForWriting}. */
  static Writer open(ConnectionOpener opener, Path database, String encoding) throws SQLException {
    Path sidecar = of(database);
    deleteOlder(opener, sidecar);
    switch (look(sidecar)) {
      case NOTHING -> create(database, sidecar);
      case FOREIGN -> throw new SQLException("not a file of ours: " + sidecar);
      case FILE -> restrict(database, sidecar);
      default -> throw new AssertionError();
    }
    final Object file = FileIdentity.of(sidecar);
    Connection connection = opener.open(sidecar);
    boolean ready = false;
    try {
      if (Statements.number(connection, "SELECT count(*) FROM sqlite_master") == 0
          && Statements.number(connection, "PRAGMA application_id") == 0) {
        initialise(connection, encoding);
      }
      check(connection);
      // Somebody was about to delete it, and has been killed or has found it in use.
      if (!"wal".equalsIgnoreCase(Statements.text(connection, "PRAGMA journal_mode"))) {
        Statements.execute(connection, "PRAGMA journal_mode = WAL");
      }
      if (file == null || !file.equals(FileIdentity.of(sidecar))) {
        throw SqliteErrors.busy("the index was deleted or replaced meanwhile");
      }
      Statements.execute(connection, "PRAGMA synchronous = NORMAL");
      Statements.execute(connection, "PRAGMA cache_size = -8000");
      ready = true;
      return new Writer(connection, file);
    } finally {
      if (!ready) {
        connection.close();
      }
    }
  }

  /**
   * Opens an existing sidecar for reading.
   *
   * @throws SQLException if there is none that can be read
   */
  static Connection openForReading(ConnectionOpener opener, Path database) throws SQLException {
    Path sidecar = of(database);
    if (look(sidecar) != Found.FILE) {
      throw new SQLException("no sidecar");
    }
    Connection connection = opener.open(sidecar);
    boolean ready = false;
    try {
      check(connection);
      Statements.execute(connection, "PRAGMA query_only = 1");
      ready = true;
      return connection;
    } finally {
      if (!ready) {
        connection.close();
      }
    }
  }

  /**
   * Whoever uses an older format notices that its file is gone, and leaves the new one alone. Made
   * anew, because formats differ in what they promise.
   */
  private static void deleteOlder(ConnectionOpener opener, Path sidecar) throws SQLException {
    Object file = FileIdentity.of(sidecar);
    if (look(sidecar) == Found.FILE && formatOf(opener, sidecar) < Names.format()) {
      try {
        delete(opener, sidecar, file);
      } catch (IOException e) {
        throw new SQLException("cannot replace " + sidecar + ": " + e, e);
      }
    }
  }

  /** The format of a sidecar; {@link Integer#MAX_VALUE} for a file that is none. */
  private static int formatOf(ConnectionOpener opener, Path sidecar) throws SQLException {
    try (Connection connection = opener.open(sidecar)) {
      return Statements.number(connection, "PRAGMA application_id") == APPLICATION_ID
          ? (int) Statements.number(connection, "PRAGMA user_version")
          : Integer.MAX_VALUE;
    }
  }

  /** Whether there is a sidecar of ours, of whatever format. */
  static boolean isOurs(ConnectionOpener opener, Path database) throws SQLException {
    Path sidecar = of(database);
    return look(sidecar) == Found.FILE && formatOf(opener, sidecar) != Integer.MAX_VALUE;
  }

  /** Whether there is a sidecar that can be read; throws what a newer one must be answered with. */
  static boolean isOfThisFormat(ConnectionOpener opener, Path database) throws SQLException {
    Path sidecar = of(database);
    if (look(sidecar) != Found.FILE) {
      return false;
    }
    int format = formatOf(opener, sidecar);
    if (format > Names.format() && format != Integer.MAX_VALUE) {
      throw new NewerFormatException();
    }
    return format == Names.format();
  }

  /**
   * Removes a sidecar that is ours, if nobody else has it open. Whoever creates another one in its
   * place does not lose a file to us: when ours is deleted, there is nothing left beside it.
   *
   * @param file the one that is meant, as {@link FileIdentity} tells: another one is left alone
   * @return whether it is there no more
   * @throws SQLException if it cannot be read
   */
  static boolean deleteUnused(ConnectionOpener opener, Path sidecar, Object file)
      throws SQLException, IOException {
    Found found = look(sidecar);
    if (found != Found.FILE) {
      return found == Found.NOTHING;
    }
    boolean deleted = false;
    try (Connection connection = opener.open(sidecar)) {
      // Fails where another connection has it open; else the engine deletes its log.
      if (!"delete".equals(Statements.text(connection, "PRAGMA journal_mode = DELETE"))) {
        return false;
      }
      Statements.execute(connection, "BEGIN EXCLUSIVE");
      try {
        if (!Objects.equals(file, FileIdentity.of(sidecar))) {
          return false;
        }
        deleted = Files.deleteIfExists(sidecar);
      } catch (FileSystemException e) {
        // Windows deletes no file that is open.
      } finally {
        Statements.rollbackQuietly(connection);
      }
    } catch (SQLException e) {
      if (SqliteErrors.isLock(e)) {
        return false;
      }
      throw e;
    }
    return deleted || Files.deleteIfExists(sidecar);
  }

  /**
   * Removes a sidecar that cannot be used any more, though others may have it open.
   *
   * @param file the one that is meant: another one is left alone
   */
  static void delete(ConnectionOpener opener, Path sidecar, Object file) throws IOException {
    try {
      if (deleteUnused(opener, sidecar, file)) {
        return;
      }
    } catch (SQLException e) {
      // Damaged too much to be asked.
    }
    if (file != null && file.equals(FileIdentity.of(sidecar))) {
      delete(sidecar);
    }
  }

  /** Removes a sidecar that is ours, with what SQLite keeps beside it. */
  static void delete(Path sidecar) throws IOException {
    if (look(sidecar) == Found.FILE) {
      for (String suffix : new String[] {"", "-wal", "-shm", "-journal"}) {
        Files.deleteIfExists(sidecar.resolveSibling(sidecar.getFileName() + suffix));
      }
    }
  }

  private static void check(Connection connection) throws SQLException {
    if (Statements.number(connection, "PRAGMA application_id") != APPLICATION_ID) {
      throw new SQLException("not a sidecar");
    }
    long format = Statements.number(connection, "PRAGMA user_version");
    if (format > Names.format()) {
      throw new NewerFormatException();
    }
    if (format != Names.format()) {
      throw new SQLException("the index was made by an older version of fast-accel");
    }
  }

  private static void initialise(Connection connection, String encoding) throws SQLException {
    Statements.execute(connection, "PRAGMA encoding = " + Names.literal(encoding));
    Statements.execute(connection, "PRAGMA journal_mode = WAL");
    Statements.execute(connection, "BEGIN IMMEDIATE");
    try {
      Statements.execute(connection, "PRAGMA application_id = " + APPLICATION_ID);
      Statements.execute(connection, "PRAGMA user_version = " + Names.format());
      // One row for each indexed table. high: rows up to this key are in; done: all are.
      Statements.execute(
          connection,
          "CREATE TABLE IF NOT EXISTS unit(tbl TEXT PRIMARY KEY, id INTEGER NOT NULL, cols TEXT NOT"
              + " NULL, key TEXT NOT NULL, v INTEGER NOT NULL, r INTEGER NOT NULL, schema INTEGER"
              + " NOT NULL, high INTEGER, count INTEGER NOT NULL, done INTEGER NOT NULL)");
      // Rows whose entries may be older than v: always candidates.
      Statements.execute(
          connection,
          "CREATE TABLE IF NOT EXISTS pending(unit INTEGER, rid INTEGER, PRIMARY KEY(unit, rid))"
              + " WITHOUT ROWID");
      Statements.execute(connection, "COMMIT");
    } catch (SQLException e) {
      Statements.rollbackQuietly(connection);
      throw e;
    }
  }

  private static void create(Path database, Path sidecar) throws SQLException {
    try {
      if (isPosix()) {
        Files.createFile(sidecar, PosixFilePermissions.asFileAttribute(permissionsFor(database)));
        Files.setPosixFilePermissions(sidecar, permissionsFor(database));
      } else {
        Files.createFile(sidecar);
      }
    } catch (FileAlreadyExistsException e) {
      // Another process was faster; it may be a link by now, so look again.
      if (look(sidecar) != Found.FILE) {
        throw new SQLException("not a file of ours: " + sidecar, e);
      }
    } catch (IOException e) {
      throw new SQLException("cannot create " + sidecar + ": " + e, e);
    }
  }

  private static void restrict(Path database, Path sidecar) throws SQLException {
    if (!isPosix()) {
      return;
    }
    try {
      Set<PosixFilePermission> allowed = permissionsFor(database);
      Set<PosixFilePermission> present =
          Files.getPosixFilePermissions(sidecar, LinkOption.NOFOLLOW_LINKS);
      if (!allowed.containsAll(present)) {
        Files.setPosixFilePermissions(sidecar, allowed);
      }
    } catch (IOException e) {
      throw new SQLException("cannot restrict " + sidecar + ": " + e, e);
    }
  }

  private static Set<PosixFilePermission> permissionsFor(Path database) throws IOException {
    Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
    permissions.addAll(Files.getPosixFilePermissions(database));
    permissions.remove(PosixFilePermission.OWNER_EXECUTE);
    permissions.remove(PosixFilePermission.GROUP_EXECUTE);
    permissions.remove(PosixFilePermission.OTHERS_EXECUTE);
    return permissions;
  }

  private static boolean isPosix() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
  }
}
