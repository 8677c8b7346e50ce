package io.fastaccel.agent.config;

import io.fastaccel.interceptors.api.Setting;

/** Guesses what a user meant by a name that does not exist. */
final class Spelling {

  private Spelling() {}

  /** The valid name with the smallest edit distance, or {@code null} where none is near. */
  static String nearest(String name, Configuration.Source source) {
    String best = null;
    int ownLength = name.length() - source.prefixLength();
    int bestDistance = 2 + ownLength / 4;
    for (Setting setting : Setting.values()) {
      String candidate = source.nameOf(setting);
      int distance = editDistance(name, candidate);
      if (distance < bestDistance) {
        best = candidate;
        bestDistance = distance;
      }
    }
    return best;
  }

  /** Levenshtein's distance (Wagner and Fischer, 1974) with one row of the table. */
  private static int editDistance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int substitute = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substitute, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
