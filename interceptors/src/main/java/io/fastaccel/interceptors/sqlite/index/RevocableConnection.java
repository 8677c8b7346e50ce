package io.fastaccel.interceptors.sqlite.index;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A connection that one thread uses and any other may close, between two calls to it or to what was
 * made by it. Whoever uses it afterwards gets an exception, and the driver never meets two threads
 * at once: not all of its versions bear that one reads while another closes.
 */
final class RevocableConnection implements AutoCloseable {

  private static final Class<?>[] MADE = {
    PreparedStatement.class, Statement.class, ResultSet.class, ResultSetMetaData.class
  };

  private final Connection connection;
  private final Connection view;
  private volatile boolean revoked;

  RevocableConnection(Connection connection) {
    this.connection = connection;
    this.view = (Connection) view(Connection.class, connection);
  }

  /** The connection as it is to be used, with its statements and their results. */
  Connection view() {
    return view;
  }

  /** Whether it was closed by another thread than the one that uses it. */
  boolean isRevoked() {
    return revoked;
  }

  /** Closes it as soon as the call that is under way has returned. */
  synchronized void revoke() throws SQLException {
    revoked = true;
    connection.close();
  }

  @Override
  public synchronized void close() throws SQLException {
    connection.close();
  }

  private Object view(Class<?> type, Object target) {
    InvocationHandler handler = (proxy, method, arguments) -> call(target, method, arguments);
    return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler);
  }

  private synchronized Object call(Object target, Method method, Object[] arguments)
      throws Throwable {
    if (revoked) {
      if (method.getName().equals("close")) {
        return null;
      }
      throw new SQLException("the application has closed the database");
    }
    Object result;
    try {
      result = method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
    for (Class<?> type : MADE) {
      if (type.isAssignableFrom(method.getReturnType()) && result != null) {
        return view(type, result);
      }
    }
    return result;
  }
}
