package io.fastaccel.interceptors.tools.cache;

/**
 * What a cache wants to know of one call of a tool. Nothing but the context's values runs the
 * application's code. Used by one thread at a time.
 */
public interface CacheableCall {

  /** The tool's name. */
  String tool();

  /** The arguments as the model wrote them, JSON as a rule; may be {@code null}. */
  String arguments();

  /** Tells the tool from others of the same name. */
  ToolIdentity identity();

  /** Whether the framework hands the tool a context that is not empty. */
  boolean hasContext();

  /** A value of that context, or {@code null}. */
  Object contextValue(String name);

  /** The conversation that the call belongs to, or {@code null}. */
  Object memoryId();
}
