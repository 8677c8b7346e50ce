package org.example.context;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.MDC;
import org.springframework.ai.tool.annotation.Tool;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/** Tools that tell what lies around their call. */
public final class ContextTools {

  static final ContextKey<String> TRACE = ContextKey.named("trace");
  static final ThreadLocal<String> TENANT = new ThreadLocal<>();
  static final InheritableThreadLocal<String> INHERITED = new InheritableThreadLocal<>();

  private static final long LATENCY_MILLIS = 50;

  private final AtomicInteger running = new AtomicInteger();
  private final Queue<Thread> threads = new ConcurrentLinkedQueue<>();

  /** Reads all that lies around. */
  @Tool
  public String getContext() {
    threads.add(Thread.currentThread());
    latency();
    RequestAttributes request = RequestContextHolder.getRequestAttributes();
    Authentication user = SecurityContextHolder.getContext().getAuthentication();
    return String.join(
        " ",
        MDC.get("user"),
        LocaleContextHolder.getLocale().toString(),
        request == null ? "no request" : "" + request.getAttribute("path", 0),
        user == null ? "nobody" : user.getName(),
        Context.current().get(TRACE),
        TENANT.get(),
        INHERITED.get(),
        Thread.currentThread().getContextClassLoader().getName());
  }

  /** Does not look around. */
  @Tool
  public String getNothing() {
    latency();
    return "nothing";
  }

  /** Reads, and fails at once. */
  @Tool
  public String getFailure() {
    throw new IllegalStateException("failed");
  }

  /** Reads for a while. */
  @Tool
  public String getSlowly() {
    running.incrementAndGet();
    latency();
    running.decrementAndGet();
    return "slow";
  }

  /** Changes what lies around the calls that follow. */
  @Tool
  public String change() {
    MDC.put("user", "grace");
    LocaleContextHolder.setLocale(Locale.JAPAN);
    TENANT.set("another tenant");
    RequestContextHolder.resetRequestAttributes();
    SecurityContextHolder.clearContext();
    return "changed";
  }

  /** How many slow calls are in progress. */
  int running() {
    return running.get();
  }

  /** Waits for the end of all threads that have called a tool, but for the current one. */
  int awaitThreads() throws InterruptedException {
    int ended = 0;
    for (Thread thread : threads) {
      if (thread != Thread.currentThread()) {
        thread.join();
        ended++;
      }
    }
    threads.clear();
    return ended;
  }

  private static void latency() {
    try {
      TimeUnit.MILLISECONDS.sleep(LATENCY_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
