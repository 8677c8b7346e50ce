package org.springframework.web.context.request;

/** Stands in for Spring's class of this name, which is not among the dependencies. */
public final class RequestContextHolder {

  private static final ThreadLocal<Object> ATTRIBUTES = new ThreadLocal<>();

  private RequestContextHolder() {}

  /** What is bound to the thread, or {@code null}. */
  public static Object getRequestAttributes() {
    return ATTRIBUTES.get();
  }

  /** Binds it. */
  public static void setRequestAttributes(Object attributes) {
    ATTRIBUTES.set(attributes);
  }

  /** Binds nothing. */
  public static void resetRequestAttributes() {
    ATTRIBUTES.remove();
  }
}
