package io.fastaccel.interceptors.sqlite.index;

import io.fastaccel.interceptors.api.Log;
import io.fastaccel.interceptors.sqlite.sql.SqlNames;
import io.fastaccel.interceptors.sqlite.sql.Trigrams;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;

/**
 * What an operator does with the indexes of a database: list, build, verify, drop. Works beside
 * applications that use the database. Not for several threads.
 */
public final class IndexAdministration {

  private static final int ATTEMPTS = 600;
  private static final long PAUSE_MILLIS = 50;
  private static final int TRIGRAMS_PER_ROW = 8;

  private final ConnectionOpener opener;
  private final Path database;

  /**
   * Administers one database.
   *
   * @param database a real path
   */
  public IndexAdministration(ConnectionOpener opener, Path database) {
    this.opener = opener;
    this.database = database;
  }

  /** Told about progress now and then. */
  public interface Progress {
    /**
     * Tells how far the work is.
     *
     * @param done rows so far
     * @param total an estimate; 0 where unknown
     */
    void rows(long done, long total);
  }

  /**
   * One index.
   *
   * @param rows rows that the first pass has indexed
   * @param complete whether the first pass is over
   * @param valid whether the database is in a state that the index is good for
   * @param logRows rows in the database's log
   */
  public record Entry(
      String table,
      List<String> columns,
      long rows,
      boolean complete,
      boolean valid,
      long logRows) {}

  /**
   * What a verification found.
   *
   * @param rows rows looked at
   * @param missing rows that the index would not find
   */
  public record Verification(long rows, long missing) {}

  /** The indexes in the sidecar, and logs in the database without one. */
  public List<Entry> list() throws SQLException {
    List<Entry> entries = new ArrayList<>();
    try (Connection user = opener.open(database)) {
      Set<String> seen = new HashSet<>();
      if (Sidecar.isOfThisFormat(opener, database)) {
        try (Connection sidecar = Sidecar.openForReading(opener, database)) {
          for (Object[] row : Statements.rows(sidecar, "SELECT tbl FROM unit ORDER BY tbl")) {
            Unit unit = Unit.load(sidecar, (String) row[0]);
            seen.add(Names.log(unit.table()));
            entries.add(
                new Entry(
                    unit.table(),
                    unit.columns(),
                    unit.count(),
                    unit.done(),
                    isValid(user, sidecar, unit),
                    logRows(user, Names.log(unit.table()))));
          }
        }
      }
      for (Object[] row : logs(user)) {
        String log = (String) row[0];
        if (!seen.contains(log)) {
          entries.add(
              new Entry(Names.tableOfLog(log), List.of(), 0, false, false, logRows(user, log)));
        }
      }
    }
    return entries;
  }

  /**
   * Builds or completes the index of a table.
   *
   * @param columns the columns to index; if empty, those declared as text
   * @throws SQLException also if the table cannot be indexed; the message says why
   */
  public void build(String table, Set<String> columns, Progress progress)
      throws SQLException, InterruptedException {
    TableIndex index = new TableIndex(SqlNames.fold(table));
    Set<String> wanted = new HashSet<>();
    for (String column : columns) {
      wanted.add(SqlNames.fold(column));
    }
    int attempt = 0;
    while (true) {
      try (Connection user = opener.open(database)) {
        TableDefinition definition = TableDefinition.read(user, table);
        if (definition.refusal() != null) {
          throw new SQLException(table + " cannot be indexed: " + definition.refusal());
        }
        if (wanted.isEmpty()) {
          wanted.addAll(textColumns(user, definition));
        }
        if (!definition.columns().containsAll(wanted)) {
          throw new SQLException(table + " has no column " + wanted);
        }
        index.want(wanted);
        index.request();
        index.expectChanges();
        long total = Statements.number(user, "SELECT count(*) FROM " + qualified(definition));
        try (Connection sidecar =
            Sidecar.openForWriting(
                opener, database, Statements.text(user, "PRAGMA main.encoding"))) {
          boolean more = true;
          while (more) {
            more = index.step(user, sidecar, IndexAdministration::beginWriting);
            Unit unit = Unit.load(sidecar, index.name());
            progress.rows(unit == null ? 0 : Math.min(unit.count(), total), total);
            attempt = 0;
          }
        }
        if (index.refusal() != null) {
          throw new SQLException(table + " cannot be indexed: " + index.refusal());
        }
        return;
      } catch (SQLException e) {
        if (!SqliteErrors.isLock(e) || ++attempt == ATTEMPTS) {
          throw e;
        }
        Thread.sleep(PAUSE_MILLIS);
      }
    }
  }

  /**
   * Reads every row and asks the index for it, by up to eight of its trigrams chosen at random.
   *
   * @throws SQLException also if there is no valid index
   */
  public Verification verify(String table, Progress progress) throws SQLException {
    String name = SqlNames.fold(table);
    Random random = new Random(1);
    try (Connection user = opener.open(database);
        Connection sidecar = Sidecar.openForReading(opener, database)) {
      Unit unit = Unit.load(sidecar, name);
      TableDefinition definition = TableDefinition.read(user, name);
      if (unit == null || !unit.done() || !isValid(user, sidecar, unit)) {
        throw new SQLException("no valid index of " + table);
      }
      Set<Long> otherwise = new HashSet<>();
      for (Object[] row :
          Statements.rows(sidecar, "SELECT rid FROM pending WHERE unit = ?", unit.id())) {
        otherwise.add(((Number) row[0]).longValue());
      }
      long total = Statements.number(user, "SELECT count(*) FROM " + qualified(definition));
      long rows = 0;
      long missing = 0;
      Statements.execute(user, "BEGIN");
      try {
        for (Object[] row :
            Statements.rows(
                user,
                "SELECT rid FROM main." + Names.quote(Names.log(name)) + " WHERE v > ?",
                unit.v())) {
          otherwise.add(((Number) row[0]).longValue());
        }
        StringBuilder sql = new StringBuilder("SELECT ").append(definition.keyExpression());
        for (String column : unit.columns()) {
          sql.append(", CAST(").append(definition.expression(column)).append(" AS TEXT)");
        }
        sql.append(" FROM ").append(definition.source());
        try (PreparedStatement statement = user.prepareStatement(sql.toString());
            ResultSet result = statement.executeQuery()) {
          while (result.next()) {
            rows++;
            long key = result.getLong(1);
            boolean found = true;
            for (int i = 0; i < unit.columns().size() && found && !otherwise.contains(key); i++) {
              found = finds(sidecar, unit.ftsTable(i), key, result.getString(i + 2), random);
            }
            missing += found ? 0 : 1;
            if (rows % 1000 == 0) {
              progress.rows(rows, total);
            }
          }
        }
      } finally {
        Statements.rollbackQuietly(user);
      }
      progress.rows(rows, total);
      return new Verification(rows, missing);
    }
  }

  /**
   * Removes the index of a table, or of all tables, from the database and its sidecar. An empty
   * sidecar is deleted, unless another process has it open.
   *
   * @param table {@code null} for all
   */
  public void drop(String table) throws SQLException, IOException, InterruptedException {
    int attempt = 0;
    while (true) {
      try {
        dropNow(table == null ? null : SqlNames.fold(table));
        return;
      } catch (SQLException e) {
        if (!SqliteErrors.isLock(e) || ++attempt == ATTEMPTS) {
          throw e;
        }
        Thread.sleep(PAUSE_MILLIS);
      }
    }
  }

  private void dropNow(String table) throws SQLException, IOException {
    try (Connection user = opener.open(database)) {
      beginWriting(user);
      try {
        for (Object[] row : logs(user)) {
          String name = Names.tableOfLog((String) row[0]);
          if (table == null || name.equals(table)) {
            ChangeLog.drop(user, name);
            Statements.execute(user, "DROP TABLE IF EXISTS main." + Names.quote((String) row[0]));
          }
        }
        Statements.execute(user, "COMMIT");
      } catch (SQLException e) {
        Statements.rollbackQuietly(user);
        throw e;
      }
    }
    Path sidecar = Sidecar.of(database);
    if (!Sidecar.isOurs(opener, database)) {
      return;
    }
    Object file = FileIdentity.of(sidecar);
    if (table == null && Sidecar.deleteUnused(opener, sidecar, file)) {
      return;
    }
    if (!hasThisFormat()) {
      Sidecar.delete(opener, sidecar, file);
    } else if (isEmptyWithout(table) && !Sidecar.deleteUnused(opener, sidecar, file)) {
      Log.debug(sidecar + " is in use, so it stays, but is empty");
    }
  }

  private boolean hasThisFormat() throws SQLException {
    try {
      return Sidecar.isOfThisFormat(opener, database);
    } catch (Sidecar.NewerFormatException e) {
      return false;
    }
  }

  /**
   * Removes the index of a table, or of all, from a sidecar that others may have open.
   *
   * @return whether nothing is left
   */
  private boolean isEmptyWithout(String table) throws SQLException {
    try (Connection connection = Sidecar.openForWriting(opener, database, "UTF-8")) {
      Statements.execute(connection, "BEGIN IMMEDIATE");
      for (Object[] row : Statements.rows(connection, "SELECT tbl FROM unit")) {
        Unit unit = Unit.load(connection, (String) row[0]);
        if (unit != null && (table == null || unit.table().equals(table))) {
          unit.delete(connection);
        }
      }
      Statements.execute(connection, "COMMIT");
      boolean empty = Statements.number(connection, "SELECT count(*) FROM unit") == 0;
      if (empty) {
        giveBackSpace(connection);
      }
      return empty;
    }
  }

  /** What was in there is nobody's business any more. */
  private static void giveBackSpace(Connection connection) throws SQLException {
    try {
      Statements.execute(connection, "VACUUM");
      Statements.execute(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
    } catch (SQLException e) {
      if (!SqliteErrors.isLock(e)) {
        throw e;
      }
    }
  }

  private static boolean finds(Connection sidecar, String fts, long key, String text, Random random)
      throws SQLException {
    if (text == null || text.indexOf('\0') >= 0) {
      return true;
    }
    List<String> trigrams = Trigrams.of(text);
    Collections.shuffle(trigrams, random);
    if (trigrams.isEmpty()) {
      return true;
    }
    String query =
        Trigrams.matchAll(trigrams.subList(0, Math.min(TRIGRAMS_PER_ROW, trigrams.size())));
    return Statements.number(
            sidecar,
            "SELECT count(*) FROM " + fts + " WHERE " + fts + " MATCH ? AND rowid = ?",
            query,
            key)
        == 1;
  }

  private static boolean isValid(Connection user, Connection sidecar, Unit unit)
      throws SQLException {
    return Statements.number(
                user,
                "SELECT count(*) FROM main.sqlite_master WHERE type = 'table' AND name = ?",
                Names.log(unit.table()))
            == 1
        && unit.isOf(sidecar, FileIdentity.of(user))
        && Statements.number(user, "PRAGMA main.schema_version") == unit.schemaVersion()
        && ChangeLog.contains(user, unit.table(), unit.v(), unit.r());
  }

  /** Of whatever format. */
  private static List<Object[]> logs(Connection user) throws SQLException {
    List<Object[]> logs =
        Statements.rows(
            user,
            "SELECT name FROM main.sqlite_master WHERE type = 'table' AND substr(name, 1, ?) = ?",
            Names.PREFIX.length(),
            Names.PREFIX);
    logs.removeIf(row -> Names.tableOfLog((String) row[0]) == null);
    return logs;
  }

  private static long logRows(Connection user, String log) throws SQLException {
    return Statements.number(
                user,
                "SELECT count(*) FROM main.sqlite_master WHERE type = 'table' AND name = ?",
                log)
            == 0
        ? 0
        : Statements.number(user, "SELECT count(*) FROM main." + Names.quote(log));
  }

  private static Set<String> textColumns(Connection user, TableDefinition definition)
      throws SQLException {
    Set<String> columns = new HashSet<>();
    for (Object[] column :
        Statements.rows(user, "PRAGMA main.table_xinfo(" + Names.quote(definition.name()) + ")")) {
      String type = String.valueOf(column[2]).toUpperCase(Locale.ROOT);
      if (type.contains("TEXT") || type.contains("CHAR") || type.contains("CLOB")) {
        columns.add(SqlNames.fold((String) column[1]));
      }
    }
    return columns;
  }

  private static String qualified(TableDefinition definition) {
    return "main." + Names.quote(definition.name());
  }

  /** Without the process's own connections there is nobody to ask; a rollback journal shows all. */
  private static void beginWriting(Connection user) throws SQLException {
    boolean writeAheadLog =
        "wal".equalsIgnoreCase(Statements.text(user, "PRAGMA main.journal_mode"));
    Statements.execute(user, writeAheadLog ? "BEGIN IMMEDIATE" : "BEGIN EXCLUSIVE");
  }
}
