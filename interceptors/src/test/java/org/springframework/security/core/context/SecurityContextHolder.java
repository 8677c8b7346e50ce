package org.springframework.security.core.context;

import java.util.function.Supplier;

/** Stands in for Spring Security's class of this name, which is not among the dependencies. */
public final class SecurityContextHolder {

  private static final ThreadLocal<Supplier<Object>> CONTEXT = new ThreadLocal<>();

  private SecurityContextHolder() {}

  /** Loads the context where it is deferred. */
  public static Object getContext() {
    Supplier<Object> context = CONTEXT.get();
    return context == null ? null : context.get();
  }

  /** Sets a context that is there. */
  public static void setContext(Object context) {
    CONTEXT.set(() -> context);
  }

  /** What will load the context. */
  public static Supplier<Object> getDeferredContext() {
    return CONTEXT.get();
  }

  /** Sets what will load the context. */
  public static void setDeferredContext(Supplier<Object> context) {
    CONTEXT.set(context);
  }

  /** Sets nothing. */
  public static void clearContext() {
    CONTEXT.remove();
  }
}
