package io.fastaccel.interceptors.sqlite.index;

import io.fastaccel.interceptors.sqlite.sql.SqlNames;

/**
 * The names of what we keep in a user's database. They carry the number of the format, so that
 * agents of different formats do not touch each other's objects.
 */
public final class Names {

  /** Every object of ours begins with it. */
  public static final String PREFIX = "fastaccel_";

  private static final String FORMAT_PREFIX = PREFIX + format() + "_";

  private Names() {}

  /**
   * The number of the format. Not a constant, which the compiler would copy to wherever it is used.
   */
  static int format() {
    return 2;
  }

  /**
   * The indexed table that a log of whatever format belongs to, folded; {@code null} for others.
   */
  static String tableOfLog(String name) {
    int digits = PREFIX.length();
    while (digits < name.length() && name.charAt(digits) >= '0' && name.charAt(digits) <= '9') {
      digits++;
    }
    boolean log =
        name.startsWith(PREFIX) && digits > PREFIX.length() && name.startsWith("_log_", digits);
    return log ? name.substring(digits + "_log_".length()) : null;
  }

  /** The log table of an indexed table. */
  public static String log(String table) {
    return FORMAT_PREFIX + "log_" + SqlNames.fold(table);
  }

  static String insertTrigger(String table) {
    return FORMAT_PREFIX + "insert_" + SqlNames.fold(table);
  }

  static String updateTrigger(String table) {
    return FORMAT_PREFIX + "update_" + SqlNames.fold(table);
  }

  /** A name as an SQL identifier. */
  public static String quote(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  /** A text as an SQL literal. */
  public static String literal(String text) {
    return '\'' + text.replace("'", "''") + '\'';
  }
}
