package io.fastaccel.interceptors.postgresql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What the server's catalog says about a table and an index that it may be given. */
final class Catalog {

  private static final String TABLE =
      "SELECT c.oid, c.relkind, c.relpersistence, c.relispartition,"
          + " CASE WHEN c.reltuples > 0 THEN c.reltuples::bigint ELSE pg_relation_size(c.oid) / 200 END,"
          + " pg_has_role(c.relowner, 'USAGE') AND has_schema_privilege(c.relnamespace, 'CREATE'),"
          + " (SELECT count(*) FROM pg_class o JOIN pg_namespace s ON s.oid = o.relnamespace"
          + "   WHERE o.relname = c.relname AND o.relkind IN ('r', 'p', 'm', 'v', 'f')"
          + "   AND s.nspname NOT IN ('pg_catalog', 'information_schema')),"
          + " (SELECT format_type(a.atttypid, NULL) FROM pg_attribute a"
          + "   WHERE a.attrelid = c.oid AND a.attname = ? AND NOT a.attisdropped)"
          + " FROM pg_class c WHERE c.oid = to_regclass(?)";

  /** Keys of indexes that answer a search for parts of a text, whoever made them. */
  private static final String INDEXES =
      "SELECT i.relname, x.indisvalid, pg_get_indexdef(x.indexrelid, k.n, true)"
          + " FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid"
          + " CROSS JOIN LATERAL generate_series(1, x.indnkeyatts) k(n)"
          + " JOIN pg_opclass o ON o.oid = x.indclass[k.n - 1]"
          + " WHERE x.indrelid = ? AND x.indpred IS NULL"
          + " AND o.opcname IN ('gin_trgm_ops', 'gist_trgm_ops', 'gin_bigm_ops')";

  private static final String EXTENSION =
      "SELECT quote_ident(n.nspname), pg_opclass_is_visible(o.oid)"
          + " FROM pg_opclass o JOIN pg_namespace n ON n.oid = o.opcnamespace"
          + " WHERE o.opcname = 'gin_trgm_ops'";

  private static final String AVAILABLE =
      "SELECT 1 FROM pg_available_extensions WHERE name = 'pg_trgm'";

  private static final String AT_WORK =
      "SELECT 1 FROM pg_locks WHERE relation = to_regclass(?)"
          + " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
          + " AND mode = 'ShareUpdateExclusiveLock'";

  private static final String WRITERS =
      "SELECT virtualtransaction FROM pg_locks WHERE relation = to_regclass(?)"
          + " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
          + " AND mode IN ('RowExclusiveLock', 'ShareRowExclusiveLock', 'ExclusiveLock',"
          + " 'AccessExclusiveLock')";

  private static final long LONG_SECONDS = 2;

  private final Connection connection;

  Catalog(Server server) {
    this.connection = server.connection();
  }

  /**
   * What is known.
   *
   * @param rows as far as the server knows
   * @param indexed whether there is an index for these searches already
   * @param leftover whether there is an index of our name that is not complete
   * @param refusal why no index is advised, or {@code null}
   * @param obstacle why one is advised but not created, or {@code null}
   * @param statements what creates the index, in order
   */
  record Facts(
      long rows,
      boolean indexed,
      boolean leftover,
      String refusal,
      String obstacle,
      List<String> statements) {

    static Facts refused(String reason) {
      return new Facts(0, false, false, reason, null, List.of());
    }
  }

  Facts facts(TrigramIndex index) throws SQLException {
    long table;
    long rows;
    String type;
    String obstacle = null;
    try (PreparedStatement statement = connection.prepareStatement(TABLE)) {
      statement.setString(1, index.column());
      statement.setString(2, index.quotedTable());
      try (ResultSet row = statement.executeQuery()) {
        if (!row.next()) {
          return Facts.refused("no such table");
        }
        table = row.getLong(1);
        rows = row.getLong(5);
        type = row.getString(8);
        String kind = row.getString(2);
        if (!kind.equals("r") && !kind.equals("m")) {
          return Facts.refused("not an ordinary table");
        }
        if (row.getString(3).equals("t")) {
          return Facts.refused("temporary table");
        }
        if (row.getBoolean(4)) {
          return Facts.refused("partition");
        }
        if (!row.getBoolean(6)) {
          obstacle = "not the owner of the table";
        } else if (row.getLong(7) > 1) {
          obstacle = "several tables of this name";
        }
      }
    }
    if (!"text".equals(type) && !"character varying".equals(type)) {
      return Facts.refused("not a text column");
    }
    boolean leftover = false;
    try (PreparedStatement statement = connection.prepareStatement(INDEXES)) {
      statement.setLong(1, table);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          boolean valid = row.getBoolean(2);
          if (valid && isKey(index, type, row.getString(3))) {
            return new Facts(rows, true, false, null, null, List.of());
          }
          leftover |= !valid && row.getString(1).equals(index.name());
        }
      }
    }
    List<String> statements = new ArrayList<>();
    String operatorClass = operatorClass();
    if (operatorClass == null) {
      if (!isAvailable()) {
        return Facts.refused("the extension pg_trgm is not installed on the server");
      }
      statements.add("CREATE EXTENSION IF NOT EXISTS pg_trgm");
      operatorClass = "gin_trgm_ops";
    }
    statements.add(index.createStatement(operatorClass));
    return new Facts(rows, false, leftover, null, obstacle, statements);
  }

  /** Whether somebody creates an index of the table just now, or does something alike. */
  boolean isAtWork(TrigramIndex index) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(AT_WORK)) {
      statement.setString(1, index.quotedTable());
      try (ResultSet row = statement.executeQuery()) {
        return row.next();
      }
    }
  }

  /** Whether a transaction that has written to the table is still open some seconds later. */
  boolean isWrittenForLong(TrigramIndex index) throws SQLException {
    Set<String> before = writers(index);
    if (before.isEmpty()) {
      return false;
    }
    try (PreparedStatement statement = connection.prepareStatement("SELECT pg_sleep(?)")) {
      statement.setLong(1, LONG_SECONDS);
      statement.execute();
    }
    before.retainAll(writers(index));
    return !before.isEmpty();
  }

  private Set<String> writers(TrigramIndex index) throws SQLException {
    Set<String> writers = new HashSet<>();
    try (PreparedStatement statement = connection.prepareStatement(WRITERS)) {
      statement.setString(1, index.quotedTable());
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          writers.add(rows.getString(1));
        }
      }
    }
    return writers;
  }

  /** Compares a key with how the server prints that of our index. */
  private boolean isKey(TrigramIndex index, String type, String key) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement("SELECT quote_ident(?)")) {
      statement.setString(1, index.column());
      try (ResultSet row = statement.executeQuery()) {
        if (!row.next()) {
          return false;
        }
        String column = row.getString(1);
        if (index.function() == null) {
          return key.equals(column);
        }
        String cast = type.equals("text") ? "" : "::text";
        return key.equals(index.function() + '(' + column + cast + ')');
      }
    }
  }

  private String operatorClass() throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(EXTENSION);
        ResultSet row = statement.executeQuery()) {
      if (!row.next()) {
        return null;
      }
      return row.getBoolean(2) ? "gin_trgm_ops" : row.getString(1) + ".gin_trgm_ops";
    }
  }

  private boolean isAvailable() throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(AVAILABLE);
        ResultSet row = statement.executeQuery()) {
      return row.next();
    }
  }
}
