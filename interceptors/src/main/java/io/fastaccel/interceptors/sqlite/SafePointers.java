package io.fastaccel.interceptors.sqlite;

import io.fastaccel.interceptors.api.OptionalReferences;
import java.lang.invoke.VarHandle;
import java.lang.ref.WeakReference;
import java.sql.SQLException;
import org.sqlite.core.CoreStatement;
import org.sqlite.core.DB;
import org.sqlite.core.SafeStmtPtr;

/** Handles of drivers from 3.41: objects that know whether they are closed. */
@OptionalReferences
final class SafePointers extends Pointers {

  SafePointers(VarHandle field) {
    super(field);
  }

  @Override
  boolean isOpen(Object pointer) {
    return pointer != null && !((SafeStmtPtr) pointer).isClosed();
  }

  @Override
  void reset(DB database, Object pointer) throws SQLException {
    int ignored = ((SafeStmtPtr) pointer).safeRunInt(DB::reset);
  }

  @Override
  void close(DB database, CoreStatement carrier) throws SQLException {
    int ignored = ((SafeStmtPtr) get(carrier)).close();
  }

  @Override
  long columnLong(DB database, Object pointer, int column) throws SQLException {
    return ((SafeStmtPtr) pointer).safeRunLong((db, address) -> db.column_long(address, column));
  }

  @Override
  Object weak(Object pointer) {
    return new WeakReference<>((SafeStmtPtr) pointer);
  }

  @Override
  Object strong(Object weak) {
    return ((WeakReference<?>) weak).get();
  }
}
