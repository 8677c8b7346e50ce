package io.fastaccel.interceptors.sqlite.index;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/** One connection that reads candidates. Used by one thread at a time. */
final class SidecarReader implements AutoCloseable {

  private static final int STATEMENTS = 16;

  private final Connection connection;
  private final Map<String, PreparedStatement> statements = new LinkedHashMap<>(16, 0.75f, true);

  SidecarReader(Connection connection) {
    this.connection = connection;
  }

  Candidates candidates(String table, TableIndex.Ready index, CandidatePlan plan, int limit)
      throws SQLException {
    String sql = plan.sql(index);
    if (sql == null) {
      return null;
    }
    PreparedStatement statement = prepare(sql);
    int i = 1;
    for (CandidatePlan.Part part : plan.parts()) {
      statement.setString(i++, part.query());
    }
    statement.setInt(i++, limit + 1);
    statement.setString(i, table);
    try (ResultSet result = statement.executeQuery()) {
      if (!result.next()) {
        return null;
      }
      return new Candidates(
          result.getString(5),
          result.getInt(4),
          result.getLong(1),
          result.getLong(2),
          result.getLong(3));
    }
  }

  /** A statement that is kept. */
  PreparedStatement prepare(String sql) throws SQLException {
    PreparedStatement statement = statements.get(sql);
    if (statement == null) {
      if (statements.size() >= STATEMENTS) {
        String eldest = statements.keySet().iterator().next();
        statements.remove(eldest).close();
      }
      statement = connection.prepareStatement(sql);
      statements.put(sql, statement);
    }
    return statement;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
