package io.fastaccel.compatibility.applications;

import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.regex.Pattern;

/** Lets an application wait until its agent, if it has one, searches through an index. */
final class MemoryIndex {

  private static final Pattern SERVED =
      Pattern.compile("\"memory\"\\s*:\\s*\\{[^{}]*\"accelerated\"\\s*:\\s*[1-9]");

  private static final long LIMIT_NANOS = 120_000_000_000L;

  private MemoryIndex() {}

  /** Repeats a search with one parameter until there is an index of the table {@code memory}. */
  static void await(Connection connection, String search) throws Exception {
    Method statistics;
    try {
      statistics = Class.forName("io.fastaccel.FastAccel").getMethod("statistics");
    } catch (ClassNotFoundException e) {
      return;
    }
    long start = System.nanoTime();
    while (!((String) statistics.invoke(null)).contains(":memory\"")) {
      if (System.nanoTime() - start > LIMIT_NANOS) {
        throw new IllegalStateException("no index: " + statistics.invoke(null));
      }
      try (PreparedStatement statement = connection.prepareStatement(search)) {
        statement.setString(1, "%warm up%");
        statement.executeQuery().close();
      }
    }
  }

  /**
   * Repeats a search until the index has served one: it may have to be brought forward first, and
   * have lost for some rounds because of that.
   */
  static void awaitServed(Connection connection, String search) throws Exception {
    await(connection, search);
    Method statistics;
    try {
      statistics = Class.forName("io.fastaccel.FastAccel").getMethod("statistics");
    } catch (ClassNotFoundException e) {
      return;
    }
    long start = System.nanoTime();
    while (!SERVED.matcher((String) statistics.invoke(null)).find()
        && System.nanoTime() - start < LIMIT_NANOS) {
      try (PreparedStatement statement = connection.prepareStatement(search)) {
        statement.setString(1, "%zebra%");
        statement.executeQuery().close();
      }
    }
  }
}
