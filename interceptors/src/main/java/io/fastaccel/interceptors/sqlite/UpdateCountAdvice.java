package io.fastaccel.interceptors.sqlite;

import io.fastaccel.interceptors.api.Advice;
import io.fastaccel.interceptors.api.Feature;
import io.fastaccel.interceptors.api.OnCall;
import io.fastaccel.interceptors.api.Raise;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.sql.SQLException;
import org.sqlite.core.DB;

/**
 * Keeps our triggers out of the update count of a plain statement, for which the driver takes the
 * difference of the connection's total of changes.
 */
@Advice(target = "org.sqlite.jdbc3.JDBC3Statement", feature = Feature.MEMORY)
public final class UpdateCountAdvice {

  private UpdateCountAdvice() {}

  /** Counts while the script runs. */
  @OnCall(
      in = "*",
      owner = "org.sqlite.core.DB",
      method = "_exec",
      descriptor = "(Ljava/lang/String;)I")
  public static Object execute(DB database, String sql) {
    try {
      return LoggedChanges.execute(database, sql);
    } catch (SQLException e) {
      return new Raise(e);
    }
  }

  /** The total without what was counted. */
  @OnCall(in = "*", owner = "org.sqlite.core.DB", method = "total_changes", descriptor = "()J")
  public static Object totalChanges(DB database) throws Throwable {
    long logged = LoggedChanges.count(database);
    return logged == 0 ? null : (Object) (totalOf(database) - logged);
  }

  /** The same for drivers that count in an {@code int}. */
  @OnCall(in = "*", owner = "org.sqlite.core.DB", method = "total_changes", descriptor = "()I")
  public static Object totalChangesAsInt(DB database) throws Throwable {
    long logged = LoggedChanges.count(database);
    return logged == 0 ? null : (Object) (int) (totalOf(database) - logged);
  }

  private static long totalOf(DB database) throws Throwable {
    return (long) TotalChanges.HANDLE.invokeExact(database);
  }

  /** Looked up, because its type is not the same in all drivers. */
  private static final class TotalChanges {
    static final MethodHandle HANDLE = find();

    private static MethodHandle find() {
      try {
        return MethodHandles.publicLookup()
            .unreflect(DB.class.getMethod("total_changes"))
            .asType(MethodType.methodType(long.class, DB.class));
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("this driver is not known", e);
      }
    }
  }
}
