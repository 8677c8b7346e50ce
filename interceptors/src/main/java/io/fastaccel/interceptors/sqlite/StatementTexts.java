package io.fastaccel.interceptors.sqlite;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.sqlite.core.CoreStatement;

/** The SQL text of a driver's statement, which has no public accessor. */
final class StatementTexts {

  private static final VarHandle SQL = find();

  private StatementTexts() {}

  static String of(CoreStatement statement) {
    return (String) SQL.get(statement);
  }

  private static VarHandle find() {
    try {
      return MethodHandles.privateLookupIn(CoreStatement.class, MethodHandles.lookup())
          .findVarHandle(CoreStatement.class, "sql", String.class);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this driver is not known", e);
    }
  }
}
