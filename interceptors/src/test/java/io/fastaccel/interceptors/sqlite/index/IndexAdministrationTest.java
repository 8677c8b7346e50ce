package io.fastaccel.interceptors.sqlite.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IndexAdministrationTest {

  private static final IndexAdministration.Progress SILENT = (done, total) -> {};

  @TempDir Path directory;
  private Path file;
  private IndexAdministration administration;

  @BeforeEach
  void createDatabase() throws Exception {
    file = directory.resolve("user.db");
    try (Connection connection = connect()) {
      run(connection, "CREATE TABLE Memory(id INTEGER PRIMARY KEY, content TEXT, n INT)");
      run(
          connection,
          "WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < 3000)"
              + " INSERT INTO Memory(content, n) SELECT 'row number ' || i, i FROM c");
    }
    administration =
        new IndexAdministration(new DriverOpener(DriverManager.getDriver("jdbc:sqlite:")), file);
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + file);
  }

  private static void run(Connection connection, String sql) throws SQLException {
    Statements.execute(connection, sql);
  }

  private List<String> schema() throws SQLException {
    try (Connection connection = connect()) {
      return Statements.rows(connection, "SELECT type, name, tbl_name, sql FROM sqlite_master")
          .stream()
          .map(row -> String.join("|", row[0] + "", row[1] + "", row[2] + "", row[3] + ""))
          .toList();
    }
  }

  @Test
  void buildsListsVerifiesAndDropsWithoutATrace() throws Exception {
    List<String> before = schema();
    administration.build("memory", Set.of(), SILENT);
    assertEquals(
        List.of(new IndexAdministration.Entry("memory", List.of("content"), 3000, true, true, 1)),
        administration.list());
    assertEquals(
        new IndexAdministration.Verification(3000, 0), administration.verify("MEMORY", SILENT));
    administration.drop(null);
    assertEquals(before, schema());
    assertEquals(List.of(), administration.list());
    assertTrue(Files.notExists(Sidecar.of(file)));
  }

  @Test
  void verificationFindsARowThatTheIndexLost() throws Exception {
    administration.build("memory", Set.of("content"), SILENT);
    try (Connection sidecar = DriverManager.getConnection("jdbc:sqlite:" + Sidecar.of(file))) {
      String fts =
          Statements.text(sidecar, "SELECT 'x' || id || '_0' FROM unit WHERE tbl = 'memory'");
      run(sidecar, "DELETE FROM " + fts + " WHERE rowid = 17");
    }
    assertEquals(
        new IndexAdministration.Verification(3000, 1), administration.verify("memory", SILENT));
  }

  @Test
  void anIndexOfAnotherHistoryIsNotValid() throws Exception {
    Path backup = directory.resolve("backup.db");
    Files.copy(file, backup);
    administration.build("memory", Set.of("content"), SILENT);
    Files.delete(file);
    Files.copy(backup, file);
    assertFalse(administration.list().get(0).valid());
    assertThrows(SQLException.class, () -> administration.verify("memory", SILENT));
    administration.build("memory", Set.of("content"), SILENT);
    assertTrue(administration.list().get(0).valid());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE TABLE refused(id TEXT PRIMARY KEY, content TEXT) WITHOUT ROWID",
        "CREATE TABLE refused(id INTEGER PRIMARY KEY, content TEXT) WITHOUT ROWID",
        "CREATE TABLE refused(id INTEGER PRIMARY KEY DESC, content TEXT)",
        "CREATE TABLE refused(id TEXT PRIMARY KEY, content TEXT)",
        "CREATE VIEW refused AS SELECT * FROM memory",
        "CREATE VIRTUAL TABLE refused USING fts5(content)"
      })
  void refusesTablesWhoseRowsHaveNoStableNumber(String sql) throws Exception {
    try (Connection connection = connect()) {
      run(connection, sql);
    }
    List<String> before = schema();
    assertThrows(
        SQLException.class, () -> administration.build("refused", Set.of("content"), SILENT));
    assertEquals(before, schema());
  }

  @Test
  void theSidecarIsNoWiderThanTheDatabase() throws Exception {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    administration.build("memory", Set.of("content"), SILENT);
    assertEquals(
        "rw-------",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(Sidecar.of(file))));
    Files.setPosixFilePermissions(Sidecar.of(file), PosixFilePermissions.fromString("rw-r--r--"));
    administration.build("memory", Set.of("content"), SILENT);
    assertEquals(
        "rw-------",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(Sidecar.of(file))));
  }

  @Test
  void aLinkOrAForeignFileInTheSidecarsPlaceIsNotTouched() throws Exception {
    Path precious = directory.resolve("precious");
    Files.writeString(precious, "precious");
    Files.createSymbolicLink(Sidecar.of(file), precious);
    assertThrows(
        SQLException.class, () -> administration.build("memory", Set.of("content"), SILENT));
    assertEquals("precious", Files.readString(precious));
    assertTrue(Files.isSymbolicLink(Sidecar.of(file)));
    Files.delete(Sidecar.of(file));
    Files.writeString(Sidecar.of(file), "garbage, but somebody's garbage".repeat(300));
    assertThrows(
        SQLException.class, () -> administration.build("memory", Set.of("content"), SILENT));
    assertTrue(Files.isRegularFile(Sidecar.of(file), LinkOption.NOFOLLOW_LINKS));
    assertTrue(Files.readString(Sidecar.of(file)).startsWith("garbage"));
  }
}
