package io.fastaccel.compatibility.applications;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Properties;

/**
 * Searches a memory on PostgreSQL in every way, inside and outside of transactions, and prints what
 * it finds. If it has an agent, it goes on until the agent's statistics contain a text.
 */
public final class PostgresSearch {

  private static final long LIMIT_NANOS = 60_000_000_000L;
  private static final String[] TERMS = {
    "zebra", "Needle42", "100\\% sure", "it's", "记忆检索", "no such text", "ab", ""
  };

  /** The first so many have a trigram. */
  private static final int LONG_TERMS = 3;

  private PostgresSearch() {}

  /**
   * Runs.
   *
   * @param arguments URL, user, password, what to wait for, what to search for meanwhile
   */
  public static void main(String[] arguments) throws Exception {
    Properties login = new Properties();
    login.setProperty("user", arguments[1]);
    login.setProperty("password", arguments[2]);
    try (Connection connection = DriverManager.getConnection(arguments[0], login)) {
      for (int round = 0; round < 4; round++) {
        search(connection, LONG_TERMS);
      }
      long start = System.nanoTime();
      while (!isDone(arguments[3])) {
        if (System.nanoTime() - start > LIMIT_NANOS) {
          throw new IllegalStateException("never " + arguments[3] + " in " + statistics());
        }
        // Not printed, because an agent decides how often it happens.
        count(connection, arguments[4]);
        count(connection, "zebra");
        change(connection);
      }
      for (int round = 0; round < 2; round++) {
        search(connection, TERMS.length);
      }
    }
  }

  private static boolean isDone(String text) throws Exception {
    String statistics = statistics();
    return statistics == null || statistics.contains(text);
  }

  private static String statistics() throws Exception {
    try {
      return (String) Class.forName("io.fastaccel.FastAccel").getMethod("statistics").invoke(null);
    } catch (ClassNotFoundException e) {
      return null;
    }
  }

  /** Writes without a change that shows. */
  private static void change(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate("UPDATE memory SET content = content WHERE id = 17");
    } catch (SQLException e) {
      // A role that may only read.
      if (!"42501".equals(e.getSQLState())) {
        throw e;
      }
    }
  }

  private static long count(Connection connection, String term) throws SQLException {
    try (PreparedStatement search =
        connection.prepareStatement("SELECT count(*) FROM memory WHERE content LIKE ?")) {
      search.setString(1, "%" + term + "%");
      try (ResultSet row = search.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  private static void search(Connection connection, int terms) throws SQLException {
    for (String term : Arrays.asList(TERMS).subList(0, terms)) {
      System.out.println(term + ": " + count(connection, term));
      String pattern = "%" + term + "%";
      print(
          connection,
          "SELECT id, title FROM memory WHERE title ILIKE ? ORDER BY id LIMIT 3",
          pattern);
      print(
          connection,
          "SELECT id, kind FROM memory m WHERE lower(m.title) LIKE lower(?) AND kind = ? ORDER BY id",
          pattern,
          "fact");
      print(
          connection,
          "SELECT id, title FROM memory WHERE content LIKE '%' || ? || '%' OR title LIKE ? ORDER BY id LIMIT 2",
          term,
          pattern);
      connection.setAutoCommit(false);
      try (Statement statement = connection.createStatement()) {
        statement.setFetchSize(2);
        print(
            statement.executeQuery(
                "SELECT id FROM memory WHERE content LIKE '%"
                    + term.replace("'", "''")
                    + "%' ORDER BY id LIMIT 5"));
        try (ResultSet activity =
            statement.executeQuery(
                "SELECT count(*) FROM pg_stat_activity WHERE pid = pg_backend_pid()"
                    + " AND state = 'active'")) {
          activity.next();
          System.out.println(activity.getInt(1));
        }
        connection.rollback();
      }
      connection.setAutoCommit(true);
    }
  }

  private static void print(Connection connection, String sql, String... values)
      throws SQLException {
    try (PreparedStatement search = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        search.setString(i + 1, values[i]);
      }
      print(search.executeQuery());
    }
  }

  private static void print(ResultSet rows) throws SQLException {
    StringBuilder text = new StringBuilder();
    int columns = rows.getMetaData().getColumnCount();
    while (rows.next()) {
      for (int i = 1; i <= columns; i++) {
        text.append(rows.getString(i)).append(' ');
      }
    }
    System.out.println(text);
    rows.close();
  }
}
