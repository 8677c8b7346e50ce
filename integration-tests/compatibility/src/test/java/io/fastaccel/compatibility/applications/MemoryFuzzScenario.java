package io.fastaccel.compatibility.applications;

import java.io.IOException;
import java.lang.reflect.Method;
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
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;

/** One random database, and what an application does with it. */
final class MemoryFuzzScenario {

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

  private static final String[] TABLES = {"memory", "\"my notes\"", "[Order]", "`Übung`"};
  private static final String[] NAMES = {"memory", "my notes", "Order", "Übung"};
  private static final String[] TYPES = {
    "TEXT", "", "BLOB", "NUMERIC", "INTEGER", "TEXT COLLATE NOCASE", "VARCHAR(20)"
  };
  private static final String[] KEYS = {
    "INTEGER PRIMARY KEY",
    "INTEGER PRIMARY KEY",
    "integer primary key autoincrement",
    "INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT",
    "INTEGER PRIMARY KEY ON CONFLICT REPLACE",
  };
  private static final int MANY_ROWS = 3_000;

  /** An index is begun at a thousand. */
  private static final int FEW_ROWS = 1_100;

  private static final int SHAPES = 60;
  private static final int STEPS = 1_200;
  private static final int MOST_AT_ONCE = 6;
  private static final int LOOKS_A_SEARCH = 16;
  private static final long PATIENCE_NANOS = 30_000_000_000L;

  private final Random random;
  private final long shapes;
  private final Path file;
  private final Path snapshot;
  private final MemoryForeigner foreigner;
  private final Consumer<String> out;
  private final String table;
  private final String name;
  private final String declaration;
  private final boolean indexable;
  private final boolean writeAheadLog;
  private final int rows;
  private final int words;
  private final int vocabulary;
  private final Map<String, PreparedStatement> kept = new LinkedHashMap<>();
  private Connection connection;
  private Connection reader;
  private boolean inTransaction;
  private boolean snapshotTaken;
  private boolean schemaChanged;
  private int schemaChanges;
  private int rare;
  private long searches;

  MemoryFuzzScenario(long seed, Path directory, MemoryForeigner foreigner, Consumer<String> out)
      throws SQLException {
    random = new Random(seed);
    shapes = random.nextLong();
    file = directory.resolve("user" + seed + ".db");
    snapshot = directory.resolve("backup.db");
    this.foreigner = foreigner;
    this.out = out;
    int which = random.nextInt(TABLES.length);
    table = TABLES[which];
    name = NAMES[which];
    // A search of a small table takes a tenth, and a table of several steps of the index is enough
    // now and then.
    boolean small = random.nextInt(12) != 0;
    rows = small ? FEW_ROWS : MANY_ROWS;
    words = small ? 5 : 25;
    vocabulary = small ? 2_000 : 60_000;
    indexable = random.nextInt(20) != 0;
    // Else with a rowid besides the key.
    String key = indexable ? KEYS[random.nextInt(KEYS.length)] : "INT PRIMARY KEY";
    declaration =
        "CREATE TABLE "
            + table
            + "(id "
            + key
            + ", content "
            + TYPES[random.nextInt(TYPES.length)]
            + ", title "
            + TYPES[random.nextInt(TYPES.length)]
            + ", kind INTEGER, made "
            + (random.nextInt(3) == 0
                ? "TEXT AS (title || ' made ' || content)"
                    + (random.nextBoolean() ? " STORED)" : ")")
                : "DEFAULT 'made alpha beta')");
    connection = open();
    String[] encodings = {"UTF-8", "UTF-8", "UTF-16le", "UTF-16be"};
    run("PRAGMA encoding = '" + encodings[random.nextInt(4)] + "'");
    writeAheadLog = random.nextBoolean();
    run("PRAGMA journal_mode = " + (writeAheadLog ? "WAL" : "DELETE"));
    run("PRAGMA synchronous = OFF");
    run("CREATE TABLE other(n INTEGER, note TEXT)");
    run("INSERT INTO other VALUES(1, 'one'), (2, 'two')");
    run(declaration);
    if (random.nextInt(4) == 0) {
      run("CREATE INDEX by_kind ON " + table + "(kind)");
    }
    if (random.nextInt(4) == 0) {
      run(
          "CREATE TRIGGER own AFTER UPDATE ON "
              + table
              + " BEGIN UPDATE other SET note = new.title WHERE n = 1; END");
    }
    fill();
  }

  /** The number of searches. */
  long run() throws Exception {
    awaitIndex();
    for (int step = 0; step < STEPS; step++) {
      int choice = random.nextInt(100);
      String seen;
      try {
        if (choice < 70) {
          seen = searches(connection);
        } else if (choice < 73) {
          seen = reader == null ? "" : search(reader);
        } else if (choice < 93) {
          seen = write();
        } else {
          seen = happening(random.nextInt(16));
        }
      } catch (SQLException e) {
        seen = e.getErrorCode() + " " + e.getMessage();
      }
      out.accept(step + ": " + seen);
    }
    closeAll();
    return searches;
  }

  private Connection open() throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + file + "?busy_timeout=10000");
  }

  private void run(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private void fill() throws SQLException {
    run("BEGIN");
    insert(rows);
    run("COMMIT");
  }

  private void insert(int count) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO " + table + "(content, title, kind) VALUES(?, ?, ?)")) {
      for (int i = 0; i < count; i++) {
        insert.setObject(1, content());
        insert.setObject(2, content());
        insert.setInt(3, random.nextInt(4));
        insert.executeUpdate();
      }
    }
  }

  /** So that there is something that is worth an index. */
  private String filler() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < words; i++) {
      text.append(Integer.toString(random.nextInt(vocabulary), 36)).append(' ');
    }
    return text.toString();
  }

  private Object content() {
    return switch (random.nextInt(25)) {
      case 0 -> null;
      case 1 -> random.nextInt(1_000_000);
      case 2 -> random.nextDouble() * 1000;
      case 3 -> {
        byte[] bytes = text().getBytes(StandardCharsets.UTF_8);
        if (bytes.length > 2 && random.nextBoolean()) {
          bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        yield bytes;
      }
      default -> random.nextInt(12) == 0 ? filler() + text() : filler();
    };
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(4); i >= 0; i--) {
      text.append(WORDS[random.nextInt(WORDS.length)]).append(random.nextBoolean() ? " " : "");
    }
    if (random.nextInt(4) == 0) {
      text.append(" rare").append(rare++ % 300).append("term ");
    }
    return text.toString();
  }

  private String piece() {
    if (random.nextInt(3) == 0) {
      return "rare" + random.nextInt(300) + "term";
    }
    String text = random.nextInt(3) == 0 ? filler() : text();
    int start = random.nextInt(Math.max(1, text.length() / 2));
    return text.substring(start, Math.min(text.length(), start + 3 + random.nextInt(8)));
  }

  /** Several, since what is written in between takes longer. */
  private String searches(Connection on) throws SQLException {
    StringBuilder seen = new StringBuilder();
    for (int more = random.nextInt(MOST_AT_ONCE); more >= 0; more--) {
      seen.append(search(on));
    }
    return seen.toString();
  }

  private String search(Connection on) throws SQLException {
    // An application makes the same search again and again, with other values.
    MemoryQuery query =
        new MemoryQuery(new Random(shapes + random.nextInt(SHAPES)), table, this::piece);
    searches++;
    String sql = query.sql();
    if (query.values().isEmpty() && random.nextBoolean()) {
      try (Statement statement = on.createStatement();
          ResultSet result = statement.executeQuery(sql)) {
        return sql + " " + rows(result, Integer.MAX_VALUE);
      }
    }
    boolean keep = on == connection && random.nextInt(4) == 0;
    PreparedStatement statement = keep ? kept.get(sql) : null;
    if (statement == null) {
      statement = on.prepareStatement(sql);
    }
    statement.clearParameters();
    for (int i = 0; i < query.values().size(); i++) {
      statement.setObject(i + 1, query.values().get(i));
    }
    statement.setMaxRows(random.nextInt(20) == 0 ? 2 : 0);
    String seen;
    try (ResultSet result = statement.executeQuery()) {
      seen = rows(result, random.nextInt(15) == 0 ? 1 : Integer.MAX_VALUE);
    } finally {
      if (keep) {
        kept.put(sql, statement);
      } else {
        statement.close();
      }
    }
    return sql + " " + query.values() + " " + seen;
  }

  private static String rows(ResultSet result, int most) throws SQLException {
    StringBuilder rows = new StringBuilder();
    int columns = result.getMetaData().getColumnCount();
    for (int n = 0; n < most && result.next(); n++) {
      for (int i = 1; i <= columns; i++) {
        Object value = result.getObject(i);
        rows.append(value instanceof byte[] bytes ? Arrays.toString(bytes) : value).append('|');
      }
      rows.append('\n');
    }
    return rows.toString();
  }

  private String write() throws SQLException {
    long id = 1L + random.nextInt(rows + 50);
    return switch (random.nextInt(14)) {
      case 0 -> update("DELETE FROM " + table + " WHERE id = ?", id);
      case 1 -> update("UPDATE " + table + " SET content = ? WHERE id = ?", content(), id);
      case 2 -> update("UPDATE " + table + " SET kind = kind + 1 WHERE id % 97 = ?", id % 97);
      case 3 -> update("UPDATE OR REPLACE " + table + " SET id = ? WHERE id = ?", id + 3, id);
      case 4 ->
          update(
              "INSERT OR REPLACE INTO " + table + "(id, content, title, kind) VALUES(?, ?, ?, 1)",
              id,
              content(),
              content());
      case 5 ->
          update(
              "INSERT INTO "
                  + table
                  + "(id, content) VALUES(?, ?) ON CONFLICT(id) DO UPDATE SET content ="
                  + " excluded.content",
              id,
              content());
      case 6 -> update("INSERT OR IGNORE INTO " + table + "(id, content) VALUES(?, ?)", id, text());
      case 7 -> update("INSERT INTO " + table + "(id, content) VALUES(?, ?)", id, text());
      case 8 -> returning(id);
      case 9 ->
          plain(
              "UPDATE "
                  + table
                  + " SET title = content, content = title WHERE id > "
                  + (rows - 20));
      case 10 ->
          plain(
              "UPDATE "
                  + table
                  + " SET kind = 2 WHERE id = "
                  + id
                  + "; DELETE FROM "
                  + table
                  + " WHERE id = "
                  + (id + 1));
      case 11 -> batch(id);
      case 12 ->
          plain(
              "REPLACE INTO "
                  + table
                  + "(id, content, title, kind) SELECT id, title, content, kind FROM "
                  + table
                  + " WHERE id = "
                  + id);
      default ->
          update("INSERT INTO " + table + "(content, title) VALUES(?, ?)", content(), text());
    };
  }

  private String update(String sql, Object... values) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(sql, Statement.RETURN_GENERATED_KEYS)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      int count = statement.executeUpdate();
      try (ResultSet keys = statement.getGeneratedKeys()) {
        return count + " " + rows(keys, 5);
      }
    }
  }

  private String plain(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      int count = statement.executeUpdate(sql);
      try (ResultSet result = statement.executeQuery("SELECT changes(), last_insert_rowid()")) {
        return count + " " + rows(result, 1);
      }
    }
  }

  private String returning(long id) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "UPDATE " + table + " SET content = ? WHERE id = ? RETURNING id, content")) {
      statement.setObject(1, content());
      statement.setLong(2, id);
      try (ResultSet result = statement.executeQuery()) {
        return rows(result, 5);
      }
    }
  }

  private String batch(long id) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("UPDATE " + table + " SET title = ? WHERE id = ?")) {
      for (int i = 0; i < 3; i++) {
        statement.setString(1, text());
        statement.setLong(2, id + i);
        statement.addBatch();
      }
      return Arrays.toString(statement.executeBatch());
    }
  }

  private String happening(int what) throws Exception {
    switch (what) {
      case 0, 1 -> {
        run(inTransaction ? "COMMIT" : "BEGIN");
        inTransaction = !inTransaction;
        awaitIndexAfterChange();
      }
      case 2 -> {
        if (inTransaction) {
          run("ROLLBACK");
          inTransaction = false;
          awaitIndexAfterChange();
        }
      }
      case 3, 4 -> {
        run("SAVEPOINT s");
        boolean keep = false;
        try {
          String seen = write() + search(connection);
          keep = random.nextBoolean();
          return seen;
        } finally {
          // Else nobody else could write any more.
          run(keep ? "RELEASE s" : "ROLLBACK TO s");
          if (!keep) {
            run("RELEASE s");
          }
        }
      }
      case 5, 6 -> {
        return inTransaction ? "" : foreign();
      }
      case 7 -> {
        if (reader == null && !inTransaction && writeAheadLog) {
          reader = open();
          reader.setAutoCommit(false);
          return search(reader);
        } else if (reader != null) {
          reader.close();
          reader = null;
        }
      }
      case 8 -> {
        if (!inTransaction && reader == null) {
          closeAll();
          connection = open();
        }
      }
      case 9 -> takeSnapshot();
      case 10 -> restoreSnapshot();
      case 11 -> {
        if (schemaChanges++ < 4 && reader == null) {
          changeSchema(random.nextInt(8));
        }
      }
      case 12 -> {
        return twiceBetween(
            "PRAGMA reverse_unordered_selects = 1", "PRAGMA reverse_unordered_selects = 0");
      }
      case 13 -> {
        return twiceBetween(
            "CREATE TEMP TABLE "
                + table
                + " AS SELECT 1 AS id, 'a rare1term' AS content, 'b' AS title, 1 AS kind, 2 AS made",
            "DROP TABLE temp." + table);
      }
      case 14 -> {
        return twiceBetween("PRAGMA case_sensitive_like = 1", "PRAGMA case_sensitive_like = 0");
      }
      default -> {
        run("SAVEPOINT b");
        insert(400);
        run("RELEASE b");
      }
    }
    return "";
  }

  private String twiceBetween(String before, String after) throws SQLException {
    run(before);
    try {
      return search(connection) + search(connection);
    } finally {
      run(after);
    }
  }

  private String foreign() throws IOException {
    long id = 1L + random.nextInt(rows);
    String text = text().replace("'", "''").replace("\n", " ").replace("\0", " ");
    return foreigner.execute(
        file,
        switch (random.nextInt(3)) {
          case 0 -> "UPDATE " + table + " SET content = '" + text + "' WHERE id = " + id;
          case 1 -> "INSERT INTO " + table + "(content, title) VALUES('" + text + "', 'foreign')";
          default -> "DELETE FROM " + table + " WHERE id = " + id;
        });
  }

  private void changeSchema(int how) throws Exception {
    switch (how) {
      case 0 -> {
        String column = "extra" + random.nextInt(1000);
        run("ALTER TABLE " + table + " ADD COLUMN " + column);
        if (random.nextBoolean()) {
          run("ALTER TABLE " + table + " DROP COLUMN " + column);
        }
      }
      case 1 -> {
        run("ALTER TABLE " + table + " RENAME COLUMN content TO body");
        run("ALTER TABLE " + table + " RENAME COLUMN title TO content");
        run("ALTER TABLE " + table + " RENAME COLUMN body TO title");
      }
      case 2 -> {
        run("DROP TABLE " + table);
        run(declaration);
        boolean own = !inTransaction;
        if (own) {
          run("BEGIN");
        }
        insert(rows / 2 + 500);
        if (own) {
          run("COMMIT");
        }
      }
      case 3 -> {
        run("ALTER TABLE " + table + " RENAME TO old");
        run(declaration);
        run("INSERT INTO " + table + "(id, content, title) SELECT id, title, content FROM old");
        run("DROP TABLE old");
      }
      case 4 -> {
        run("CREATE INDEX IF NOT EXISTS by_content ON " + table + "(content)");
        if (random.nextBoolean()) {
          run("DROP INDEX by_content");
        }
      }
      case 5 ->
          run(
              random.nextBoolean()
                  ? "CREATE INDEX IF NOT EXISTS by_title ON " + table + "(title, kind, content)"
                  : "DROP INDEX IF EXISTS by_title");
      case 6 -> {
        run("VACUUM");
        // VACUUM sets last_insert_rowid(), by itself, to a number that depends on the triggers.
        insert(1);
      }
      default -> run("ANALYZE");
    }
    schemaChanged = true;
    awaitIndexAfterChange();
  }

  private void awaitIndexAfterChange() throws Exception {
    if (schemaChanged && !inTransaction) {
      awaitIndex();
      schemaChanged = false;
    }
  }

  private void takeSnapshot() throws Exception {
    if (!inTransaction && reader == null) {
      run("PRAGMA wal_checkpoint(TRUNCATE)");
      closeAll();
      Files.copy(file, snapshot, StandardCopyOption.REPLACE_EXISTING);
      snapshotTaken = true;
      connection = open();
    }
  }

  /** As an administrator would: everybody stops, the content is replaced, everybody comes back. */
  private void restoreSnapshot() throws Exception {
    if (!snapshotTaken || inTransaction || reader != null) {
      return;
    }
    closeAll();
    for (String suffix : new String[] {"-wal", "-shm", "-journal"}) {
      Files.deleteIfExists(file.resolveSibling(file.getFileName() + suffix));
    }
    if (random.nextBoolean()) {
      Files.write(file, Files.readAllBytes(snapshot));
    } else {
      Files.copy(snapshot, file, StandardCopyOption.REPLACE_EXISTING);
    }
    connection = open();
    run("PRAGMA synchronous = OFF");
    awaitIndex();
  }

  private void closeAll() throws SQLException {
    if (reader != null) {
      reader.close();
      reader = null;
    }
    for (PreparedStatement statement : new ArrayList<>(kept.values())) {
      statement.close();
    }
    kept.clear();
    connection.close();
    inTransaction = false;
  }

  /** Where there is an agent. What is searched meanwhile is not looked at. */
  private void awaitIndex() throws Exception {
    if (!indexable) {
      return;
    }
    Method statistics;
    try {
      statistics = Class.forName("io.fastaccel.FastAccel").getMethod("statistics");
    } catch (ClassNotFoundException e) {
      return;
    }
    String ready = file.getFileName() + ":" + name + "\"";
    long start = System.nanoTime();
    int looks = 0;
    do {
      if (looks++ % LOOKS_A_SEARCH == 0) {
        try (PreparedStatement statement =
            connection.prepareStatement(
                "SELECT count(*) FROM " + table + " WHERE content LIKE ?1 OR title LIKE ?1")) {
          statement.setString(1, "%warm up%");
          statement.executeQuery().close();
        } catch (SQLException e) {
          return;
        }
      }
      Thread.sleep(2);
    } while (!((String) statistics.invoke(null)).contains(ready)
        && System.nanoTime() - start < PATIENCE_NANOS);
  }
}
