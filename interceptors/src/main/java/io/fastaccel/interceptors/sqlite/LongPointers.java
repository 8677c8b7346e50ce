package io.fastaccel.interceptors.sqlite;

import io.fastaccel.interceptors.api.OptionalReferences;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.sql.SQLException;
import org.sqlite.core.CoreStatement;
import org.sqlite.core.DB;

/** Handles of drivers before 3.41: addresses. */
@OptionalReferences
final class LongPointers extends Pointers {

  private final MethodHandle finalizeStatement;

  LongPointers(VarHandle field) throws ReflectiveOperationException {
    super(field);
    finalizeStatement =
        MethodHandles.publicLookup()
            .findVirtual(
                DB.class, "finalize", MethodType.methodType(int.class, CoreStatement.class));
  }

  @Override
  boolean isOpen(Object pointer) {
    return pointer != null && (Long) pointer != 0;
  }

  @Override
  void reset(DB database, Object pointer) throws SQLException {
    database.reset((Long) pointer);
  }

  @Override
  void close(DB database, CoreStatement carrier) throws SQLException {
    try {
      int ignored = (int) finalizeStatement.invokeExact(database, carrier);
    } catch (SQLException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  long columnLong(DB database, Object pointer, int column) throws SQLException {
    return database.column_long((Long) pointer, column);
  }

  @Override
  Object weak(Object pointer) {
    return pointer;
  }

  @Override
  Object strong(Object weak) {
    return weak;
  }
}
