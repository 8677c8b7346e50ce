package io.fastaccel.benchmarks.tasks;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/**
 * The JDK's {@code StructuredTaskScope} in the shape of JDK 25 (JEP 505), a preview, for which
 * nothing can be compiled that also runs on older ones. For the thread that has made it.
 */
final class TaskScope implements AutoCloseable {

  private static final MethodHandle OPEN;
  private static final MethodHandle FORK;
  private static final MethodHandle JOIN;
  private static final MethodHandle CLOSE;

  static {
    try {
      String name = "java.util.concurrent.StructuredTaskScope";
      Class<?> scope = Class.forName(name);
      MethodHandles.Lookup lookup = MethodHandles.publicLookup();
      OPEN =
          lookup
              .findStatic(scope, "open", MethodType.methodType(scope))
              .asType(MethodType.methodType(Object.class));
      FORK =
          lookup
              .findVirtual(
                  scope,
                  "fork",
                  MethodType.methodType(Class.forName(name + "$Subtask"), Callable.class))
              .asType(MethodType.methodType(Supplier.class, Object.class, Callable.class));
      JOIN =
          lookup
              .findVirtual(scope, "join", MethodType.methodType(Object.class))
              .asType(MethodType.methodType(void.class, Object.class));
      CLOSE =
          lookup
              .findVirtual(scope, "close", MethodType.methodType(void.class))
              .asType(MethodType.methodType(void.class, Object.class));
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final Object scope;

  TaskScope() throws Throwable {
    scope = (Object) OPEN.invokeExact();
  }

  /** Whether this JDK has it, in the shape that is known. */
  static boolean isAvailable() {
    try {
      new TaskScope().close();
      return true;
    } catch (Throwable e) {
      return false;
    }
  }

  @SuppressWarnings("unchecked")
  <T> Supplier<T> fork(Callable<T> task) throws Throwable {
    return (Supplier<T>) (Supplier<?>) FORK.invokeExact(scope, (Callable<?>) task);
  }

  void join() throws Throwable {
    JOIN.invokeExact(scope);
  }

  @Override
  public void close() {
    try {
      CLOSE.invokeExact(scope);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
