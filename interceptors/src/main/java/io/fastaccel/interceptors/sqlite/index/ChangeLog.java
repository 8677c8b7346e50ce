package io.fastaccel.interceptors.sqlite.index;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The log of changed rows in the user's database: {@code v} counts, {@code rid} is the row, {@code
 * r} a random tag that tells this event from one of another history with the same count.
 *
 * <p>The triggers are plain inserts and deletes of numbers, so that any SQLite can execute them.
 * They name no column but the key. Deleting needs no event: a candidate that is gone selects
 * nothing.
 *
 * <p>The log is bounded by the triggers themselves, so that it is where no agent runs any more, and
 * so that nobody ever waits for a lock of ours: now and then an event removes the eldest. What is
 * left is always the end of the history without a gap, and never empty once there was an event. An
 * index whose event is gone is not of this history, and is built anew.
 */
final class ChangeLog {

  /** Large enough that two histories do not draw the same, small enough to store in six bytes. */
  private static final String RANDOM_TAG = "random() & 281474976710655";

  private static final String END_OF_TRIGGER = " END; END";

  /** A smaller log saves nothing that matters; a longer history is dearer to catch up with. */
  private static final long SMALLEST = 1 << 13;

  private static final long LARGEST = 1 << 17;

  /** Removing a few at once writes to the log's other end seldom. */
  private static final long REMOVED_AT_ONCE = 256;

  private ChangeLog() {}

  /** A row of the log. */
  record Position(long v, long r) {}

  /**
   * Creates what is missing and begins a new history with an event of its own. To be called inside
   * a write transaction.
   *
   * @param size how many events the log is to keep at least, a power of two; a log that is there
   *     keeps its size
   * @throws SQLException the transaction must then be rolled back
   */
  static Position begin(Connection connection, TableDefinition table, long size)
      throws SQLException {
    String log = Names.quote(Names.log(table.name()));
    if (!isInstalled(connection, table)) {
      drop(connection, table.name());
      Statements.execute(
          connection,
          "CREATE TABLE main."
              + log
              + "(v INTEGER PRIMARY KEY, rid INTEGER NOT NULL, r INTEGER NOT NULL)");
      Statements.execute(connection, insertTrigger(table, size));
      Statements.execute(connection, updateTrigger(table, size));
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

  /** How many events to keep for a table with about that many rows. */
  static long sizeFor(double rows) {
    long size = SMALLEST;
    while (size < rows && size < LARGEST) {
      size *= 2;
    }
    return size;
  }

  /** Whether log and triggers are there exactly as we create them, of whatever size. */
  static boolean isInstalled(Connection connection, TableDefinition table) throws SQLException {
    int found = 0;
    for (Object[] row :
        Statements.rows(
            connection,
            "SELECT name, sql FROM main.sqlite_master WHERE tbl_name = ? COLLATE NOCASE"
                + " AND type = 'trigger' AND name IN (?, ?)"
                + " AND EXISTS(SELECT 1 FROM main.sqlite_master WHERE type = 'table' AND name = ?)",
            table.name(),
            Names.insertTrigger(table.name()),
            Names.updateTrigger(table.name()),
            Names.log(table.name()))) {
      String sql = String.valueOf(row[1]);
      long size = size(sql);
      found += sql.equals(insertTrigger(table, size)) ? 1 : 0;
      found += sql.equals(updateTrigger(table, size)) ? 1 : 0;
    }
    return found == 2;
  }

  /** The size that a trigger's text names; 0 if none. */
  private static long size(String sql) {
    int end = sql.length() - END_OF_TRIGGER.length();
    int start = end;
    while (start > 0 && sql.charAt(start - 1) >= '0' && sql.charAt(start - 1) <= '9') {
      start--;
    }
    return start < end && end - start < 10 ? Long.parseLong(sql.substring(start, end)) : 0;
  }

  /** Whether the database is in a state that came after an event. */
  static boolean contains(Connection connection, String table, long v, long r) throws SQLException {
    return Statements.number(
            connection,
            "SELECT count(*) FROM main." + Names.quote(Names.log(table)) + " WHERE v = ? AND r = ?",
            v,
            r)
        == 1;
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

  private static String insertTrigger(TableDefinition table, long size) {
    return trigger(Names.insertTrigger(table.name()), "INSERT", table, size);
  }

  private static String updateTrigger(TableDefinition table, long size) {
    return trigger(Names.updateTrigger(table.name()), "UPDATE", table, size);
  }

  /** {@code v <= NULL} costs nothing, which is what it says for most events. */
  private static String trigger(String name, String event, TableDefinition table, long size) {
    String log = Names.quote(Names.log(table.name()));
    return "CREATE TRIGGER "
        + Names.quote(name)
        + " AFTER "
        + event
        + " ON "
        + Names.quote(table.name())
        + " BEGIN INSERT INTO "
        + log
        + "(rid, r) VALUES(new."
        + Names.quote(table.key())
        + ", "
        + RANDOM_TAG
        + "); DELETE FROM "
        + log
        + " WHERE v <= CASE WHEN last_insert_rowid() & "
        + (Math.min(REMOVED_AT_ONCE, size / 2) - 1)
        + " = 0 THEN last_insert_rowid() - "
        + size
        + END_OF_TRIGGER;
  }
}
