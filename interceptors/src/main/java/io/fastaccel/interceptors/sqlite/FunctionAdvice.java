package io.fastaccel.interceptors.sqlite;

import io.fastaccel.interceptors.api.Advice;
import io.fastaccel.interceptors.api.Feature;
import io.fastaccel.interceptors.api.OnEnter;
import java.sql.Connection;
import org.sqlite.Function;
import org.sqlite.SQLiteConnection;

/** Notices functions of the application's own, which may change what a search means. */
@Advice(target = "org.sqlite.Function", feature = Feature.MEMORY)
public final class FunctionAdvice {

  private FunctionAdvice() {}

  @OnEnter(
      method = "create",
      descriptor = "(Ljava/sql/Connection;Ljava/lang/String;Lorg/sqlite/Function;II)V")
  public static void create(
      Connection connection, String name, Function function, int arguments, int flags) {
    if (connection instanceof SQLiteConnection sqlite) {
      ConnectionState state = Databases.known(sqlite.getDatabase());
      if (state != null) {
        synchronized (sqlite.getDatabase()) {
          state.setFunctionsChecked(false);
        }
      }
    }
  }
}
