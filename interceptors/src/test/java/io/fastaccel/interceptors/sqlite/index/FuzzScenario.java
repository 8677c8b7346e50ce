package io.fastaccel.interceptors.sqlite.index;

import io.fastaccel.interceptors.sqlite.sql.Filter;
import io.fastaccel.interceptors.sqlite.sql.SearchStatement;
import io.fastaccel.interceptors.sqlite.sql.SelectReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.sqlite.SQLiteConfig;

/** One database with writers, readers, an index beside it, and bad luck. */
final class FuzzScenario implements AutoCloseable {

  private static final String[] WORDS = {
    "alpha",
    "Alphabet",
    "beta",
    "BETA",
    "gamma",
    "delta ",
    "100%",
    "a_b_c",
    "it's",
    "\"quoted\"",
    "日本語の文",
    "中文字符串",
    "emoji 😀😃😄",
    "İstanbul",
    "straße",
    "\u212Aelvin",
    "x\u0301yz",
    "tab\tnew\nline",
    "aaaa",
    "abab",
    "\\back\\slash",
    "[set]",
    "*star*",
    "nul\0byte",
    "12345",
    "3.25"
  };

  private static final String[] SEARCHES = {
    "SELECT id, content FROM memory WHERE content LIKE ?",
    "SELECT * FROM memory WHERE content LIKE ? ORDER BY kind",
    "SELECT * FROM memory AS m WHERE m.content LIKE ? ORDER BY m.kind DESC LIMIT 3",
    "SELECT id FROM memory WHERE content LIKE ? ORDER BY id DESC",
    "SELECT count(*) FROM memory WHERE content LIKE ?",
    "SELECT kind, count(*), min(id) FROM memory WHERE content LIKE ? GROUP BY kind",
    "SELECT DISTINCT kind FROM memory WHERE content LIKE ?",
    "SELECT id FROM memory WHERE lower(content) LIKE lower(?) AND kind > 1",
    "SELECT id FROM memory WHERE content LIKE ? OR title LIKE ?",
    "SELECT id FROM memory WHERE content LIKE ? AND title LIKE ? LIMIT 5 OFFSET 1",
    "SELECT id FROM memory WHERE content LIKE ? ESCAPE '\\' AND kind BETWEEN 0 AND 3",
    "SELECT id FROM memory WHERE content GLOB ?",
    "SELECT id FROM memory WHERE instr(content, ?) > 0",
    "SELECT id FROM memory WHERE content NOT LIKE '%beta%' AND content LIKE ?",
    "SELECT max(id) FROM memory WHERE content LIKE ?"
  };

  private final Random random;
  private final UnaryOperator<String> sabotage;
  private final Path file;
  private final Path snapshot;
  private final String declaration;
  private final boolean writeAheadLog;
  private final List<Connection> readers = new ArrayList<>();
  private final ConnectionOpener opener = FuzzScenario::openExisting;
  private Connection application;
  private TableIndex table;
  private Connection sidecar;
  private boolean snapshotTaken;
  private boolean inTransaction;
  private int searches;
  private int searchesThroughIndex;

  FuzzScenario(long seed, Path directory, UnaryOperator<String> sabotage) throws SQLException {
    random = new Random(seed);
    this.sabotage = sabotage;
    file = directory.resolve("user.db");
    snapshot = directory.resolve("backup.db");
    writeAheadLog = random.nextBoolean();
    String[] types = {"TEXT", "", "BLOB", "NUMERIC", "INTEGER", "TEXT COLLATE NOCASE"};
    declaration =
        "CREATE TABLE memory(id INTEGER PRIMARY KEY, content "
            + types[random.nextInt(types.length)]
            + ", title TEXT, kind INTEGER UNIQUE ON CONFLICT REPLACE)"
                .replace(" UNIQUE ON CONFLICT REPLACE", "");
    application = DriverManager.getConnection("jdbc:sqlite:" + file);
    String[] encodings = {"UTF-8", "UTF-16le", "UTF-16be"};
    run(application, "PRAGMA encoding = '" + encodings[random.nextInt(3)] + "'");
    run(application, "PRAGMA journal_mode = " + (writeAheadLog ? "WAL" : "DELETE"));
    run(application, "PRAGMA synchronous = OFF");
    run(application, "PRAGMA busy_timeout = 0");
    run(application, declaration);
    bulkInsert(application, 30);
    newIndex();
  }

  int searches() {
    return searches;
  }

  int searchesThroughIndex() {
    return searchesThroughIndex;
  }

  /** Does something; a description of a difference, or {@code null}. */
  String step() throws SQLException, IOException {
    int choice = random.nextInt(100);
    if (choice < 40) {
      return search(application);
    } else if (choice < 45) {
      return readers.isEmpty() ? null : search(readers.get(random.nextInt(readers.size())));
    }
    try {
      if (choice < 62) {
        write(application);
      } else if (choice < 78) {
        workOnIndex();
      } else {
        happening(choice);
      }
    } catch (SQLException e) {
      // Locked, constraint, nothing to roll back: the application's everyday life.
      return null;
    }
    return null;
  }

  private void happening(int choice) throws SQLException, IOException {
    if (choice < 80) {
      run(application, inTransaction ? "COMMIT" : "BEGIN");
      inTransaction = !inTransaction;
    } else if (choice < 82) {
      if (inTransaction) {
        run(application, "ROLLBACK");
        inTransaction = false;
      }
    } else if (choice < 84) {
      run(application, "SAVEPOINT s");
      write(application);
      run(application, random.nextBoolean() ? "ROLLBACK TO s" : "RELEASE s");
    } else if (choice < 86) {
      try (Connection foreign = openExisting(file)) {
        write(foreign);
      }
    } else if (choice < 88) {
      openReader();
    } else if (choice < 90) {
      closeReaders();
    } else if (choice < 91) {
      run(application, "VACUUM");
    } else if (choice < 92) {
      changeSchema();
    } else if (choice < 94) {
      takeSnapshot();
    } else if (choice < 96) {
      restoreSnapshot();
    } else if (choice < 98) {
      // The process dies and another one comes.
      closeSidecar();
      newIndex();
    } else if (choice < 99) {
      closeSidecar();
      Sidecar.delete(Sidecar.of(file));
    } else {
      bulkInsert(application, 700);
    }
  }

  private void write(Connection connection) throws SQLException {
    long id = 1L + random.nextInt(60);
    switch (random.nextInt(9)) {
      case 0 -> run(connection, "DELETE FROM memory WHERE id = ?", id);
      case 1 -> run(connection, "UPDATE memory SET content = ? WHERE id = ?", content(), id);
      case 2 -> run(connection, "UPDATE memory SET kind = kind + 1 WHERE id = ?", id);
      case 3 ->
          run(
              connection,
              "UPDATE OR REPLACE memory SET id = ? WHERE id = ?",
              1 + random.nextInt(60),
              id);
      case 4 ->
          run(
              connection,
              "INSERT OR REPLACE INTO memory(id, content, title, kind) VALUES(?, ?, ?, ?)",
              id,
              content(),
              content(),
              random.nextInt(4));
      case 5 ->
          run(
              connection,
              "INSERT INTO memory(id, content) VALUES(?, ?) ON CONFLICT(id) DO UPDATE SET content ="
                  + " excluded.content",
              id,
              content());
      case 6 -> run(connection, "UPDATE memory SET content = title, title = content");
      case 7 ->
          run(connection, "INSERT OR IGNORE INTO memory(id, content) VALUES(?, ?)", id, content());
      default -> insert(connection);
    }
  }

  private void insert(Connection connection) throws SQLException {
    run(
        connection,
        "INSERT INTO memory(content, title, kind) VALUES(?, ?, ?)",
        content(),
        content(),
        random.nextInt(4));
  }

  private void bulkInsert(Connection connection, int rows) throws SQLException {
    boolean own = !inTransaction;
    if (own) {
      run(connection, "BEGIN");
    }
    for (int i = 0; i < rows; i++) {
      insert(connection);
    }
    if (own) {
      run(connection, "COMMIT");
    }
  }

  private Object content() {
    int kind = random.nextInt(20);
    if (kind == 0) {
      return null;
    } else if (kind == 1) {
      return random.nextInt(1_000_000);
    } else if (kind == 2) {
      return random.nextDouble() * 1000;
    } else if (kind == 3) {
      byte[] bytes = text().getBytes(StandardCharsets.UTF_8);
      if (bytes.length > 2 && random.nextBoolean()) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      return bytes;
    }
    return text();
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(6); i >= 0; i--) {
      text.append(WORDS[random.nextInt(WORDS.length)]).append(random.nextBoolean() ? " " : "");
    }
    return text.toString();
  }

  private String pattern(String sql) {
    String text = text();
    int start = random.nextInt(Math.max(1, text.length() / 2));
    String piece = text.substring(start, Math.min(text.length(), start + 3 + random.nextInt(8)));
    if (random.nextInt(5) == 0) {
      piece = piece.toUpperCase(java.util.Locale.ROOT);
    }
    if (sql.contains("instr(")) {
      return piece;
    }
    if (sql.contains("GLOB")) {
      return "*" + piece.replace(' ', '?') + "*";
    }
    return switch (random.nextInt(5)) {
      case 0 -> piece + "%";
      case 1 -> "%" + piece.replace('a', '_') + "%";
      case 2 -> "%" + piece + "%" + WORDS[random.nextInt(WORDS.length)] + "%";
      default -> "%" + piece + "%";
    };
  }

  private String search(Connection connection) throws SQLException {
    String sql = SEARCHES[random.nextInt(SEARCHES.length)];
    SearchStatement search = SelectReader.read(sql).statement();
    Object[] values = new Object[search.parameterCount()];
    for (int i = 0; i < values.length; i++) {
      values[i] = pattern(sql);
    }
    List<String> expected;
    try {
      expected = rows(connection, sql, values);
    } catch (SQLException e) {
      return null;
    }
    searches++;
    Filter filter = search.filter(values);
    CandidatePlan plan = filter == null ? null : table.plan(filter);
    if (plan == null) {
      return null;
    }
    Candidates candidates;
    try (SidecarReader reader = new SidecarReader(Sidecar.openForReading(opener, file))) {
      candidates = table.candidates(reader, plan, 1_000_000);
    } catch (SQLException e) {
      return null;
    }
    TableDefinition definition = table.table();
    if (candidates == null || definition == null) {
      return null;
    }
    String rewritten = sabotage.apply(search.withCondition(Condition.text(search, definition)));
    List<String> actual;
    try {
      actual =
          rows(
              connection, rewritten, Condition.values(values, search.parameterCount(), candidates));
    } catch (SQLException e) {
      // The state is another one, or the log is gone: the original would run.
      return null;
    }
    searchesThroughIndex++;
    return expected.equals(actual)
        ? null
        : sql + " " + Arrays.toString(values) + ": " + expected + " but " + actual;
  }

  private void workOnIndex() throws SQLException {
    table.request();
    for (int i = random.nextInt(6); i >= 0; i--) {
      try (Connection user = openExisting(file)) {
        if (sidecar == null) {
          sidecar =
              Sidecar.openForWriting(opener, file, Statements.text(user, "PRAGMA main.encoding"));
          table.doubt();
        }
        table.expectChanges();
        if (random.nextInt(5) == 0) {
          table.doubt();
        }
        table.step(
            user,
            sidecar,
            connection ->
                Statements.execute(
                    connection, writeAheadLog ? "BEGIN IMMEDIATE" : "BEGIN EXCLUSIVE"));
      }
    }
  }

  private void newIndex() {
    // Small enough that the log forgets what the index needs, now and then.
    table = new TableIndex("memory", 1L << (4 + random.nextInt(10)));
    table.want(new HashSet<>(List.of("content", "title")));
  }

  private void closeSidecar() throws SQLException {
    if (sidecar != null) {
      sidecar.close();
      sidecar = null;
    }
  }

  private void openReader() throws SQLException {
    if (readers.size() < 3) {
      Connection reader = openExisting(file);
      run(reader, "BEGIN");
      rows(reader, "SELECT count(*) FROM memory", new Object[0]);
      readers.add(reader);
    }
  }

  private void closeReaders() throws SQLException {
    for (Connection reader : readers) {
      reader.close();
    }
    readers.clear();
  }

  private void changeSchema() throws SQLException {
    switch (random.nextInt(6)) {
      case 0 -> run(application, "ALTER TABLE memory ADD COLUMN extra" + random.nextInt(1000));
      case 1 -> {
        run(application, "ALTER TABLE memory DROP COLUMN title");
        run(application, "ALTER TABLE memory ADD COLUMN title TEXT DEFAULT 'alpha beta'");
      }
      case 2 -> {
        run(application, "ALTER TABLE memory RENAME COLUMN content TO body");
        run(application, "ALTER TABLE memory RENAME COLUMN title TO content");
        run(application, "ALTER TABLE memory RENAME COLUMN body TO title");
      }
      case 3 -> {
        run(application, "DROP TABLE memory");
        run(application, declaration);
        bulkInsert(application, 20);
      }
      case 4 -> {
        run(application, "ALTER TABLE memory RENAME TO old");
        run(application, declaration);
        run(
            application,
            "INSERT INTO memory(id, content, title) SELECT id, title, content FROM old");
        run(application, "DROP TABLE old");
      }
      default -> run(application, "CREATE TABLE IF NOT EXISTS t" + random.nextInt(1000) + "(a)");
    }
  }

  private void takeSnapshot() throws SQLException, IOException {
    if (!inTransaction && readers.isEmpty()) {
      run(application, "PRAGMA wal_checkpoint(TRUNCATE)");
      Files.copy(file, snapshot, StandardCopyOption.REPLACE_EXISTING);
      snapshotTaken = true;
    }
  }

  /** As an administrator would: everybody stops, the file is replaced, everybody comes back. */
  private void restoreSnapshot() throws SQLException, IOException {
    if (!snapshotTaken) {
      return;
    }
    closeReaders();
    application.close();
    inTransaction = false;
    for (String suffix : new String[] {"", "-wal", "-shm", "-journal"}) {
      Files.deleteIfExists(file.resolveSibling(file.getFileName() + suffix));
    }
    Files.copy(snapshot, file);
    application = openExisting(file);
    run(application, "PRAGMA synchronous = OFF");
  }

  private static Connection openExisting(Path file) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(0);
    return config.createConnection("jdbc:sqlite:" + file);
  }

  private static void run(Connection connection, String sql, Object... values) throws SQLException {
    if (values.length == 0) {
      try (Statement statement = connection.createStatement()) {
        statement.execute(sql);
      }
    } else {
      Statements.execute(connection, sql, values);
    }
  }

  private static List<String> rows(Connection connection, String sql, Object[] values)
      throws SQLException {
    List<String> rows = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      Statements.bind(statement, values);
      try (ResultSet result = statement.executeQuery()) {
        int columns = result.getMetaData().getColumnCount();
        while (result.next()) {
          StringBuilder row = new StringBuilder();
          for (int i = 1; i <= columns; i++) {
            Object value = result.getObject(i);
            row.append(value instanceof byte[] bytes ? Arrays.toString(bytes) : value).append('|');
          }
          rows.add(row.toString());
        }
      }
    }
    return rows;
  }

  @Override
  public void close() throws SQLException {
    closeReaders();
    closeSidecar();
    application.close();
  }
}
