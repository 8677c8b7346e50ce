package io.fastaccel.interceptors.evidence;

import io.fastaccel.interceptors.api.Advice;
import io.fastaccel.interceptors.api.Advice.Activation;
import io.fastaccel.interceptors.api.Feature;
import io.fastaccel.interceptors.api.OnEnter;
import io.fastaccel.interceptors.tools.ToolEvidence;

/** HikariCP, in front of any driver: statements that are not prepared. */
@Advice(
    target = "com.zaxxer.hikari.pool.ProxyStatement",
    feature = Feature.TOOLS,
    activation = Activation.REPORT)
final class PooledStatementAdvice {

  private PooledStatementAdvice() {}

  @OnEnter(method = "execute", descriptor = "(Ljava/lang/String;)Z")
  static void execute(Object statement, String sql) {
    ToolEvidence.sql(sql);
  }

  @OnEnter(method = "executeQuery", descriptor = "(Ljava/lang/String;)Ljava/sql/ResultSet;")
  static void query(Object statement, String sql) {
    ToolEvidence.sql(sql);
  }

  @OnEnter(method = "executeUpdate", descriptor = "(Ljava/lang/String;)I")
  static void update(Object statement, String sql) {
    ToolEvidence.sql(sql);
  }
}
