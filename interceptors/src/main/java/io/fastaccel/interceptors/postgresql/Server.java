package io.fastaccel.interceptors.postgresql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.postgresql.Driver;

/**
 * A connection of our own. What it may take is limited by the server itself, with settings that are
 * part of the connection's start: a pooler between us and the server could hand a {@code SET} of
 * ours to somebody else.
 */
final class Server implements AutoCloseable {

  /** Odd, so that nobody else's setting is taken for ours. */
  private static final String LOOK_LOCK_TIMEOUT = "1009ms";

  private static final String CREATE_LOCK_TIMEOUT = "5003ms";

  private static final String LOOK_OPTIONS =
      "-c lock_timeout="
          + LOOK_LOCK_TIMEOUT
          + " -c statement_timeout=5s -c default_transaction_read_only=on"
          + " -c plan_cache_mode=force_generic_plan";

  private static final String CREATE_OPTIONS =
      "-c lock_timeout=" + CREATE_LOCK_TIMEOUT + " -c statement_timeout=1h";

  private static final int LOOK_SOCKET_SECONDS = 10;

  /** Longer than the statement may take. */
  private static final int CREATE_SOCKET_SECONDS = 3_700;

  private final Connection connection;
  private final boolean standby;
  private int explained;

  private Server(Connection connection, boolean standby) {
    this.connection = connection;
    this.standby = standby;
  }

  /** Why a server is left alone. */
  static final class NotOurs extends Exception {
    private static final long serialVersionUID = 1L;

    NotOurs(String reason) {
      super(reason);
    }
  }

  /** To look at plans and at the catalog; the server refuses every write. */
  static Server toLook(Login login) throws SQLException, NotOurs {
    return connect(login, LOOK_OPTIONS, LOOK_LOCK_TIMEOUT, LOOK_SOCKET_SECONDS);
  }

  /** To create indexes. */
  static Server toCreate(Login login) throws SQLException, NotOurs {
    return connect(login, CREATE_OPTIONS, CREATE_LOCK_TIMEOUT, CREATE_SOCKET_SECONDS);
  }

  private static Server connect(Login login, String options, String lockTimeout, int socketSeconds)
      throws SQLException, NotOurs {
    Connection connection = new Driver().connect(login.url(), login.own(options, socketSeconds));
    if (connection == null) {
      throw new SQLException("not a URL of this driver");
    }
    Server server = null;
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT version(), current_setting('lock_timeout'), pg_is_in_recovery()")) {
      if (!row.next()) {
        throw new SQLException("no answer");
      }
      String version = row.getString(1);
      if (!version.startsWith("PostgreSQL ") || version.contains("-YB-")) {
        throw new NotOurs("not PostgreSQL itself");
      }
      if (!lockTimeout.equals(row.getString(2))) {
        throw new NotOurs("a connection pooler ignores our limits");
      }
      server = new Server(connection, row.getBoolean(3));
      return server;
    } finally {
      if (server == null) {
        connection.close();
      }
    }
  }

  /** Whether it only follows another server, and takes no writes. */
  boolean isStandby() {
    return standby;
  }

  Connection connection() {
    return connection;
  }

  /**
   * The plan of a statement for whatever its parameters are.
   *
   * @param types the parameters' types as object identifiers; 0 where the server is to find out
   */
  List<String> explain(String sql, int[] types) throws SQLException {
    StringJoiner names = new StringJoiner(", ", "(", ")");
    StringJoiner nulls = new StringJoiner(", ", "(", ")");
    for (int type : types) {
      names.add(type == 0 ? "unknown" : typeName(type));
      nulls.add("NULL");
    }
    boolean none = types.length == 0;
    String name = "fastaccel_" + explained++;
    List<String> lines = new ArrayList<>();
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      statement.execute("PREPARE " + name + (none ? "" : names) + " AS " + sql);
      try (ResultSet plan =
          statement.executeQuery("EXPLAIN (VERBOSE) EXECUTE " + name + (none ? "" : nulls))) {
        while (plan.next()) {
          lines.add(plan.getString(1));
        }
      }
      statement.execute("DEALLOCATE " + name);
    }
    return lines;
  }

  private String typeName(int type) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement("SELECT format_type(?, NULL)")) {
      statement.setLong(1, Integer.toUnsignedLong(type));
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? row.getString(1) : "unknown";
      }
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
