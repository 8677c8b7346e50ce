package io.fastaccel.interceptors.sqlite.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.JDBC;

/** SQLite is told to let a file grow no more, which it reports as a full disk. */
class FullDiskTest {

  private static final int FULL = 13;
  private static final int ROWS = 5_000;
  private static final WriteGate GATE =
      connection -> Statements.execute(connection, "BEGIN IMMEDIATE");

  @TempDir Path directory;
  private final ConnectionOpener opener = new DriverOpener(new JDBC());
  private final TableIndex index = new TableIndex("memory");
  private Path file;

  @BeforeEach
  void create() throws Exception {
    file = directory.toRealPath().resolve("memory.db");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
      Statements.execute(connection, "CREATE TABLE memory(id INTEGER PRIMARY KEY, content TEXT)");
      Statements.execute(
          connection,
          "WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < ?)"
              + " INSERT INTO memory(content) SELECT 'row ' || i || ' of many' FROM c",
          ROWS);
    }
    index.want(Set.of("content"));
    index.request();
  }

  @Test
  void theIndexWaitsUntilThereIsRoomAgain() throws Exception {
    try (Connection user = opener.open(file);
        Connection sidecar = Sidecar.openForWriting(opener, file, "UTF-8")) {
      letGrow(sidecar, 20);
      assertEquals(FULL, failure(user, sidecar));
      assertFalse(index.isReady());
      assertEquals(FULL, failure(user, sidecar));
      letGrow(sidecar, 1_000_000);
      complete(user, sidecar);
    }
  }

  @Test
  void nothingIsLeftInADatabaseThatCannotGrow() throws Exception {
    try (Connection user = opener.open(file);
        Connection sidecar = Sidecar.openForWriting(opener, file, "UTF-8")) {
      letGrow(user, 0);
      assertEquals(FULL, failure(user, sidecar));
      assertEquals(1, Statements.number(user, "SELECT count(*) FROM sqlite_master"));
      assertEquals(0, Statements.number(sidecar, "SELECT count(*) FROM unit"));
      letGrow(user, 1_000_000);
      complete(user, sidecar);
    }
  }

  private static void letGrow(Connection connection, long pages) throws SQLException {
    long most = Statements.number(connection, "PRAGMA page_count") + pages;
    Statements.rows(connection, "PRAGMA max_page_count = " + most);
  }

  private int failure(Connection user, Connection sidecar) {
    SQLException full =
        assertThrows(
            SQLException.class,
            () -> {
              for (int i = 0; i < 100; i++) {
                index.step(user, sidecar, GATE);
              }
            });
    return full.getErrorCode() & 0xFF;
  }

  private void complete(Connection user, Connection sidecar) throws Exception {
    for (int i = 0; i < 100 && !index.isReady(); i++) {
      index.step(user, sidecar, GATE);
    }
    assertTrue(index.isReady());
    assertEquals(
        new IndexAdministration.Verification(ROWS, 0),
        new IndexAdministration(opener, file).verify("memory", (done, total) -> {}));
  }
}
