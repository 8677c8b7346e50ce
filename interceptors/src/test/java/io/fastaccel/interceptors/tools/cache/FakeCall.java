package io.fastaccel.interceptors.tools.cache;

import io.fastaccel.interceptors.tools.ToolInvocation;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;

/** A call as a framework would describe it. */
public final class FakeCall implements ToolInvocation {

  private final String tool;
  private final String arguments;
  private final Callable<?> body;
  private final Map<String, Object> context = new HashMap<>();
  private ToolIdentity identity =
      new ToolIdentity("one object", "Tools#get", false, false, ToolIdentity.Context.NONE);
  private String schema;
  private Object memoryId;
  private ToolCache cache;

  /** A call that does that. */
  public FakeCall(String tool, String arguments, Callable<?> body) {
    this.tool = tool;
    this.arguments = arguments;
    this.body = body;
  }

  FakeCall of(ToolIdentity identity) {
    this.identity = identity;
    return this;
  }

  FakeCall in(Object memoryId) {
    this.memoryId = memoryId;
    return this;
  }

  FakeCall with(String name, Object value) {
    context.put(name, value);
    return this;
  }

  /** Sets what the model was shown. */
  public FakeCall schema(String schema) {
    this.schema = schema;
    return this;
  }

  /** Sets where results are kept. */
  public FakeCall cache(ToolCache cache) {
    this.cache = cache;
    return this;
  }

  @Override
  public Object call() throws Exception {
    return body.call();
  }

  @Override
  public String tool() {
    return tool;
  }

  @Override
  public String arguments() {
    return arguments;
  }

  @Override
  public String schema() {
    return schema;
  }

  @Override
  public Throwable argumentsError(String message) {
    return new IllegalArgumentException(message);
  }

  @Override
  public Throwable executionError(String message) {
    return new IllegalStateException(message);
  }

  @Override
  public ToolCache cache() {
    return cache;
  }

  @Override
  public ToolIdentity identity() {
    return identity;
  }

  @Override
  public boolean hasContext() {
    return !context.isEmpty();
  }

  @Override
  public Object contextValue(String name) {
    return context.get(name);
  }

  @Override
  public Object memoryId() {
    return memoryId;
  }
}
