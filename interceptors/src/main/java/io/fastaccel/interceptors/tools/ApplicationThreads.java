package io.fastaccel.interceptors.tools;

import io.fastaccel.runtime.tasks.CallerContext;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What an application keeps on its threads: what has to travel with a call, and what forbids that a
 * call leaves its thread. Everything is reached through the application's own classes.
 *
 * <p>One for each class loader of an application, kept by a class of that side. Thread-safe.
 */
public final class ApplicationThreads {

  private static final String REGISTRY = "io.micrometer.context.ContextRegistry";

  /** The key of Spring Security's accessor, which would load a deferred context. */
  private static final String SECURITY_CONTEXT =
      "org:springframework:security:core:context:SecurityContext".replace(':', '.');

  private final ClassLoader loader;
  private final ThreadState request;
  private final List<ThreadState> states;

  /** Bound when the application has loaded what it needs. */
  private volatile MethodHandle snapshot;

  /**
   * @param loader the loader through which the framework sees the application
   */
  public ApplicationThreads(ClassLoader loader) {
    this.loader = loader;
    this.request =
        state(
            "org:springframework:web:context:request:RequestContextHolder",
            "getRequestAttributes",
            "setRequestAttributes",
            "resetRequestAttributes");
    this.states =
        List.of(
            state("org:slf4j:MDC", "getCopyOfContextMap", "setContextMap", "clear"),
            state(
                "org:springframework:context:i18n:LocaleContextHolder",
                "getLocaleContext",
                "setLocaleContext",
                "resetLocaleContext"),
            request,
            // To get the context itself would load it, from the session or wherever it is kept.
            state(
                    "org:springframework:security:core:context:SecurityContextHolder",
                    "getDeferredContext",
                    "setDeferredContext",
                    "clearContext")
                .or("getContext", "setContext"),
            state(
                "org:springframework:ai:model:tool:internal:ToolCallReactiveContextHolder",
                "getContext",
                "setContext",
                "clearContext"),
            state(
                "dev:langchain4j:invocation:LangChain4jManaged",
                "current",
                "setCurrent",
                "removeCurrent"));
  }

  private ThreadState state(String className, String getter, String setter, String clearer) {
    return new ThreadState(loader, className, getter, setter, clearer);
  }

  /**
   * Takes what the current thread carries.
   *
   * @throws IllegalStateException if a library fails while it tells
   */
  public CallerContext capture() {
    List<CallerContext> parts = new ArrayList<>();
    ClassLoader contextLoader = Thread.currentThread().getContextClassLoader();
    parts.add(
        () -> {
          Thread.currentThread().setContextClassLoader(contextLoader);
          return () -> Thread.currentThread().setContextClassLoader(null);
        });
    boolean inRequest = false;
    try {
      // First, since it clears what it has not captured.
      MethodHandle propagation = contextPropagation();
      if (propagation != null) {
        parts.add(propagated(propagation.invoke()));
      }
      for (ThreadState state : states) {
        CallerContext part = state.capture();
        if (part != null) {
          parts.add(part);
          inRequest |= state == request;
        }
      }
      CallerContext trace = openTelemetry();
      if (trace != null) {
        parts.add(trace);
      }
    } catch (Throwable e) {
      throw new IllegalStateException("the thread's context cannot be taken", e);
    }
    return new Parts(parts, inRequest);
  }

  /** Why a call must stay on the current thread, or {@code null}. */
  public String refusal() {
    try {
      Class<?> transactions =
          LoadedClasses.find(
              "org.springframework.transaction.support.TransactionSynchronizationManager", loader);
      if (transactions != null) {
        if (isTrue(transactions, "isActualTransactionActive")
            || isTrue(transactions, "isSynchronizationActive")) {
          return "caller is in a transaction";
        }
        MethodHandle resources =
            MethodHandles.publicLookup()
                .findStatic(transactions, "getResourceMap", MethodType.methodType(Map.class));
        if (!((Map<?, ?>) resources.invoke()).isEmpty()) {
          return "resources are bound to the caller";
        }
      }
      return isInCdiRequest() ? "caller is in a CDI request" : null;
    } catch (Throwable e) {
      return "cannot tell what is bound to the caller";
    }
  }

  private static boolean isTrue(Class<?> type, String method) throws Throwable {
    return (boolean)
        MethodHandles.publicLookup()
            .findStatic(type, method, MethodType.methodType(boolean.class))
            .invoke();
  }

  /** Quarkus: {@code Arc.container().requestContext().isActive()}; its scope knows one thread. */
  private boolean isInCdiRequest() throws Throwable {
    Class<?> arc = LoadedClasses.find("io.quarkus.arc.Arc", loader);
    if (arc == null) {
      return false;
    }
    Object container = arc.getMethod("container").invoke(null);
    if (container == null) {
      return false;
    }
    Class<?> containerType = Class.forName("io.quarkus.arc.ArcContainer", false, loader);
    Object context = containerType.getMethod("requestContext").invoke(container);
    Class<?> contextType = Class.forName("io.quarkus.arc.ManagedContext", false, loader);
    return (boolean) contextType.getMethod("isActive").invoke(context);
  }

  /**
   * {@code () -> ContextSnapshotFactory.builder().clearMissing(true).captureKeyPredicate(key ->
   * !key.equals(SecurityContext)).build().captureAll()} of the application's Micrometer context
   * propagation, which knows what Spring Security, Observation and others have registered; {@code
   * null} where it is not there. Only the application itself may be the first to use its registry,
   * which then looks for accessors, once and for all, with the class loader of that moment.
   */
  private MethodHandle contextPropagation() {
    MethodHandle bound = snapshot;
    if (bound != null || LoadedClasses.find(REGISTRY, loader) == null) {
      return bound;
    }
    try {
      Class<?> type = Class.forName("io.micrometer.context.ContextSnapshotFactory", false, loader);
      MethodHandles.Lookup lookup = MethodHandles.publicLookup();
      Class<?> builderType =
          Class.forName("io.micrometer.context.ContextSnapshotFactory$Builder", false, loader);
      Object builder = type.getMethod("builder").invoke(null);
      builder = builderType.getMethod("clearMissing", boolean.class).invoke(builder, true);
      Predicate<Object> ofNoStateOfOurs = key -> !SECURITY_CONTEXT.equals(key);
      builder =
          builderType
              .getMethod("captureKeyPredicate", Predicate.class)
              .invoke(builder, ofNoStateOfOurs);
      Object snapshots = builderType.getMethod("build").invoke(builder);
      bound =
          MethodHandles.insertArguments(
              lookup.unreflect(type.getMethod("captureAll", Object[].class)).asFixedArity(),
              0,
              snapshots,
              new Object[0]);
      snapshot = bound;
      return bound;
    } catch (ReflectiveOperationException | LinkageError tooOld) {
      return null;
    }
  }

  private CallerContext propagated(Object captured) throws ReflectiveOperationException {
    MethodHandle set =
        MethodHandles.publicLookup()
            .unreflect(
                Class.forName("io.micrometer.context.ContextSnapshot", false, loader)
                    .getMethod("setThreadLocals"));
    return () -> {
      AutoCloseable scope = (AutoCloseable) set.invoke(captured);
      return scope::close;
    };
  }

  /** {@code Context.current()} there, {@code context.makeCurrent()} here. */
  private CallerContext openTelemetry() throws Throwable {
    Class<?> type = LoadedClasses.find("io.opentelemetry.context.Context", loader);
    if (type == null) {
      return null;
    }
    MethodHandles.Lookup lookup = MethodHandles.publicLookup();
    Object current = lookup.unreflect(type.getMethod("current")).invoke();
    MethodHandle makeCurrent = lookup.unreflect(type.getMethod("makeCurrent"));
    return () -> {
      AutoCloseable scope = (AutoCloseable) makeCurrent.invoke(current);
      return scope::close;
    };
  }

  /** Opened in order, closed in the opposite one; opened wholly or not at all. */
  private record Parts(List<CallerContext> parts, boolean endsWithCaller) implements CallerContext {

    @Override
    public Scope open() throws Throwable {
      List<Scope> scopes = new ArrayList<>(parts.size());
      try {
        for (CallerContext part : parts) {
          scopes.add(part.open());
        }
      } catch (Throwable e) {
        close(scopes);
        throw e;
      }
      return () -> close(scopes);
    }

    private static void close(List<Scope> scopes) {
      for (int i = scopes.size() - 1; i >= 0; i--) {
        try {
          scopes.get(i).close();
        } catch (Throwable e) {
          // The rest has to go all the same; the thread ends after this.
        }
      }
    }
  }
}
