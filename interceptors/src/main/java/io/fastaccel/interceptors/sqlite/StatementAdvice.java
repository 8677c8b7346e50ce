package io.fastaccel.interceptors.sqlite;

import io.fastaccel.interceptors.api.Advice;
import io.fastaccel.interceptors.api.Feature;
import io.fastaccel.interceptors.api.OnEnter;
import java.sql.SQLException;
import org.sqlite.core.CoreStatement;

/** Gives a statement its own handle back before it is closed or compiled anew. */
@Advice(target = "org.sqlite.core.CoreStatement", feature = Feature.MEMORY)
public final class StatementAdvice {

  private StatementAdvice() {}

  @OnEnter(method = "internalClose", descriptor = "()V")
  public static void internalClose(CoreStatement statement) throws SQLException {
    if (!SwappedStatements.isEmpty()) {
      SwappedStatements.restore(statement);
    }
  }
}
