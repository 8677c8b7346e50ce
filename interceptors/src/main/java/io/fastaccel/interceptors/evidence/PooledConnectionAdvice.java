package io.fastaccel.interceptors.evidence;

import io.fastaccel.interceptors.api.Advice;
import io.fastaccel.interceptors.api.Advice.Activation;
import io.fastaccel.interceptors.api.Feature;
import io.fastaccel.interceptors.api.OnEnter;
import io.fastaccel.interceptors.tools.ToolEvidence;

/** HikariCP, in front of any driver: prepared statements. */
@Advice(
    target = "com.zaxxer.hikari.pool.ProxyConnection",
    feature = Feature.TOOLS,
    activation = Activation.REPORT)
final class PooledConnectionAdvice {

  private PooledConnectionAdvice() {}

  @OnEnter(
      method = "prepareStatement",
      descriptor = "(Ljava/lang/String;)Ljava/sql/PreparedStatement;")
  static void prepare(Object connection, String sql) {
    ToolEvidence.sql(sql);
  }

  @OnEnter(
      method = "prepareStatement",
      descriptor = "(Ljava/lang/String;I)Ljava/sql/PreparedStatement;")
  static void prepareForKeys(Object connection, String sql, int keys) {
    ToolEvidence.sql(sql);
  }
}
