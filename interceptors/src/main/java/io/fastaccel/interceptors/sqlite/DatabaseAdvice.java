package io.fastaccel.interceptors.sqlite;

import io.fastaccel.interceptors.api.Advice;
import io.fastaccel.interceptors.api.Feature;
import io.fastaccel.interceptors.api.FeatureState;
import io.fastaccel.interceptors.api.Features;
import io.fastaccel.interceptors.api.OnEnter;
import io.fastaccel.interceptors.sqlite.index.Names;
import java.sql.SQLException;
import org.sqlite.core.CoreStatement;
import org.sqlite.core.DB;

/** Where the driver executes compiled statements, prepared by the application or by itself. */
@Advice(target = "org.sqlite.core.DB", feature = Feature.MEMORY)
public final class DatabaseAdvice {

  private static final FeatureState STATE = Features.of(Feature.MEMORY);

  private DatabaseAdvice() {}

  /** Executes a search through the index, where that pays. Runs under the connection's monitor. */
  @OnEnter(method = "execute", descriptor = "(Lorg/sqlite/core/CoreStatement;[Ljava/lang/Object;)Z")
  public static Object execute(DB database, CoreStatement statement, Object[] values)
      throws SQLException {
    if (!SwappedStatements.isEmpty()) {
      SwappedStatements.restore(statement);
    }
    if (STATE.isReporting()) {
      SearchPreview.look(statement);
    }
    String sql = StatementTexts.of(statement);
    Surroundings.executing(database, sql);
    return STATE.isOn() ? Searches.execute(database, statement, sql, values) : null;
  }

  /** What the driver executes by itself, and applications that go past JDBC. */
  @OnEnter(method = "exec", descriptor = "(Ljava/lang/String;Z)V")
  public static void exec(DB database, String sql, boolean autoCommit) {
    Surroundings.executing(database, sql);
  }

  /** Takes note of every connection: our writes must not disturb a transaction on any of them. */
  @OnEnter(method = "open", descriptor = "(Ljava/lang/String;I)V")
  public static void open(DB database, String file, int flags) {
    OpenConnections.opening(database, file);
  }

  /** Sees to it that the application's last connection closes as the last. */
  @OnEnter(method = "close", descriptor = "()V")
  public static void close(DB database) {
    Databases.closing(database);
  }

  /** Keeps what our triggers write from the application's update listeners. */
  @OnEnter(method = "onUpdate", descriptor = "(ILjava/lang/String;Ljava/lang/String;J)V")
  public static Object onUpdate(DB database, int type, String schema, String table, long rowid) {
    if (table == null || !table.startsWith(Names.PREFIX)) {
      return null;
    }
    LoggedChanges.written(database);
    return true;
  }
}
