package io.fastaccel.interceptors.tools.cache;

import io.fastaccel.interceptors.tools.NamePatterns;
import java.util.ArrayList;
import java.util.List;

/**
 * One rule of {@code fastaccel.tools.cache}: which tools, for how long, how many results, and what
 * else they depend on. Written {@code PATTERN:ttl=DURATION:max=NUMBER:per=SOURCE:objects=any}, all
 * but the pattern optional and in any order. Immutable.
 *
 * @param pattern names of tools, {@code *} for any characters
 * @param ttlNanos how long a result is good for
 * @param max how many results are kept
 * @param per names of what results depend on besides the arguments: {@code mdc.KEY}, {@code
 *     context.KEY} or {@code com.acme.Tenants#current}
 * @param anyObject whether a tool gives the same result whatever object is behind it
 */
public record CacheRule(
    String pattern, long ttlNanos, int max, List<String> per, boolean anyObject) {

  /** What a rule has that says nothing of it. */
  private static final String DEFAULT_TTL = "60s";

  private static final int DEFAULT_MAX = 1_000;
  private static final int LARGEST_MAX = 1_000_000;
  private static final int SOURCES = 4;

  private static final String[] OPTIONS = {"ttl", "max", "per", "objects"};

  private static final String[] UNITS = {"ms", "s", "m", "h", "d"};
  private static final long[] UNIT_NANOS = {
    1_000_000L, 1_000_000_000L, 60_000_000_000L, 3_600_000_000_000L, 86_400_000_000_000L
  };

  private static final long LONGEST_TTL_NANOS = 365 * UNIT_NANOS[4];

  /** Whether the rule is for that tool. */
  boolean matches(String tool) {
    return new NamePatterns(List.of(pattern)).matches(tool);
  }

  /**
   * Reads a rule.
   *
   * @throws IllegalArgumentException with a message for the user that names the nearest valid form
   */
  public static CacheRule parse(String text) {
    Reader reader = new Reader();
    String[] parts = text.trim().split(":", -1);
    String pattern = parts[0].trim();
    for (int i = 1; i < parts.length; i++) {
      reader.read(parts[i].trim());
    }
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (c == ';' || c == ' ' || c == '|') {
        reader.problem("rules are separated by commas, options by colons");
        pattern = pattern.substring(0, i);
      }
    }
    if (pattern.isEmpty() || pattern.indexOf('=') >= 0) {
      reader.problem("it begins with no name of a tool");
      pattern = pattern.isEmpty() ? "get*" : pattern.substring(pattern.indexOf('=') + 1);
    }
    if (reader.problem != null) {
      throw new IllegalArgumentException(
          reader.problem + "; did you mean " + pattern + reader.nearest() + "?");
    }
    return new CacheRule(
        pattern, reader.ttlNanos, reader.max, List.copyOf(reader.per), reader.anyObject);
  }

  /** Collects the options, and what is wrong with the first bad one. */
  private static final class Reader {
    String ttl = DEFAULT_TTL;
    long ttlNanos = nanos(DEFAULT_TTL);
    int max = DEFAULT_MAX;
    final List<String> per = new ArrayList<>();
    boolean anyObject;
    String problem;

    void problem(String text) {
      if (problem == null) {
        problem = text;
      }
    }

    void read(String option) {
      int equals = option.indexOf('=');
      String given = equals < 0 ? option : option.substring(0, equals).trim();
      String value = equals < 0 ? "" : option.substring(equals + 1).trim();
      String name = nearest(given, OPTIONS);
      if (!name.equals(given)) {
        problem(given + " is no option of a rule, but ttl, max, per and objects are");
      }
      switch (name) {
        case "ttl" -> readTtl(value);
        case "max" -> readMax(value);
        case "per" -> readPer(value);
        default -> readObjects(value);
      }
    }

    private void readTtl(String value) {
      String form = value;
      if (nanos(form) < 0) {
        problem("ttl=" + value + " is no time from 1ms to 365d");
        form = digits(value) + unit(value.substring(digits(value).length()).trim());
      }
      if (nanos(form) > 0) {
        ttl = form;
        ttlNanos = nanos(form);
      }
    }

    /** What a word such as {@code minutes} is called in rules. */
    private static String unit(String word) {
      for (String unit : UNITS) {
        if (word.startsWith(unit) && !(unit.equals("m") && word.startsWith("mil"))) {
          return unit;
        }
      }
      return word.startsWith("mil") ? "ms" : "s";
    }

    private void readMax(String value) {
      String number = digits(value);
      boolean readable =
          !number.isEmpty() && number.length() <= 7 && Integer.parseInt(number) <= LARGEST_MAX;
      int given = readable ? Integer.parseInt(number) : 0;
      if (given < 1 || !number.equals(value)) {
        problem("max=" + value + " is no whole number from 1 to " + LARGEST_MAX);
      }
      if (given >= 1) {
        max = given;
      }
    }

    private void readPer(String value) {
      for (String source : value.split("\\+", -1)) {
        String trimmed = source.trim();
        if (!isSource(trimmed)) {
          problem(
              "per="
                  + value
                  + " is none of mdc.KEY, context.KEY and com.acme.Class#method, joined by +");
        } else if (per.size() < SOURCES) {
          per.add(trimmed);
        } else {
          problem("per names more than " + SOURCES + " values");
        }
      }
      if (per.isEmpty()) {
        per.add("mdc." + (value.isEmpty() || value.indexOf('+') >= 0 ? "tenant" : value));
      }
    }

    private static boolean isSource(String source) {
      int hash = source.indexOf('#');
      return hash > 0
          ? hash < source.length() - 1 && source.indexOf('#', hash + 1) < 0
          : (source.startsWith("mdc.") && source.length() > 4)
              || (source.startsWith("context.") && source.length() > 8);
    }

    private void readObjects(String value) {
      anyObject = true;
      if (!value.equals("any")) {
        problem("objects=" + value + " is not objects=any");
      }
    }

    /** The options once more, as they should be written. */
    String nearest() {
      StringBuilder form = new StringBuilder();
      form.append(":ttl=").append(ttl).append(":max=").append(max);
      for (int i = 0; i < per.size(); i++) {
        form.append(i == 0 ? ":per=" : "+").append(per.get(i));
      }
      return form.append(anyObject ? ":objects=any" : "").toString();
    }

    /** Nanoseconds of {@code 300s} and the like; -1 where it is none. */
    private static long nanos(String value) {
      String number = digits(value);
      if (number.isEmpty() || number.length() > 10) {
        return -1;
      }
      String unit = value.substring(number.length());
      for (int i = 0; i < UNITS.length; i++) {
        if (unit.equals(UNITS[i])) {
          long amount = Long.parseLong(number);
          return amount < 1 || amount > LONGEST_TTL_NANOS / UNIT_NANOS[i]
              ? -1
              : amount * UNIT_NANOS[i];
        }
      }
      return -1;
    }

    private static String digits(String value) {
      int end = 0;
      while (end < value.length() && value.charAt(end) >= '0' && value.charAt(end) <= '9') {
        end++;
      }
      return value.substring(0, end);
    }

    /** The option that has most letters in common at the same places or is named by its start. */
    private static String nearest(String given, String[] names) {
      String best = names[0];
      int most = -1;
      for (String name : names) {
        int common = 0;
        for (int i = 0; i < Math.min(name.length(), given.length()); i++) {
          common += given.charAt(i) == name.charAt(i) ? 1 : 0;
        }
        int score = given.equals(name) ? Integer.MAX_VALUE : 2 * common - name.length();
        if (score > most || most == -1) {
          most = score;
          best = name;
        }
      }
      return best;
    }
  }
}
