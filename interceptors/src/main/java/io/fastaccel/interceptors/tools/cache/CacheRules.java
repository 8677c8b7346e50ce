package io.fastaccel.interceptors.tools.cache;

import java.util.ArrayList;
import java.util.List;

/** The rules of {@code fastaccel.tools.cache} in their order; the first that matches counts. */
public final class CacheRules {

  private CacheRules() {}

  /**
   * What is wrong with a setting, for the user.
   *
   * @return {@code null} where it is right
   */
  public static String problemWith(String setting) {
    for (String rule : setting.split(",", -1)) {
      if (!rule.isBlank()) {
        try {
          CacheRule.parse(rule);
        } catch (IllegalArgumentException e) {
          return e.getMessage();
        }
      }
    }
    return null;
  }

  /** Reads rules that have been found right; others are left out. */
  static List<CacheRule> parse(List<String> rules) {
    List<CacheRule> parsed = new ArrayList<>();
    for (String rule : rules) {
      if (problemWith(rule) == null) {
        parsed.add(CacheRule.parse(rule));
      }
    }
    return parsed;
  }
}
