package org.example.memories;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What an agent says about itself, if there is one. */
final class Agent {

  private static final Pattern ACCELERATED =
      Pattern.compile("\"memory\":\\s*\\{[^{}]*?\"accelerated\":\\s*(\\d+)");
  private static final long LIMIT_NANOS = 60_000_000_000L;

  private Agent() {}

  /** A piece of work that may fail. */
  interface Search {
    void run() throws Exception;
  }

  static long acceleratedSearches() throws Exception {
    String statistics = statistics();
    if (statistics == null) {
      return 0;
    }
    Matcher matcher = ACCELERATED.matcher(statistics);
    if (!matcher.find()) {
      throw new IllegalStateException(statistics);
    }
    return Long.parseLong(matcher.group(1));
  }

  /** Repeats a search until there is an index of the table {@code memory}. */
  static void awaitIndex(Path file, Search search) throws Exception {
    if (statistics() == null) {
      return;
    }
    String index = "\"" + file.getFileName() + ":memory\"";
    long start = System.nanoTime();
    while (!statistics().contains(index)) {
      if (System.nanoTime() - start > LIMIT_NANOS) {
        throw new IllegalStateException("no " + index + " in " + statistics());
      }
      search.run();
    }
  }

  private static String statistics() throws Exception {
    try {
      return (String) Class.forName("io.fastaccel.FastAccel").getMethod("statistics").invoke(null);
    } catch (ClassNotFoundException e) {
      return null;
    }
  }
}
