package io.fastaccel.interceptors.sqlite;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.reflect.Field;
import java.sql.SQLException;
import org.sqlite.core.CoreStatement;
import org.sqlite.core.DB;

/**
 * The driver's handle on a compiled statement: a {@code long} in older drivers, a guarded object in
 * newer ones. Every call is made while holding the connection's monitor.
 */
abstract class Pointers {

  /** For the driver that is there. */
  static final Pointers CURRENT = create();

  private final VarHandle field;

  Pointers(VarHandle field) {
    this.field = field;
  }

  /** The handle that a statement executes; a {@link Long} in older drivers. */
  final Object get(CoreStatement statement) {
    return field.get(statement);
  }

  final void set(CoreStatement statement, Object pointer) {
    field.set(statement, pointer);
  }

  /** Whether the statement behind it exists still. */
  abstract boolean isOpen(Object pointer);

  /** Ends its execution. */
  abstract void reset(DB database, Object pointer) throws SQLException;

  /** Destroys the compiled statement that the carrier holds, and that nobody else holds. */
  abstract void close(DB database, CoreStatement carrier) throws SQLException;

  /** A column of its current row. */
  abstract long columnLong(DB database, Object pointer, int column) throws SQLException;

  /**
   * A reference that does not keep the connection alive. The driver holds every handle of an open
   * connection strongly, so the referent lives exactly as long as it can be used.
   */
  abstract Object weak(Object pointer);

  /** The referent of {@link #weak}, or {@code null}. */
  abstract Object strong(Object weak);

  private static Pointers create() {
    try {
      Field field = CoreStatement.class.getField("pointer");
      VarHandle handle = MethodHandles.publicLookup().unreflectVarHandle(field);
      return field.getType() == long.class ? new LongPointers(handle) : new SafePointers(handle);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this driver is not known", e);
    }
  }
}
