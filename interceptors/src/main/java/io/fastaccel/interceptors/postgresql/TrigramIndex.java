package io.fastaccel.interceptors.postgresql;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.zip.CRC32;

/**
 * The index that would serve a search.
 *
 * @param schema as in the catalog
 * @param table as in the catalog
 * @param column as in the catalog
 * @param function {@code lower}, {@code upper}, or {@code null}
 */
record TrigramIndex(String schema, String table, String column, String function) {

  private static final String PREFIX = "fastaccel_trgm_";

  /** A name of PostgreSQL's has at most 63 bytes. */
  private static final int READABLE = 30;

  static TrigramIndex of(Search search) {
    return new TrigramIndex(search.schema(), search.table(), search.column(), search.function());
  }

  /** Always the same for the same index, so that two processes cannot both create it. */
  String name() {
    String words = table + "_" + (function == null ? "" : function + "_") + column;
    String readable = words.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
    CRC32 sum = new CRC32();
    String whole = schema + '\0' + table + '\0' + column + '\0' + function;
    sum.update(whole.getBytes(StandardCharsets.UTF_8));
    return PREFIX
        + readable.substring(0, Math.min(READABLE, readable.length()))
        + String.format(Locale.ROOT, "_%08x", sum.getValue());
  }

  /** The table as in SQL. */
  String quotedTable() {
    return quote(schema) + '.' + quote(table);
  }

  /** The index as in SQL. */
  String quotedName() {
    return quote(schema) + '.' + quote(name());
  }

  /**
   * The statement.
   *
   * @param operatorClass the trigram operator class, qualified where it is not visible
   */
  String createStatement(String operatorClass) {
    String key = function == null ? quote(column) : function + '(' + quote(column) + ')';
    return "CREATE INDEX CONCURRENTLY "
        + quote(name())
        + " ON "
        + quotedTable()
        + " USING gin ("
        + key
        + ' '
        + operatorClass
        + ")";
  }

  static String quote(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }
}
