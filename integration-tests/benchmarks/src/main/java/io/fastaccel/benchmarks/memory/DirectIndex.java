package io.fastaccel.benchmarks.memory;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** What one would do by hand: an FTS5 table over the memories, kept up to date by triggers. */
final class DirectIndex {

  private DirectIndex() {}

  static void create(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE VIRTUAL TABLE direct USING fts5(content, content='memory', content_rowid='id',"
              + " tokenize='trigram')");
      statement.execute("INSERT INTO direct(direct) VALUES('rebuild')");
      statement.execute(
          "CREATE TRIGGER direct_insert AFTER INSERT ON memory BEGIN"
              + " INSERT INTO direct(rowid, content) VALUES(new.id, new.content); END");
      statement.execute(
          "CREATE TRIGGER direct_delete AFTER DELETE ON memory BEGIN"
              + " INSERT INTO direct(direct, rowid, content)"
              + " VALUES('delete', old.id, old.content); END");
      statement.execute(
          "CREATE TRIGGER direct_update AFTER UPDATE ON memory BEGIN"
              + " INSERT INTO direct(direct, rowid, content)"
              + " VALUES('delete', old.id, old.content);"
              + " INSERT INTO direct(rowid, content) VALUES(new.id, new.content); END");
    }
  }

  /** The search that an application would have to be rewritten to. */
  static String search(String select, String end) {
    return select + " WHERE id IN (SELECT rowid FROM direct WHERE direct MATCH ?)" + end;
  }
}
