package io.fastaccel.interceptors.sqlite.index;

import io.fastaccel.interceptors.api.Setting;
import io.fastaccel.interceptors.api.Settings;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * FTS5 tables for ranked search, beside those of a {@link Unit} and filled in the same
 * transactions.
 *
 * <p>Processes may want different tokenizers of one database. Each has tables of its own, and every
 * process fills all that are there.
 */
public final class Ranking {

  /** Names in the settings, and what FTS5 calls them. */
  private static final Map<String, String> TOKENIZERS = new LinkedHashMap<>();

  static {
    TOKENIZERS.put("unicode61", "unicode61");
    TOKENIZERS.put("porter", "porter unicode61");
    TOKENIZERS.put("trigram", "trigram");
  }

  private static final String TOKENIZER =
      Settings.current().text(Setting.MEMORY_RANKED).equals("bm25")
          ? Settings.current().text(Setting.MEMORY_RANKED_TOKENIZER)
          : null;

  /** So many changed rows are looked at by each search while they wait for being indexed. */
  private static final int MOST_PENDING = 5_000;

  private static final int LIMIT = Settings.current().number(Setting.MEMORY_RANKED_LIMIT);

  private Ranking() {}

  /** Picks the keys that have a rank out of such a list, which is a parameter of SQL. */
  public static String ranked(String list) {
    return "(SELECT value FROM json_each(" + list + ") WHERE type = 'integer')";
  }

  /** Whether searches of this process are ranked. */
  public static boolean isOn() {
    return TOKENIZER != null && LIMIT > 0;
  }

  /** The tokenizers that a unit has tables of, and the one that this process wants. */
  static Set<String> tokenizers(Connection sidecar, Unit unit) throws SQLException {
    Set<String> tokenizers = unit == null ? new TreeSet<>() : present(sidecar, unit);
    if (TOKENIZER != null) {
      tokenizers.add(TOKENIZER);
    }
    return tokenizers;
  }

  /** Whether the unit has what this process wants. */
  static boolean isComplete(Connection sidecar, Unit unit) throws SQLException {
    return TOKENIZER == null || present(sidecar, unit).contains(TOKENIZER);
  }

  private static Set<String> present(Connection sidecar, Unit unit) throws SQLException {
    Set<String> present = new TreeSet<>();
    for (String tokenizer : TOKENIZERS.keySet()) {
      if (Statements.number(
              sidecar,
              "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = ?",
              table(unit.ftsTable(0), tokenizer))
          > 0) {
        present.add(tokenizer);
      }
    }
    return present;
  }

  /** Creates empty tables for a new unit. Inside the caller's transaction. */
  static void create(Connection sidecar, Unit unit, Set<String> tokenizers, String content)
      throws SQLException {
    for (String tokenizer : tokenizers) {
      for (int i = 0; i < unit.columns().size(); i++) {
        Statements.execute(
            sidecar,
            "CREATE VIRTUAL TABLE "
                + table(unit.ftsTable(i), tokenizer)
                + " USING fts5(c, "
                + content
                + "tokenize='"
                + TOKENIZERS.get(tokenizer)
                + "')");
      }
    }
  }

  /** All tables that hold the text of a column: the unit's own, and those for ranks. */
  static Set<String> tables(Connection sidecar, Unit unit, int column) throws SQLException {
    Set<String> tables = new TreeSet<>();
    tables.add(unit.ftsTable(column));
    for (String tokenizer : present(sidecar, unit)) {
      tables.add(table(unit.ftsTable(column), tokenizer));
    }
    return tables;
  }

  /**
   * The best rows, best first; behind them, as texts, rows whose entries may be out of date. Those
   * have no rank, but may contain the text.
   *
   * @param ftsTable the trigram table of the column
   * @param query in FTS5's language
   * @return {@code null} if there is no complete index
   */
  static Candidates candidates(SidecarReader reader, String table, String ftsTable, String query)
      throws SQLException {
    String ranks = table(ftsTable, TOKENIZER);
    PreparedStatement statement =
        reader.prepare(
            "SELECT u.v, u.r, u.schema, c.n, c.rowids FROM unit u, (SELECT count(*) AS n,"
                + " json_group_array(rid) AS rowids FROM (SELECT rid FROM (SELECT rowid AS rid FROM "
                + ranks
                + " WHERE "
                + ranks
                + " MATCH ?1 ORDER BY rank LIMIT ?2) UNION ALL SELECT CAST(rid AS TEXT) FROM"
                + " (SELECT rid FROM pending LIMIT "
                + MOST_PENDING
                + "))) c WHERE u.tbl = ?3 AND u.done = 1");
    statement.setString(1, query);
    statement.setInt(2, LIMIT);
    statement.setString(3, table);
    try (ResultSet result = statement.executeQuery()) {
      return result.next()
          ? new Candidates(
              result.getString(5),
              result.getInt(4),
              result.getLong(1),
              result.getLong(2),
              result.getLong(3))
          : null;
    }
  }

  private static String table(String ftsTable, String tokenizer) {
    return "ranked_" + tokenizer + "_" + ftsTable;
  }
}
