package io.fastaccel.interceptors.sqlite.sql;

/** How SQLite compares names and keywords: without regard to case, but that of ASCII only. */
public final class SqlNames {

  private SqlNames() {}

  /** The name with A to Z in lower case; two names are the same if these are equal. */
  public static String fold(String name) {
    for (int i = 0; i < name.length(); i++) {
      if (isUpper(name.charAt(i))) {
        char[] folded = name.toCharArray();
        for (int k = i; k < folded.length; k++) {
          if (isUpper(folded[k])) {
            folded[k] = (char) (folded[k] + ('a' - 'A'));
          }
        }
        return new String(folded);
      }
    }
    return name;
  }

  /** Whether SQLite takes them for one name. */
  public static boolean same(String a, String b) {
    return a.length() == b.length() && fold(a).equals(fold(b));
  }

  private static boolean isUpper(char c) {
    return c >= 'A' && c <= 'Z';
  }
}
