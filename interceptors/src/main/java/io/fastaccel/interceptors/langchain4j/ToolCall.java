package io.fastaccel.interceptors.langchain4j;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.exception.ToolArgumentsException;
import dev.langchain4j.exception.ToolExecutionException;
import dev.langchain4j.invocation.InvocationContext;
import dev.langchain4j.invocation.InvocationParameters;
import dev.langchain4j.service.tool.ToolExecutor;
import io.fastaccel.interceptors.tools.ToolInvocation;
import io.fastaccel.interceptors.tools.cache.ToolCache;
import io.fastaccel.interceptors.tools.cache.ToolIdentity;

/** A call of LangChain4j's: an executor, what is asked of it, and the AI service's context. */
final class ToolCall implements ToolInvocation {

  /** Loaded by the first call that is looked up. */
  private static final class Cached {
    static final ToolCache RESULTS =
        ToolCache.of(new ResultsOfTools(), ToolExecutor.class.getClassLoader());
  }

  private final ToolExecutor executor;
  private final ToolExecutionRequest request;
  private final InvocationContext context;

  ToolCall(ToolExecutor executor, ToolExecutionRequest request, InvocationContext context) {
    this.executor = executor;
    this.request = request;
    this.context = context;
  }

  @Override
  public Object call() {
    return executor.executeWithContext(request, context);
  }

  @Override
  public String tool() {
    return request.name();
  }

  @Override
  public String arguments() {
    return request.arguments();
  }

  @Override
  public String schema() {
    return Executors.schema(executor, request.name());
  }

  /** With a cause: error handlers are given that. */
  @Override
  public Throwable argumentsError(String message) {
    return new ToolArgumentsException(new IllegalArgumentException(message));
  }

  @Override
  public Throwable executionError(String message) {
    return new ToolExecutionException(new IllegalStateException(message));
  }

  @Override
  public ToolCache cache() {
    return Cached.RESULTS;
  }

  @Override
  public int outerCalls() {
    return ConcurrentCallsAdvice.depthOf(request);
  }

  @Override
  public ToolIdentity identity() {
    return Executors.identity(executor);
  }

  @Override
  public boolean hasContext() {
    if (context == null) {
      return false;
    }
    InvocationParameters parameters = context.invocationParameters();
    return (parameters != null && !parameters.asMap().isEmpty())
        || Executors.hasManagedParameters(context);
  }

  @Override
  public Object contextValue(String name) {
    InvocationParameters parameters = context == null ? null : context.invocationParameters();
    return parameters == null ? null : parameters.asMap().get(name);
  }

  @Override
  public Object memoryId() {
    return context == null ? null : context.chatMemoryId();
  }
}
