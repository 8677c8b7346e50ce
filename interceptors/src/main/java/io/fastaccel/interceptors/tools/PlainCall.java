package io.fastaccel.interceptors.tools;

import io.fastaccel.interceptors.tools.cache.ToolCache;
import io.fastaccel.interceptors.tools.cache.ToolIdentity;
import java.util.concurrent.Callable;

/** A call of which nothing but the tool's name is known: it is counted, and nothing else. */
record PlainCall(String tool, Callable<?> original) implements ToolInvocation {

  @Override
  public Object call() throws Exception {
    return original.call();
  }

  @Override
  public String arguments() {
    return null;
  }

  @Override
  public String schema() {
    return null;
  }

  @Override
  public Throwable argumentsError(String message) {
    return null;
  }

  @Override
  public Throwable executionError(String message) {
    return null;
  }

  @Override
  public ToolCache cache() {
    return null;
  }

  @Override
  public ToolIdentity identity() {
    return new ToolIdentity(this, "", false, true, ToolIdentity.Context.UNKNOWN);
  }

  @Override
  public boolean hasContext() {
    return true;
  }

  @Override
  public Object contextValue(String name) {
    return null;
  }

  @Override
  public Object memoryId() {
    return null;
  }
}
