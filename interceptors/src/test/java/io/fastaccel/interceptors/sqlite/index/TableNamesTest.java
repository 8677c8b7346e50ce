package io.fastaccel.interceptors.sqlite.index;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.JDBC;

class TableNamesTest {

  @TempDir Path directory;

  @Test
  void namesThatDifferInTheCaseOfOtherLettersAreDifferentTablesAndKeepTheirColumns()
      throws Exception {
    Path file = directory.toRealPath().resolve("names.db");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
      for (String table : List.of("übung", "Übung")) {
        Statements.execute(
            connection,
            "CREATE TABLE \"" + table + "\"(\"Ключ\" INTEGER PRIMARY KEY, \"Текст\" TEXT)");
        try (PreparedStatement insert =
            connection.prepareStatement("INSERT INTO \"" + table + "\" VALUES(?, ?)")) {
          for (int i = 1; i <= 40; i++) {
            insert.setInt(1, i);
            insert.setString(2, table + " row " + i);
            insert.executeUpdate();
          }
        }
      }
    }
    IndexAdministration administration =
        new IndexAdministration(new DriverOpener(new JDBC()), file);
    for (String table : List.of("übung", "Übung")) {
      administration.build(table, Set.of("Текст"), (done, total) -> {});
    }
    assertEquals(2, administration.list().size());
    for (String table : List.of("übung", "Übung")) {
      assertEquals(
          new IndexAdministration.Verification(40, 0),
          administration.verify(table, (done, total) -> {}));
    }
    for (IndexAdministration.Entry entry : administration.list()) {
      assertEquals(List.of("Текст"), entry.columns());
      assertEquals(40, entry.rows());
    }
  }
}
