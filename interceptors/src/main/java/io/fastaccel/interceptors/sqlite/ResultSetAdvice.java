package io.fastaccel.interceptors.sqlite;

import io.fastaccel.interceptors.api.Advice;
import io.fastaccel.interceptors.api.Feature;
import io.fastaccel.interceptors.api.OnExit;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.sqlite.core.CoreResultSet;
import org.sqlite.core.CoreStatement;

/** Gives a statement its own handle back as soon as its rows are done with. */
@Advice(target = "org.sqlite.core.CoreResultSet", feature = Feature.MEMORY)
public final class ResultSetAdvice {

  private ResultSetAdvice() {}

  @OnExit(method = "close", descriptor = "()V")
  public static void close(CoreResultSet resultSet, Throwable thrown) throws SQLException {
    if (!SwappedStatements.isEmpty() && !resultSet.isOpen()) {
      Statement statement = ((ResultSet) (Object) resultSet).getStatement();
      if (statement instanceof CoreStatement core) {
        SwappedStatements.restore(core);
      }
    }
  }
}
