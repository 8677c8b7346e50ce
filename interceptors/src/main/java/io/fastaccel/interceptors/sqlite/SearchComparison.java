package io.fastaccel.interceptors.sqlite;

import io.fastaccel.interceptors.api.CallTimes;
import io.fastaccel.interceptors.api.Feature;
import io.fastaccel.interceptors.api.FeatureState;
import io.fastaccel.interceptors.api.Features;
import io.fastaccel.interceptors.api.Verification;
import io.fastaccel.interceptors.sqlite.index.Candidates;
import io.fastaccel.interceptors.sqlite.index.Condition;
import io.fastaccel.interceptors.sqlite.sql.SearchStatement;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Objects;

/**
 * Makes a search both ways and compares row by row: mode {@code verify}. On a connection of our own
 * and inside of one snapshot, so that the application's connection, transaction and statement are
 * not touched; the application's own search runs afterwards as ever. Stateless.
 */
final class SearchComparison {

  private static final FeatureState STATE = Features.of(Feature.MEMORY);
  private static final CallTimes TIMES = STATE.times("search");
  private static final int MOST_ROWS = 10_000;
  private static final int SECONDS = 10;

  /** The two searches of a comparison pass the hooks as all searches do. */
  private static final ThreadLocal<Boolean> RUNNING = new ThreadLocal<>();

  private static volatile boolean compared;

  private SearchComparison() {}

  /** Whether the current thread searches to compare. */
  static boolean isRunning() {
    return RUNNING.get() != null;
  }

  /** Returns the reason under which the application's search is counted as the original's. */
  static String compare(
      Path file,
      ConnectionState.Verdict verdict,
      SearchStatement search,
      Object[] values,
      Candidates candidates) {
    if (!Verification.takes(!compared)) {
      return "not in the sample";
    }
    long start = System.nanoTime();
    RUNNING.set(true);
    try (Connection connection = new DriverConnections().open(file);
        Statement transaction = connection.createStatement()) {
      transaction.execute("BEGIN");
      try (PreparedStatement original = connection.prepareStatement(search.sql());
          PreparedStatement ours = connection.prepareStatement(verdict.rewritten)) {
        bind(original, values == null ? new Object[0] : values, search.parameterCount());
        Object[] extended = Condition.values(values, search.parameterCount(), candidates);
        bind(ours, extended, extended.length);
        String difference = difference(original, ours);
        compared = true;
        if (difference == null) {
          STATE.same();
        } else {
          STATE.different("a search", difference);
        }
      } finally {
        transaction.execute("ROLLBACK");
      }
      return "compared";
    } catch (SQLException e) {
      // Locked, or changed since the candidates were read: nothing to compare with.
      return "not comparable";
    } finally {
      RUNNING.remove();
      Verification.spent(System.nanoTime() - start);
    }
  }

  private static void bind(PreparedStatement statement, Object[] values, int count)
      throws SQLException {
    statement.setQueryTimeout(SECONDS);
    for (int i = 0; i < Math.min(values.length, count); i++) {
      statement.setObject(i + 1, values[i]);
    }
  }

  private static String difference(PreparedStatement original, PreparedStatement ours)
      throws SQLException {
    long start = System.nanoTime();
    long originalNanos = 0;
    try (ResultSet theirs = original.executeQuery()) {
      originalNanos += System.nanoTime() - start;
      start = System.nanoTime();
      try (ResultSet rows = ours.executeQuery()) {
        long ourNanos = System.nanoTime() - start;
        int columns = theirs.getMetaData().getColumnCount();
        for (int row = 1; row <= MOST_ROWS; row++) {
          start = System.nanoTime();
          boolean more = theirs.next();
          originalNanos += System.nanoTime() - start;
          start = System.nanoTime();
          boolean ourMore = rows.next();
          ourNanos += System.nanoTime() - start;
          if (more != ourMore) {
            return "row " + row + (more ? " is missing" : " is too many");
          }
          if (!more) {
            break;
          }
          for (int column = 1; column <= columns; column++) {
            if (!isSame(theirs.getObject(column), rows.getObject(column))) {
              return "row " + row + ", column " + column;
            }
          }
        }
        TIMES.original(originalNanos);
        TIMES.accelerated(ourNanos);
        return null;
      }
    }
  }

  private static boolean isSame(Object original, Object ours) {
    return original instanceof byte[] bytes
        ? ours instanceof byte[] other && Arrays.equals(bytes, other)
        : Objects.equals(original, ours);
  }
}
