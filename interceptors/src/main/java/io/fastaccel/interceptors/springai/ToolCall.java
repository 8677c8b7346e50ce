package io.fastaccel.interceptors.springai;

import io.fastaccel.interceptors.tools.ToolInvocation;
import io.fastaccel.interceptors.tools.cache.ToolCache;
import io.fastaccel.interceptors.tools.cache.ToolIdentity;
import org.springframework.ai.chat.model.ToolContext;
import org.springframework.ai.tool.ToolCallback;
import org.springframework.ai.tool.execution.ToolExecutionException;

/** A call of Spring AI's: a callback, its input, and the context that the request carries. */
final class ToolCall implements ToolInvocation {

  /** Loaded by the first call that is looked up. */
  private static final class Cached {
    static final ToolCache RESULTS =
        ToolCache.of(new ResultsOfTools(), ToolCallback.class.getClassLoader());
  }

  private final ToolCallback callback;
  private final String input;
  private final ToolContext context;

  ToolCall(ToolCallback callback, String input, ToolContext context) {
    this.callback = callback;
    this.input = input;
    this.context = context;
  }

  @Override
  public Object call() {
    return callback.call(input, context);
  }

  @Override
  public String tool() {
    return callback.getToolDefinition().name();
  }

  @Override
  public String arguments() {
    return input;
  }

  @Override
  public String schema() {
    return callback.getToolDefinition().inputSchema();
  }

  /** Spring AI knows one kind of failure; what does not fit is one of it too. */
  @Override
  public Throwable argumentsError(String message) {
    return new ToolExecutionException(
        callback.getToolDefinition(), new IllegalArgumentException(message));
  }

  @Override
  public Throwable executionError(String message) {
    return new ToolExecutionException(
        callback.getToolDefinition(), new IllegalStateException(message));
  }

  @Override
  public ToolCache cache() {
    return Cached.RESULTS;
  }

  @Override
  public ToolIdentity identity() {
    return Callbacks.identity(callback);
  }

  @Override
  public boolean hasContext() {
    return context != null && !context.getContext().isEmpty();
  }

  @Override
  public Object contextValue(String name) {
    return context == null ? null : context.getContext().get(name);
  }

  /** Spring AI tells tools nothing of conversations but through the context. */
  @Override
  public Object memoryId() {
    return null;
  }
}
