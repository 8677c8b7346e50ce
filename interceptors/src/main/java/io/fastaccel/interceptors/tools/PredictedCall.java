package io.fastaccel.interceptors.tools;

import java.lang.reflect.Method;
import java.util.concurrent.Callable;

/**
 * A call that a framework's loop is going to make, as far as it can be told where the loop begins.
 *
 * @param tool the tool's name
 * @param method the method behind the tool, where the framework tells; else {@code null}
 * @param receiver the object that the framework will call; {@code null} where there is none, or
 *     where finding it would run the application's code: such a call is a barrier
 * @param request what is asked of the tool; strings are compared by content, all else by identity
 * @param context what else is passed, compared by identity
 * @param call makes it
 * @param readOnly whether the tool itself is known to say that it changes nothing
 */
public record PredictedCall(
    String tool,
    Method method,
    Object receiver,
    Object request,
    Object context,
    Callable<?> call,
    boolean readOnly) {

  /** A call of a tool that says nothing of itself. */
  public PredictedCall(
      String tool,
      Method method,
      Object receiver,
      Object request,
      Object context,
      Callable<?> call) {
    this(tool, method, receiver, request, context, call, false);
  }

  /** The same call of a tool that says that it changes nothing, or does not. */
  public PredictedCall readOnly(boolean hint) {
    return new PredictedCall(tool, method, receiver, request, context, call, hint);
  }

  /** A call that is known to come, and nothing else. */
  public static PredictedCall barrier(String tool) {
    return new PredictedCall(tool, null, null, null, null, null);
  }

  boolean is(Object receiver, Object request, Object context) {
    return this.receiver == receiver
        && this.context == context
        && (this.request == request || (request instanceof String && request.equals(this.request)));
  }
}
