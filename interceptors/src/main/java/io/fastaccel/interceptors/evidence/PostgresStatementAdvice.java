package io.fastaccel.interceptors.evidence;

import io.fastaccel.interceptors.api.Advice;
import io.fastaccel.interceptors.api.Advice.Activation;
import io.fastaccel.interceptors.api.Feature;
import io.fastaccel.interceptors.api.OnEnter;
import io.fastaccel.interceptors.tools.ToolEvidence;

/** PostgreSQL: statements that are not prepared. */
@Advice(
    target = "org.postgresql.jdbc.PgStatement",
    feature = Feature.TOOLS,
    activation = Activation.REPORT)
final class PostgresStatementAdvice {

  private PostgresStatementAdvice() {}

  @OnEnter(method = "executeCachedSql", descriptor = "(Ljava/lang/String;I[Ljava/lang/String;)Z")
  static void execute(Object statement, String sql, int flags, String[] columns) {
    ToolEvidence.sql(sql);
  }
}
