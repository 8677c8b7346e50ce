package io.fastaccel.interceptors.postgresql;

import io.fastaccel.interceptors.api.Advice;
import io.fastaccel.interceptors.api.Feature;
import io.fastaccel.interceptors.api.FeatureState;
import io.fastaccel.interceptors.api.Features;
import io.fastaccel.interceptors.api.OnEnter;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.core.CachedQuery;
import org.postgresql.core.ParameterList;
import org.postgresql.jdbc.PgConnection;
import org.postgresql.jdbc.PgStatement;

/** Where the driver executes statements, prepared or not. Takes note, and leaves them alone. */
@Advice(target = "org.postgresql.jdbc.PgStatement", feature = Feature.MEMORY)
public final class StatementAdvice {

  private static final FeatureState STATE = Features.of(Feature.MEMORY);

  private StatementAdvice() {}

  /** Counts text searches. */
  @OnEnter(
      method = "execute",
      descriptor = "(Lorg/postgresql/core/CachedQuery;Lorg/postgresql/core/ParameterList;I)V")
  public static void execute(
      PgStatement statement, CachedQuery cached, ParameterList parameters, int flags)
      throws SQLException {
    if (!STATE.isOn() || !Mode.CURRENT.looks()) {
      return;
    }
    String sql = cached.query.getNativeSql();
    if (!SearchTexts.mayBeSearch(sql) || cached.query.getSubqueries() != null) {
      return;
    }
    Connection connection = statement.getConnection();
    if (connection instanceof PgConnection postgres) {
      Database database = Databases.of(postgres);
      if (database != null) {
        database.searching(sql, parameters);
      }
    }
  }
}
