package io.fastaccel.interceptors.sqlite.sql;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Runs of three code points, as FTS5's trigram tokenizer indexes them. Case is left to that
 * tokenizer, which folds the query exactly as it folded the text.
 */
public final class Trigrams {

  private static final int LENGTH = 3;

  private Trigrams() {}

  /**
   * The distinct trigrams of a text, in order. A code point that need not survive the way into the
   * index unchanged (lone surrogates, U+FFFD, NUL) is not in any.
   */
  public static List<String> of(String text) {
    Set<String> trigrams = new LinkedHashSet<>();
    int[] codePoints = text.codePoints().toArray();
    for (int i = 0; i + LENGTH <= codePoints.length; i++) {
      if (isStable(codePoints[i]) && isStable(codePoints[i + 1]) && isStable(codePoints[i + 2])) {
        trigrams.add(new String(codePoints, i, LENGTH));
      }
    }
    return new ArrayList<>(trigrams);
  }

  /** An FTS5 query for texts that contain all of these trigrams. */
  public static String matchAll(List<String> trigrams) {
    StringBuilder query = new StringBuilder();
    for (String trigram : trigrams) {
      if (query.length() > 0) {
        query.append(" AND ");
      }
      query.append('"').append(trigram.replace("\"", "\"\"")).append('"');
    }
    return query.toString();
  }

  private static boolean isStable(int codePoint) {
    return codePoint != 0
        && codePoint != 0xFFFD
        && codePoint != 0xFFFE
        && codePoint != 0xFFFF
        && (codePoint < Character.MIN_SURROGATE || codePoint > Character.MAX_SURROGATE);
  }
}
