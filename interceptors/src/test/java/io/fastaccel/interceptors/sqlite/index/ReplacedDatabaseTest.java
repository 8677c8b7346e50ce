package io.fastaccel.interceptors.sqlite.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.JDBC;

class ReplacedDatabaseTest {

  @TempDir Path directory;

  @Test
  void anIndexIsNotGoodForAnotherFileWithTheSameLog() throws Exception {
    Path file = indexed("INSERT INTO memory VALUES(1, 'the first text')");
    assertTrue(isValid(file));

    // What a dump that was edited and read again looks like: log and schema version are the same.
    Path edited = Files.copy(file, directory.resolve("edited.db"));
    Files.move(edited, file, StandardCopyOption.REPLACE_EXISTING);

    assertFalse(isValid(file));
    administration(file).build("memory", Set.of("content"), (done, total) -> {});
    assertTrue(isValid(file));
  }

  @Test
  void textBehindANulIsIndexedInEveryEncoding() throws Exception {
    for (String encoding : new String[] {"UTF-8", "UTF-16le", "UTF-16be"}) {
      Path file = directory.toRealPath().resolve(encoding + ".db");
      create(file, encoding, "INSERT INTO memory VALUES(1, 'abc' || char(0) || 'needle')");
      try (Connection sidecar = Sidecar.openForReading(new DriverOpener(new JDBC()), file)) {
        Unit unit = Unit.load(sidecar, "memory");
        String fts = unit.ftsTable(0);
        assertEquals(
            1,
            Statements.number(
                sidecar, "SELECT count(*) FROM " + fts + " WHERE " + fts + " MATCH '\"nee\"'"),
            encoding);
      }
    }
  }

  /** As while a table is being migrated. */
  @Test
  void aTableThatComesBackIsIndexed() throws Exception {
    ConnectionOpener opener = new DriverOpener(new JDBC());
    Path file = indexed("INSERT INTO memory VALUES(1, 'the first text')");
    TableIndex index = new TableIndex("memory", 0, 0);
    TableIndex patient = new TableIndex("memory");
    WriteGate gate = connection -> Statements.execute(connection, "BEGIN IMMEDIATE");
    try (Connection user = opener.open(file);
        Connection sidecar = Sidecar.openForWriting(opener, file, "UTF-8")) {
      Statements.execute(user, "ALTER TABLE memory RENAME TO old");
      for (TableIndex table : List.of(index, patient)) {
        table.want(Set.of("content"));
        table.request();
        assertFalse(table.step(user, sidecar, gate));
        assertFalse(table.hasWork());
      }
      Statements.execute(user, "ALTER TABLE old RENAME TO memory");
      assertNull(index.refusal());
      assertEquals("no such table", patient.refusal());
      assertTrue(index.hasWork());
      for (int i = 0; i < 10 && !index.isReady(); i++) {
        index.step(user, sidecar, gate);
      }
      assertTrue(index.isReady());
    }
  }

  private Path indexed(String insert) throws Exception {
    Path file = directory.toRealPath().resolve("memory.db");
    create(file, "UTF-8", insert);
    return file;
  }

  private static void create(Path file, String encoding, String insert) throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
      Statements.execute(connection, "PRAGMA encoding = '" + encoding + "'");
      Statements.execute(connection, "CREATE TABLE memory(id INTEGER PRIMARY KEY, content TEXT)");
      Statements.execute(connection, insert);
    }
    administration(file).build("memory", Set.of("content"), (done, total) -> {});
  }

  private static boolean isValid(Path file) throws SQLException {
    return administration(file).list().get(0).valid();
  }

  private static IndexAdministration administration(Path file) {
    return new IndexAdministration(new DriverOpener(new JDBC()), file);
  }
}
