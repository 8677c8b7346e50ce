package io.fastaccel.interceptors.sqlite.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A sidecar is deleted while somebody has it open, opens it, or puts another one in its place. A
 * log that is deleted by its name may be the other one's, and two processes with two logs of one
 * file spoil it.
 */
class SidecarDeletionTest {

  private static final IndexAdministration.Progress SILENT = (done, total) -> {};

  @TempDir Path directory;
  private Path file;
  private Path sidecar;
  private ConnectionOpener opener;
  private IndexAdministration administration;

  @BeforeEach
  void createIndex() throws Exception {
    file = directory.resolve("user.db");
    sidecar = Sidecar.of(file);
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
      Statements.execute(connection, "CREATE TABLE m(id INTEGER PRIMARY KEY, content TEXT)");
      Statements.execute(connection, "INSERT INTO m(content) VALUES('aardvark'), ('badger')");
    }
    opener = new DriverOpener(DriverManager.getDriver("jdbc:sqlite:"));
    administration = new IndexAdministration(opener, file);
    build();
  }

  private void build() throws Exception {
    administration.build("m", Set.of("content"), SILENT);
  }

  private Connection open() throws SQLException {
    return Sidecar.openForWriting(opener, file, "UTF-8");
  }

  @Test
  void whoeverHasItOpenTakesNothingFromWhoComesAfterADrop() throws Exception {
    Connection idle = open();
    administration.drop(null);
    assertEquals(List.of(), administration.list());
    build();
    try (Connection living = open()) {
      Statements.execute(living, "CREATE TABLE written(n)");
      idle.close();
      try (Connection another = open()) {
        assertEquals(
            1,
            Statements.number(
                another, "SELECT count(*) FROM sqlite_master WHERE name = 'written'"));
        Statements.execute(another, "INSERT INTO written VALUES(1)");
      }
      assertEquals(1, Statements.number(living, "SELECT count(*) FROM written"));
      assertEquals("ok", Statements.text(living, "PRAGMA integrity_check"));
    }
    assertEquals(new IndexAdministration.Verification(2, 0), administration.verify("m", SILENT));
  }

  @Test
  void aDropBesideAnotherLeavesHimHisFileEmpty() throws Exception {
    Object before = FileIdentity.of(sidecar);
    try (Connection idle = open()) {
      administration.drop("m");
      assertEquals(before, FileIdentity.of(sidecar));
      assertNull(Unit.load(idle, "m"));
      assertEquals(
          0, Statements.number(idle, "SELECT count(*) FROM sqlite_master WHERE name LIKE 'x%'"));
      build();
      administration.drop(null);
      assertEquals(before, FileIdentity.of(sidecar));
      assertNull(Unit.load(idle, "m"));
    }
    administration.drop(null);
    assertNoneIsLeft();
  }

  @Test
  void anOlderFormatInUseIsReplacedAndAnUnusedOneLeavesNothing() throws Exception {
    Object before = FileIdentity.of(sidecar);
    try (Connection old = open()) {
      Statements.execute(old, "PRAGMA user_version = 1");
      open().close();
      assertNotEquals(before, FileIdentity.of(sidecar));
    }
    administration.drop(null);
    assertNoneIsLeft();
  }

  @Test
  void whoOpensAFileThatIsReplacedJustThenBeginsAgain() throws Exception {
    Path elsewhere = directory.resolve("elsewhere");
    ConnectionOpener late =
        path -> {
          Connection connection = opener.open(path);
          try {
            Sidecar.delete(path);
            Files.createFile(path);
          } catch (IOException e) {
            throw new SQLException(e);
          }
          return connection;
        };
    // So that the new file is not given the old one's number.
    Files.createLink(elsewhere, sidecar);
    SQLException e =
        assertThrows(SQLException.class, () -> Sidecar.openForWriting(late, file, "UTF-8"));
    assertTrue(SqliteErrors.isBusy(e), e::toString);
    open().close();
  }

  @Test
  void anotherFileThanTheDamagedOneIsLeftAlone() throws Exception {
    Object before = FileIdentity.of(sidecar);
    Path elsewhere = directory.resolve("elsewhere");
    Files.move(sidecar, elsewhere);
    open().close();
    Sidecar.delete(opener, sidecar, before);
    assertNotEquals(null, FileIdentity.of(sidecar));
    try (Connection successor = open()) {
      Sidecar.delete(opener, sidecar, before);
      assertNotEquals(null, FileIdentity.of(sidecar));
      Sidecar.delete(opener, sidecar, FileIdentity.of(sidecar));
      assertNull(FileIdentity.of(sidecar));
      assertEquals(0, Statements.number(successor, "SELECT count(*) FROM unit"));
    }
  }

  @Test
  void aFileWhoseDeletionWasInterruptedHasALogAgain() throws Exception {
    try (Connection killed = opener.open(sidecar)) {
      Statements.execute(killed, "PRAGMA journal_mode = DELETE");
    }
    try (Connection living = open()) {
      assertEquals("wal", Statements.text(living, "PRAGMA journal_mode"));
    }
    assertEquals(new IndexAdministration.Verification(2, 0), administration.verify("m", SILENT));
  }

  private void assertNoneIsLeft() throws Exception {
    try (var files = Files.newDirectoryStream(directory)) {
      for (Path left : files) {
        assertEquals(file, left);
      }
    }
  }
}
