package io.fastaccel.interceptors.tools;

import io.fastaccel.interceptors.tools.cache.CacheableCall;
import io.fastaccel.interceptors.tools.cache.ToolCache;
import java.util.concurrent.Callable;

/**
 * One call of a tool, as the package of its framework describes it. {@link #call} makes it, as the
 * framework would have. Nothing but {@link #call} and the context's values runs the application's
 * code. Used by one thread at a time.
 */
public interface ToolInvocation extends CacheableCall, Callable<Object> {

  /** The JSON schema of the arguments, or {@code null} where it cannot be told. */
  String schema();

  /** What the framework throws where arguments do not fit the tool. */
  Throwable argumentsError(String message);

  /**
   * What the framework throws where a tool has failed; {@code null} where it has nothing of the
   * kind, so that no call can be refused.
   */
  Throwable executionError(String message);

  /** The results that the tools of this class loader's framework have; {@code null} for none. */
  ToolCache cache();

  /**
   * How many tool calls are around this one by what the framework knows, where it makes the call on
   * another thread than the one that asked for it; else 0.
   */
  default int outerCalls() {
    return 0;
  }
}
