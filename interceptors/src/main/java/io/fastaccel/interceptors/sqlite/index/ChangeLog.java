package io.fastaccel.interceptors.sqlite.index;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The log of changed rows in the user's database: {@code v} counts, {@code rid} is the row, {@code
 * r} a random tag that tells this event from one of another history with the same count.
 *
 * <p>The triggers are plain inserts of numbers, so that any SQLite can execute them. They name no
 * column but the key. Deleting needs no event: a candidate that is gone selects nothing.
 */
final class ChangeLog {

  /** Large enough that two histories do not draw the same, small enough to store in six bytes. */
  private static final String RANDOM_TAG = "random() & 281474976710655";

  private ChangeLog() {}

  /** A row of the log. */
  record Position(long v, long r) {}

  /**
   * Creates what is missing and begins a new history with an event of its own. To be called inside
   * a write transaction.
   *
   * @throws SQLException the transaction must then be rolled back
   */
  static Position begin(Connection connection, TableDefinition table) throws SQLException {
    String log = Names.quote(Names.log(table.name()));
    if (!isInstalled(connection, table)) {
      drop(connection, table.name());
      Statements.execute(
          connection,
          "CREATE TABLE main."
              + log
              + "(v INTEGER PRIMARY KEY, rid INTEGER NOT NULL, r INTEGER NOT NULL)");
      Statements.execute(connection, insertTrigger(table));
      Statements.execute(connection, updateTrigger(table));
      String name = "main." + Names.quote(table.name());
      String key = Names.quote(table.key());
      Statements.rows(connection, "EXPLAIN INSERT INTO " + name + "(" + key + ") VALUES(1)");
      Statements.rows(connection, "EXPLAIN UPDATE " + name + " SET " + key + " = " + key);
      Statements.rows(connection, "EXPLAIN DELETE FROM " + name);
    }
    Statements.execute(
        connection, "INSERT INTO main." + log + "(rid, r) VALUES(0, " + RANDOM_TAG + ")");
    return last(connection, table.name());
  }

  /** Whether log and triggers are there exactly as we create them. */
  static boolean isInstalled(Connection connection, TableDefinition table) throws SQLException {
    return Statements.number(
            connection,
            "SELECT count(*) FROM main.sqlite_master WHERE tbl_name = ? COLLATE NOCASE"
                + " AND type = 'trigger' AND ((name = ? AND sql = ?) OR (name = ? AND sql = ?))"
                + " AND EXISTS(SELECT 1 FROM main.sqlite_master WHERE type = 'table' AND name = ?)",
            table.name(),
            Names.insertTrigger(table.name()),
            insertTrigger(table),
            Names.updateTrigger(table.name()),
            updateTrigger(table),
            Names.log(table.name()))
        == 2;
  }

  /** The newest event; {@code null} if there is no log. */
  static Position last(Connection connection, String table) throws SQLException {
    List<Object[]> rows =
        Statements.rows(
            connection,
            "SELECT v, r FROM main." + Names.quote(Names.log(table)) + " ORDER BY v DESC LIMIT 1");
    return rows.isEmpty()
        ? null
        : new Position(
            ((Number) rows.get(0)[0]).longValue(), ((Number) rows.get(0)[1]).longValue());
  }

  /** Removes log and triggers of a table, and triggers of ours that a renamed table brought. */
  static void drop(Connection connection, String table) throws SQLException {
    List<String> statements = new ArrayList<>();
    for (Object[] trigger :
        Statements.rows(
            connection,
            "SELECT name FROM main.sqlite_master WHERE type = 'trigger'"
                + " AND tbl_name = ? COLLATE NOCASE AND substr(name, 1, 10) = ?",
            table,
            Names.PREFIX)) {
      String name = (String) trigger[0];
      statements.add("DROP TRIGGER main." + Names.quote(name));
      String log = name.replaceFirst("_(insert|update)_", "_log_");
      statements.add("DROP TABLE IF EXISTS main." + Names.quote(log));
    }
    statements.add("DROP TABLE IF EXISTS main." + Names.quote(Names.log(table)));
    // Triggers first: dropping a table under a trigger that names it would fail.
    statements.sort((a, b) -> Boolean.compare(b.startsWith("DROP TR"), a.startsWith("DROP TR")));
    for (String statement : statements) {
      Statements.execute(connection, statement);
    }
  }

  private static String insertTrigger(TableDefinition table) {
    return trigger(Names.insertTrigger(table.name()), "INSERT", table);
  }

  private static String updateTrigger(TableDefinition table) {
    return trigger(Names.updateTrigger(table.name()), "UPDATE", table);
  }

  private static String trigger(String name, String event, TableDefinition table) {
    return "CREATE TRIGGER "
        + Names.quote(name)
        + " AFTER "
        + event
        + " ON "
        + Names.quote(table.name())
        + " BEGIN INSERT INTO "
        + Names.quote(Names.log(table.name()))
        + "(rid, r) VALUES(new."
        + Names.quote(table.key())
        + ", "
        + RANDOM_TAG
        + "); END";
  }
}
