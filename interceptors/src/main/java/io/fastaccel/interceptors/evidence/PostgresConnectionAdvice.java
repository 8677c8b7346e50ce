package io.fastaccel.interceptors.evidence;

import io.fastaccel.interceptors.api.Advice;
import io.fastaccel.interceptors.api.Advice.Activation;
import io.fastaccel.interceptors.api.Feature;
import io.fastaccel.interceptors.api.OnEnter;
import io.fastaccel.interceptors.tools.ToolEvidence;

/** PostgreSQL: all prepared statements go through here. */
@Advice(
    target = "org.postgresql.jdbc.PgConnection",
    feature = Feature.TOOLS,
    activation = Activation.REPORT)
final class PostgresConnectionAdvice {

  private PostgresConnectionAdvice() {}

  @OnEnter(
      method = "prepareStatement",
      descriptor = "(Ljava/lang/String;III)Ljava/sql/PreparedStatement;")
  static void prepare(Object connection, String sql, int type, int concurrency, int holdability) {
    ToolEvidence.sql(sql);
  }
}
