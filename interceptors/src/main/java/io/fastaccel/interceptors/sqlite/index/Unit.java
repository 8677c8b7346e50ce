package io.fastaccel.interceptors.sqlite.index;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The sidecar's account of one indexed table.
 *
 * @param table lower case
 * @param id names its FTS5 tables
 * @param columns lower case, in the order of the FTS5 tables
 * @param key the key column's name
 * @param v the log row up to which the index is complete
 * @param r that row's tag
 * @param schemaVersion of the database, for which the index holds
 * @param high the highest key that the first pass has indexed; {@code null} before its first step
 * @param count rows indexed by the first pass
 * @param done whether the first pass is complete
 */
record Unit(
    String table,
    long id,
    List<String> columns,
    String key,
    long v,
    long r,
    long schemaVersion,
    Long high,
    long count,
    boolean done) {

  private static final char SEPARATOR = '\u001f';

  /** A row's key and the bytes of its texts, {@code null} where there is none. */
  record Row(long key, List<byte[]> texts) {

    /** The length of its texts. */
    int bytes() {
      int bytes = 0;
      for (byte[] text : texts) {
        bytes += text == null ? 0 : text.length;
      }
      return bytes;
    }
  }

  static String ftsTable(long id, int column) {
    return "x" + id + "_" + column;
  }

  String ftsTable(int column) {
    return ftsTable(id, column);
  }

  /** {@code null} if the sidecar has none for the table. */
  static Unit load(Connection sidecar, String table) throws SQLException {
    List<Object[]> rows =
        Statements.rows(
            sidecar,
            "SELECT id, cols, key, v, r, schema, high, count, done FROM unit WHERE tbl = ?",
            table);
    if (rows.isEmpty()) {
      return null;
    }
    Object[] row = rows.get(0);
    return new Unit(
        table,
        number(row[0]),
        List.of(((String) row[1]).split(String.valueOf(SEPARATOR), -1)),
        (String) row[2],
        number(row[3]),
        number(row[4]),
        number(row[5]),
        row[6] == null ? null : number(row[6]),
        number(row[7]),
        number(row[8]) != 0);
  }

  /** Begins an empty index, in place of one that is there. Inside the caller's transaction. */
  static Unit create(
      Connection sidecar,
      TableDefinition table,
      String name,
      Set<String> columns,
      ChangeLog.Position position,
      long schemaVersion,
      String fileIdentity)
      throws SQLException {
    Unit old = load(sidecar, name);
    Set<String> ranked = Ranking.tokenizers(sidecar, old);
    if (old != null) {
      old.delete(sidecar);
    }
    Unit unit =
        new Unit(
            name,
            ThreadLocalRandom.current().nextInt(1, Integer.MAX_VALUE),
            new ArrayList<>(new TreeSet<>(columns)),
            table.key(),
            position.v(),
            position.r(),
            schemaVersion,
            null,
            0,
            false);
    String content = canDeleteFromContentless(sidecar) ? "content='', contentless_delete=1, " : "";
    for (int i = 0; i < unit.columns.size(); i++) {
      Statements.execute(
          sidecar,
          "CREATE VIRTUAL TABLE "
              + unit.ftsTable(i)
              + " USING fts5(c, "
              + content
              + "detail=none, tokenize='trigram')");
    }
    Ranking.create(sidecar, unit, ranked, content);
    Statements.execute(
        sidecar,
        "INSERT INTO unit(tbl, id, cols, key, v, r, schema, high, count, done)"
            + " VALUES(?, ?, ?, ?, ?, ?, ?, NULL, 0, 0)",
        name,
        unit.id,
        String.join(String.valueOf(SEPARATOR), unit.columns),
        unit.key,
        unit.v,
        unit.r,
        schemaVersion);
    Statements.execute(
        sidecar, "CREATE TABLE IF NOT EXISTS origin(unit INTEGER PRIMARY KEY, file TEXT NOT NULL)");
    Statements.execute(
        sidecar, "INSERT OR REPLACE INTO origin(unit, file) VALUES(?, ?)", unit.id, fileIdentity);
    return unit;
  }

  /** Whether this was made from a file, and not from another one of the same name. */
  boolean isOf(Connection sidecar, String fileIdentity) throws SQLException {
    return Statements.number(sidecar, "SELECT count(*) FROM sqlite_master WHERE name = 'origin'")
            == 1
        && Statements.number(
                sidecar,
                "SELECT count(*) FROM origin WHERE unit = ? AND file = ?",
                id,
                fileIdentity)
            == 1;
  }

  /** Removes the index. Inside the caller's transaction. */
  void delete(Connection sidecar) throws SQLException {
    for (int i = 0; i < columns.size(); i++) {
      for (String fts : Ranking.tables(sidecar, this, i)) {
        Statements.execute(sidecar, "DROP TABLE IF EXISTS " + fts);
      }
    }
    Statements.execute(sidecar, "DELETE FROM pending WHERE unit = ?", id);
    if (Statements.number(sidecar, "SELECT count(*) FROM sqlite_master WHERE name = 'origin'")
        > 0) {
      Statements.execute(sidecar, "DELETE FROM origin WHERE unit = ?", id);
    }
    Statements.execute(sidecar, "DELETE FROM unit WHERE tbl = ?", table);
  }

  /** Indexes rows. Inside the caller's transaction. */
  void insert(Connection sidecar, List<Row> rows, boolean mayBePresent) throws SQLException {
    String encoding = Statements.text(sidecar, "PRAGMA encoding");
    for (int i = 0; i < columns.size(); i++) {
      for (String fts : Ranking.tables(sidecar, this, i)) {
        insert(sidecar, fts, i, rows, mayBePresent, encoding);
      }
    }
  }

  private static void insert(
      Connection sidecar,
      String fts,
      int column,
      List<Row> rows,
      boolean mayBePresent,
      String encoding)
      throws SQLException {
    try (PreparedStatement delete =
            sidecar.prepareStatement("DELETE FROM " + fts + " WHERE rowid = ?");
        PreparedStatement insert =
            sidecar.prepareStatement(
                "INSERT INTO " + fts + "(rowid, c) VALUES(?, CAST(? AS TEXT))")) {
      for (Row row : rows) {
        if (mayBePresent) {
          delete.setLong(1, row.key());
          delete.executeUpdate();
        }
        byte[] text = row.texts().get(column);
        if (text != null && text.length > 0) {
          insert.setLong(1, row.key());
          insert.setBytes(2, withoutNul(text, encoding));
          insert.executeUpdate();
        }
      }
    }
  }

  /**
   * With a blank for each NUL, where a tokenizer may end and {@code instr} does not. No text that
   * is searched for contains one.
   */
  private static byte[] withoutNul(byte[] text, String encoding) {
    int width = "UTF-8".equals(encoding) ? 1 : 2;
    int last = "UTF-16be".equals(encoding) ? 1 : 0;
    byte[] changed = null;
    for (int i = 0; i + width <= text.length; i += width) {
      if (text[i] == 0 && text[i + width - 1] == 0) {
        changed = changed == null ? text.clone() : changed;
        changed[i + last] = ' ';
      }
    }
    return changed == null ? text : changed;
  }

  private static boolean canDeleteFromContentless(Connection sidecar) throws SQLException {
    String[] version = Statements.text(sidecar, "SELECT sqlite_version()").split("\\.", -1);
    int major = Integer.parseInt(version[0]);
    return major > 3 || (major == 3 && Integer.parseInt(version[1]) >= 43);
  }

  private static long number(Object value) {
    return ((Number) value).longValue();
  }
}
