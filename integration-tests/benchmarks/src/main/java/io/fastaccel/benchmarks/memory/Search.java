package io.fastaccel.benchmarks.memory;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;

/**
 * One shape of search with several sets of values, which take turns so that nothing profits from
 * having just looked at the same rows.
 */
final class Search {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  /** Searches in a row, so that the caches belong to the one that is measured. */
  private static final int IN_A_ROW = 5;

  private static final long WARM_UP_NANOS = 700_000_000L;
  private static final long MEASURING_NANOS = 1_500_000_000L;

  private final String name;
  private final String select;
  private final String condition;
  private final String[][] values;

  /**
   * @param select up to the table's name
   * @param condition from {@code WHERE}
   */
  Search(String name, String select, String condition, String[][] values) {
    this.name = name;
    this.select = select;
    this.condition = condition;
    this.values = values;
  }

  String name() {
    return name;
  }

  String select() {
    return select;
  }

  String condition() {
    return condition;
  }

  /** Microseconds of CPU time, medians. */
  record Times(double plain, double agent) {}

  String accelerated() {
    return select + " FROM memory " + condition;
  }

  /** The same for SQLite, but with a hint that the agent leaves alone. */
  String original() {
    return select + " FROM memory NOT INDEXED " + condition;
  }

  /**
   * Runs it with and without the agent in turns.
   *
   * @param rounds at least; more where searches are short
   */
  Times measure(Connection connection, int rounds) throws SQLException {
    for (String[] set : values) {
      if (run(connection, original(), set)[1] != run(connection, accelerated(), set)[1]) {
        throw new IllegalStateException("not the same: " + name);
      }
    }
    long end = System.nanoTime() + WARM_UP_NANOS;
    for (int i = 0; System.nanoTime() < end; i++) {
      run(connection, accelerated(), set(i));
    }
    end = System.nanoTime() + WARM_UP_NANOS;
    for (int i = 0; System.nanoTime() < end; i++) {
      run(connection, original(), set(i));
    }
    long[] plain = new long[100_000];
    long[] agent = new long[100_000];
    int count = 0;
    end = System.nanoTime() + MEASURING_NANOS;
    while (count + IN_A_ROW <= plain.length
        && (count < rounds * IN_A_ROW || System.nanoTime() < end)) {
      for (int i = 0; i < IN_A_ROW; i++) {
        plain[count + i] = run(connection, original(), set(count + i))[0];
      }
      for (int i = 0; i < IN_A_ROW; i++) {
        agent[count + i] = run(connection, accelerated(), set(count + i))[0];
      }
      count += IN_A_ROW;
    }
    return new Times(median(plain, count), median(agent, count));
  }

  /** The values that have their turn. */
  String[] set(int i) {
    return values[Math.floorMod(i, values.length)];
  }

  static double median(long[] nanos, int count) {
    long[] sorted = Arrays.copyOf(nanos, count);
    Arrays.sort(sorted);
    return sorted[count / 2] / 1e3;
  }

  /** CPU nanoseconds, and a hash of rows and order. */
  static long[] run(Connection connection, String sql, String... values) throws SQLException {
    long start = THREADS.getCurrentThreadCpuTime();
    long hash = 1;
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setString(i + 1, values[i]);
      }
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          hash = hash * 31 + result.getString(1).hashCode();
        }
      }
    }
    return new long[] {THREADS.getCurrentThreadCpuTime() - start, hash};
  }
}
