package io.fastaccel.interceptors.sqlite.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.JDBC;

class ChangeLogTest {

  private static final IndexAdministration.Progress SILENT = (done, total) -> {};
  private static final WriteGate GATE =
      connection -> Statements.execute(connection, "BEGIN IMMEDIATE");
  private static final int SIZE = 64;
  private static final int ROWS = 3_000;

  @TempDir Path directory;
  private final ConnectionOpener opener = new DriverOpener(new JDBC());
  private Path file;
  private IndexAdministration administration;

  @BeforeEach
  void createDatabase() throws Exception {
    file = directory.toRealPath().resolve("memory.db");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
      Statements.execute(connection, "PRAGMA journal_mode = WAL");
      Statements.execute(connection, "CREATE TABLE memory(id INTEGER PRIMARY KEY, content TEXT)");
      insert(connection, ROWS);
    }
    administration = new IndexAdministration(opener, file);
  }

  private static void insert(Connection connection, int rows) throws SQLException {
    Statements.execute(
        connection,
        "WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < ?)"
            + " INSERT INTO memory(content) SELECT 'row number ' || i FROM c",
        rows);
  }

  private static void change(Connection connection) throws SQLException {
    Statements.execute(connection, "UPDATE memory SET content = content || '!'");
  }

  private static long logged(Connection connection) throws SQLException {
    return Statements.number(connection, "SELECT count(*) FROM " + Names.log("memory"));
  }

  @Test
  void staysSmallWithoutAnAgentAndTheIndexIsBuiltAnew() throws Exception {
    administration.build("memory", Set.of("content"), SILENT);
    long size = ChangeLog.sizeFor(ROWS);
    try (Connection connection = opener.open(file)) {
      change(connection);
      assertTrue(administration.list().get(0).valid());
      change(connection);
      change(connection);
      assertTrue(logged(connection) <= size + 256, () -> "the log grew");
      assertTrue(logged(connection) >= size);
      assertFalse(administration.list().get(0).valid());
      administration.build("memory", Set.of("content"), SILENT);
      assertTrue(administration.list().get(0).valid());
      assertEquals(
          new IndexAdministration.Verification(ROWS, 0), administration.verify("memory", SILENT));
    }
  }

  @Test
  void isAsLargeAsTheTableWithinLimits() {
    assertEquals(1 << 13, ChangeLog.sizeFor(0));
    assertEquals(1 << 16, ChangeLog.sizeFor(50_000));
    assertEquals(1 << 17, ChangeLog.sizeFor(1e18));
  }

  @Test
  void isExecutedWhereSchemasAreNotTrusted() throws Exception {
    administration.build("memory", Set.of("content"), SILENT);
    try (Connection connection = opener.open(file)) {
      Statements.execute(connection, "PRAGMA trusted_schema = 0");
      Statements.execute(connection, "UPDATE memory SET content = 'x' WHERE id = 5");
      assertEquals(2, logged(connection));
    }
  }

  @Test
  void anIndexIsCompletedWhileMoreIsWrittenThanTheLogKeeps() throws Exception {
    TableIndex index = new TableIndex("memory", SIZE);
    index.want(Set.of("content"));
    index.request();
    try (Connection user = opener.open(file);
        Connection application = opener.open(file);
        Connection sidecar = Sidecar.openForWriting(opener, file, "UTF-8")) {
      insert(application, 6_000);
      index.step(user, sidecar, GATE);
      final long first = Unit.load(sidecar, "memory").id();
      for (int i = 0; !index.isReady() || i < 30; i++) {
        assertTrue(i < 100, "never ready");
        index.expectChanges();
        index.step(user, sidecar, GATE);
        for (int n = 0; n < SIZE / 2; n++) {
          Statements.execute(
              application, "UPDATE memory SET content = ? WHERE id = ?", "changed " + i, 1 + i * n);
        }
      }
      assertTrue(logged(user) <= SIZE * 2);
      for (int i = 0; i < 5; i++) {
        index.expectChanges();
        index.step(user, sidecar, GATE);
      }
      assertEquals(first, Unit.load(sidecar, "memory").id(), "begun again");
    }
    assertEquals(
        new IndexAdministration.Verification(9_000, 0), administration.verify("memory", SILENT));
  }

  @Test
  void beginningAnewAgainAndAgainIsPutOff() throws Exception {
    TableIndex index = new TableIndex("memory", SIZE);
    index.want(Set.of("content"));
    index.request();
    try (Connection user = opener.open(file);
        Connection sidecar = Sidecar.openForWriting(opener, file, "UTF-8")) {
      boolean more = true;
      for (int i = 0; i < 20 && more; i++) {
        more = index.step(user, sidecar, GATE);
        Statements.execute(user, "CREATE TABLE IF NOT EXISTS t" + i + "(a)");
      }
      assertFalse(more);
      assertFalse(index.hasWork());
    }
  }

  @Test
  void objectsOfAnOlderFormatAreReplaced() throws Exception {
    administration.build("memory", Set.of("content"), SILENT);
    try (Connection user = opener.open(file)) {
      asFormat1(user);
    }
    try (Connection sidecar = DriverManager.getConnection("jdbc:sqlite:" + Sidecar.of(file))) {
      Statements.execute(sidecar, "PRAGMA user_version = 1");
    }
    assertEquals(
        List.of(new IndexAdministration.Entry("memory", List.of(), 0, false, false, 0)),
        administration.list());
    administration.build("memory", Set.of("content"), SILENT);
    try (Connection user = opener.open(file)) {
      insert(user, 10);
      assertEquals(
          0,
          Statements.number(
              user,
              "SELECT count(*) FROM sqlite_master WHERE name LIKE 'fastaccel\\_1\\_%' ESCAPE"
                  + " '\\'"));
    }
    assertEquals(
        new IndexAdministration.Verification(ROWS + 10, 0),
        administration.verify("memory", SILENT));
    administration.drop(null);
    assertEquals(List.of(), administration.list());
  }

  @Test
  void objectsOfAnOlderFormatAreDropped() throws Exception {
    try (Connection user = opener.open(file)) {
      asFormat1(user);
      administration.drop("memory");
      assertEquals(1, Statements.number(user, "SELECT count(*) FROM sqlite_master"));
    }
  }

  private static void asFormat1(Connection user) throws SQLException {
    ChangeLog.drop(user, "memory");
    Statements.execute(
        user,
        "CREATE TABLE fastaccel_1_log_memory"
            + "(v INTEGER PRIMARY KEY, rid INTEGER NOT NULL, r INTEGER NOT NULL)");
    Statements.execute(
        user,
        "CREATE TRIGGER fastaccel_1_insert_memory AFTER INSERT ON memory"
            + " BEGIN INSERT INTO fastaccel_1_log_memory(rid, r) VALUES(new.id, 1); END");
    Statements.execute(
        user,
        "CREATE TRIGGER fastaccel_1_update_memory AFTER UPDATE ON memory"
            + " BEGIN INSERT INTO fastaccel_1_log_memory(rid, r) VALUES(new.id, 1); END");
  }

  @Test
  void anIndexOfANewerFormatIsLeftAlone() throws Exception {
    administration.build("memory", Set.of("content"), SILENT);
    try (Connection sidecar = DriverManager.getConnection("jdbc:sqlite:" + Sidecar.of(file))) {
      Statements.execute(sidecar, "PRAGMA user_version = 99");
    }
    assertThrows(
        Sidecar.NewerFormatException.class,
        () -> administration.build("memory", Set.of("content"), SILENT));
    assertThrows(Sidecar.NewerFormatException.class, () -> administration.list());
    try (Connection sidecar = DriverManager.getConnection("jdbc:sqlite:" + Sidecar.of(file))) {
      assertEquals(1, Statements.number(sidecar, "SELECT count(*) FROM unit"));
    }
  }
}
