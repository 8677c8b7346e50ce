package io.fastaccel.interceptors.loops;

import io.fastaccel.interceptors.api.Feature;
import io.fastaccel.interceptors.api.Features;
import io.fastaccel.interceptors.tools.Pace;
import java.lang.invoke.MethodHandle;
import java.util.concurrent.Callable;

/** The call of a loop for one element, made at most once by a thread of ours. */
final class LoopCall implements Callable<Object> {

  private final MethodHandle original;
  private final Object[] operands;
  private final Pace pace;
  private volatile boolean settled;

  /**
   * @param original takes the operands as one array
   * @param pace is told how long the call took
   */
  LoopCall(MethodHandle original, Object[] operands, Pace pace) {
    this.original = original;
    this.operands = operands;
    this.pace = pace;
  }

  /**
   * Whether the application's method was called: what is thrown then is for the loop. Else it is a
   * failure of ours, and the call is still to be made.
   */
  boolean isSettled() {
    return settled;
  }

  @Override
  public Object call() {
    long start = System.nanoTime();
    settled = true;
    try {
      return (Object) original.invokeExact(operands);
    } catch (Throwable e) {
      throw LoopCall.<RuntimeException>unchecked(e);
    } finally {
      count(start);
    }
  }

  private void count(long start) {
    try {
      pace.add(System.nanoTime() - start);
    } catch (Throwable e) {
      // The task's own ending is what matters.
      Features.of(Feature.TASKS).failed("timing a task", e);
    }
  }

  /**
   * Whatever a task throws, checked or not, is handed over as it is. Here and not in a class of its
   * own: once a task has run, nothing may have to be loaded.
   */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <T extends Throwable> T unchecked(Throwable throwable) throws T {
    throw (T) throwable;
  }
}
