package io.fastaccel.interceptors.tools;

import java.util.List;

/**
 * Names as users write them: exact, or with {@code *} for any characters. Case matters. Immutable.
 */
public final class NamePatterns {

  private final List<String> patterns;

  /** A name matches if it matches any of the patterns. */
  public NamePatterns(List<String> patterns) {
    this.patterns = List.copyOf(patterns);
  }

  /** Whether there is no pattern, and so no match. */
  public boolean isEmpty() {
    return patterns.isEmpty();
  }

  /** Whether one of the patterns matches the whole name. */
  public boolean matches(String name) {
    for (String pattern : patterns) {
      if (matches(pattern, name)) {
        return true;
      }
    }
    return false;
  }

  /** Greedy with a single point to return to, which is enough for {@code *} alone. */
  private static boolean matches(String pattern, String name) {
    int p = 0;
    int n = 0;
    int star = -1;
    int starName = 0;
    while (n < name.length()) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        starName = n;
      } else if (p < pattern.length() && pattern.charAt(p) == name.charAt(n)) {
        p++;
        n++;
      } else if (star >= 0) {
        p = star + 1;
        n = ++starName;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }
}
