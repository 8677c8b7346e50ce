package io.fastaccel.interceptors.sqlite;

import io.fastaccel.interceptors.api.Feature;
import io.fastaccel.interceptors.api.Features;
import io.fastaccel.interceptors.api.Setting;
import io.fastaccel.interceptors.api.Settings;
import io.fastaccel.interceptors.sqlite.index.DatabaseIndex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import org.sqlite.SQLiteConnection;
import org.sqlite.core.DB;

/** The application's connections that have searched, and the database files behind them. */
final class Databases {

  /** An application that waits less than this for a lock might notice ours. */
  static final int SHORTEST_BUSY_TIMEOUT = 100;

  private static final Set<String> ORDINARY_PARAMETERS =
      Set.of("", "mode=rw", "mode=rwc", "cache=private");

  /**
   * To open a connection of ours takes far less. Whoever puts another file in the place of a
   * database that he has closed would share our view of the old one.
   */
  private static final int CLOSE_WAIT_MILLIS = 5_000;

  private static final int MOST_INDEXES = 64;

  private static final Map<DB, ConnectionState> CONNECTIONS = new WeakHashMap<>();
  private static final Map<Path, DatabaseIndex> INDEXES = new ConcurrentHashMap<>();

  /** By the names that connections were opened by. */
  private static final Map<String, DatabaseIndex> LIKELY = new ConcurrentHashMap<>();

  static {
    Features.of(Feature.MEMORY).detail("indexedTables", Databases::indexedTables);
  }

  private Databases() {}

  /** What is known of a connection; asks it the first time. Under the connection's monitor. */
  static ConnectionState of(SQLiteConnection connection, DB database) throws SQLException {
    synchronized (CONNECTIONS) {
      ConnectionState state = CONNECTIONS.get(database);
      if (state != null) {
        return state;
      }
    }
    ConnectionState state = inspect(connection, database);
    synchronized (CONNECTIONS) {
      CONNECTIONS.put(database, state);
    }
    return state;
  }

  /**
   * The index that a connection most likely belongs to, for it was opened by the name of another
   * one; {@code null} if there was none. Nobody may be served on the strength of it.
   */
  static DatabaseIndex likely(DB database) {
    String name = OpenConnections.name(database);
    return name == null ? null : LIKELY.get(name);
  }

  /** {@code null} if nobody has asked the connection yet. */
  static ConnectionState known(DB database) {
    synchronized (CONNECTIONS) {
      return CONNECTIONS.get(database);
    }
  }

  /** A connection of the application is about to be closed. */
  static void closing(DB database) {
    if (OpenConnections.isOwn(database)) {
      return;
    }
    DatabaseIndex likely = likely(database);
    // Only who has an index has to do with files.
    Path file = INDEXES.isEmpty() ? null : OpenConnections.file(database);
    boolean known = file != null || OpenConnections.isInMemory(database);
    boolean forgone = OpenConnections.forget(database) > 0;
    for (DatabaseIndex index : INDEXES.values()) {
      if ((!known || index.file().equals(file)) && !OpenConnections.isOpen(index.file())) {
        index.closeUserConnection(CLOSE_WAIT_MILLIS);
      }
    }
    ConnectionState state;
    boolean last = true;
    synchronized (CONNECTIONS) {
      state = CONNECTIONS.remove(database);
      for (ConnectionState other : CONNECTIONS.values()) {
        last &= state != null && other.index() != state.index();
      }
    }
    if (state == null && forgone && likely != null) {
      likely.breakEven().closed(0, 0);
    }
    if (state == null || state.index() == null) {
      return;
    }
    state.index().breakEven().closed(state.gained(), state.effort());
    if (last) {
      state.index().release();
    }
  }

  /**
   * What is known of a database is worth keeping until it is opened again, but an application may
   * have a database for each of its users.
   */
  private static void forgetSome(Path wanted) {
    if (INDEXES.size() < MOST_INDEXES || INDEXES.containsKey(wanted)) {
      return;
    }
    synchronized (CONNECTIONS) {
      Set<DatabaseIndex> used = new HashSet<>();
      for (ConnectionState state : CONNECTIONS.values()) {
        used.add(state.index());
      }
      INDEXES.values().removeIf(index -> !used.contains(index));
      LIKELY.values().removeIf(index -> !used.contains(index));
    }
  }

  private static List<String> indexedTables() {
    List<String> tables = new ArrayList<>();
    INDEXES.forEach(
        (file, index) -> {
          for (String table : index.readyTables()) {
            tables.add(file.getFileName() + ":" + table);
          }
        });
    return tables;
  }

  private static ConnectionState inspect(SQLiteConnection connection, DB database)
      throws SQLException {
    if (OpenConnections.isOwn(database)) {
      return new ConnectionState(null, "own connection");
    }
    String name = mainFile(connection);
    if (name == null || name.isEmpty()) {
      return new ConnectionState(null, "in-memory database");
    }
    // Our own connections pass the path in a URL of the driver.
    if (name.indexOf('?') >= 0) {
      return new ConnectionState(null, "file name");
    }
    if (connection.isReadOnly() || database.getConfig().isEnabledSharedCache()) {
      return new ConnectionState(null, "read-only or shared-cache connection");
    }
    String url = database.getUrl();
    if (url != null && (url.contains("cache=shared") || url.contains("immutable="))) {
      return new ConnectionState(null, "read-only or shared-cache connection");
    }
    String uri = url == null ? "" : url.substring(Math.max(0, url.indexOf("file:")));
    if (url != null && url.contains("file:") && !isOrdinary(uri)) {
      return new ConnectionState(null, "file name");
    }
    Path file;
    try {
      file = Path.of(name).toRealPath();
      if (!Files.isWritable(file) || !Files.isWritable(file.getParent())) {
        return new ConnectionState(null, "read-only database");
      }
    } catch (IOException | InvalidPathException e) {
      return new ConnectionState(null, "file name");
    }
    if (number(connection, "PRAGMA query_only") != 0) {
      return new ConnectionState(null, "read-only or shared-cache connection");
    }
    if (number(connection, "PRAGMA busy_timeout") < SHORTEST_BUSY_TIMEOUT) {
      return new ConnectionState(null, "short busy timeout");
    }
    if ("exclusive".equalsIgnoreCase(text(connection, "PRAGMA main.locking_mode"))) {
      return new ConnectionState(null, "exclusive locking");
    }
    OpenConnections.found(database, file.toString());
    forgetSome(file);
    DatabaseIndex index =
        INDEXES.computeIfAbsent(
            file,
            path ->
                new DatabaseIndex(
                    path,
                    new DriverConnections(),
                    new QuietMoment(path),
                    Settings.current().number(Setting.MEMORY_INDEX_AFTER)));
    index.connected();
    String opened = OpenConnections.name(database);
    if (opened != null) {
      LIKELY.put(opened, index);
    }
    return new ConnectionState(index, null);
  }

  /** A pragma, and no query of one: that would begin to read inside of a transaction. */
  private static String mainFile(SQLiteConnection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement("PRAGMA database_list");
        ResultSet result = statement.executeQuery()) {
      while (result.next()) {
        if ("main".equals(result.getString(2))) {
          return result.getString(3);
        }
      }
      return null;
    }
  }

  /** Whether a URI of the engine's has no parameter but those that change nothing for us. */
  private static boolean isOrdinary(String uri) {
    int query = uri.indexOf('?');
    if (query < 0) {
      return true;
    }
    for (String parameter : uri.substring(query + 1).split("&", -1)) {
      if (!ORDINARY_PARAMETERS.contains(parameter)) {
        return false;
      }
    }
    return true;
  }

  static String text(SQLiteConnection connection, String sql) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet result = statement.executeQuery()) {
      return result.next() ? result.getString(1) : null;
    }
  }

  static long number(SQLiteConnection connection, String sql) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet result = statement.executeQuery()) {
      return result.next() ? result.getLong(1) : 0;
    }
  }
}
