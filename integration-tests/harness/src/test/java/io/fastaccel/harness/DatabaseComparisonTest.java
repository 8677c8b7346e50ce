package io.fastaccel.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseComparisonTest {

  private static final String[] SETUP = {
    "CREATE TABLE memory(id INTEGER PRIMARY KEY, content TEXT, weight)",
    "CREATE TABLE \"odd \"\"name\"(x)",
    "CREATE TABLE pairs(a, b, PRIMARY KEY(a, b)) WITHOUT ROWID",
    "INSERT INTO memory VALUES(1, 'first', 1), (2, '第二 🎉', 2.5), (3, NULL, x'00ff')",
    "INSERT INTO \"odd \"\"name\" VALUES(7)",
    "INSERT INTO pairs VALUES(1, 2), (1, 1)",
  };

  @TempDir Path directory;
  private Path one;
  private Path other;

  @BeforeEach
  void createTwice() throws SQLException {
    one = directory.resolve("one.db");
    other = directory.resolve("other.db");
    execute(one, SETUP);
    execute(other, SETUP);
  }

  @Test
  void equalDatabasesHaveNoDifferences() throws SQLException {
    DatabaseComparison comparison = DatabaseComparison.of(one, other);
    assertEquals(List.of(), comparison.differences());
    assertEquals(6, comparison.rows());
  }

  @Test
  void whatTheAgentKeepsIsLeftOut() throws SQLException {
    execute(
        other,
        "CREATE TABLE fastaccel_log(rid INTEGER PRIMARY KEY, v INTEGER)",
        "INSERT INTO fastaccel_log VALUES(1, 1)",
        "CREATE TRIGGER fastaccel_insert AFTER INSERT ON memory BEGIN SELECT 1; END");
    assertEquals(List.of(), DatabaseComparison.of(one, other).differences());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE memory SET content = 'First' WHERE id = 1",
        "UPDATE memory SET content = '' WHERE id = 3",
        "UPDATE memory SET weight = x'00fe' WHERE id = 3",
        "UPDATE memory SET weight = '1' WHERE id = 1",
        "UPDATE memory SET weight = 1.0 WHERE id = 1",
        "UPDATE memory SET id = 4 WHERE id = 3",
        "DELETE FROM memory WHERE id = 2",
        "DELETE FROM memory WHERE id = 3",
        "INSERT INTO memory VALUES(4, 'more', 0)",
        "UPDATE \"odd \"\"name\" SET rowid = 5",
        "DELETE FROM pairs WHERE b = 1",
        "CREATE TABLE more(x)",
        "CREATE TRIGGER t AFTER INSERT ON memory BEGIN SELECT 1; END",
        "CREATE INDEX i ON memory(content)",
        "DROP TABLE pairs"
      })
  void anyOtherChangeIsADifference(String change) throws SQLException {
    execute(other, change);
    List<String> differences = DatabaseComparison.of(one, other).differences();
    assertTrue(!differences.isEmpty(), change);
    assertEquals(differences.isEmpty(), DatabaseComparison.of(other, one).differences().isEmpty());
  }

  private static void execute(Path database, String... statements) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }
}
