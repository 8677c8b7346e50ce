package io.fastaccel.interceptors.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fastaccel.runtime.tasks.CallerContext;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.quarkus.arc.Arc;
import io.quarkus.arc.ManagedContext;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

class ApplicationThreadsTest {

  private static final String REGISTRY = "io.micrometer.context.ContextRegistry";
  private static final ContextKey<String> TRACE = ContextKey.named("trace");

  /** An application with all that is on the class path. */
  private static final class Application extends URLClassLoader {
    Application() throws IOException {
      super(classPath(), ClassLoader.getPlatformClassLoader());
    }

    private static URL[] classPath() throws IOException {
      List<URL> urls = new ArrayList<>();
      for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
        urls.add(new File(entry).toURI().toURL());
      }
      return urls.toArray(new URL[0]);
    }

    boolean hasLoaded(String name) {
      return findLoadedClass(name) != null;
    }
  }

  @Test
  void theContextRegistryIsLeftToTheApplicationToLoad() throws Throwable {
    try (Application application = new Application()) {
      ApplicationThreads threads = new ApplicationThreads(application);
      CallerContext context = threads.capture();
      context.open().close();
      assertFalse(application.hasLoaded(REGISTRY));
    }
  }

  @Test
  void whatIsRegisteredTravelsOnceTheApplicationHasLoadedTheRegistry() throws Throwable {
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    try (Application application = new Application()) {
      // Where the registry looks for accessors.
      Thread.currentThread().setContextClassLoader(application);
      ApplicationThreads threads = new ApplicationThreads(application);
      assertNotNull(threads.capture());
      Class<?> registryType = application.loadClass(REGISTRY);
      ThreadLocal<String> tenant = new ThreadLocal<>();
      Object registry = registryType.getMethod("getInstance").invoke(null);
      Object same =
          registryType
              .getMethod("registerThreadLocalAccessor", String.class, ThreadLocal.class)
              .invoke(registry, "tenant", tenant);
      assertNotNull(same);
      tenant.set("first");
      CallerContext context = threads.capture();
      List<Object> seen = new ArrayList<>();
      onAnotherThread(context, () -> seen.add(tenant.get()));
      assertEquals(List.of("first"), seen);
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }

  /** What lies on a thread, by the libraries themselves. */
  private static List<Object> onThisThread() {
    RequestAttributes request = RequestContextHolder.getRequestAttributes();
    return Arrays.asList(
        LocaleContextHolder.getLocaleContext(),
        request,
        SecurityContextHolder.getContext().getAuthentication(),
        Context.current().get(TRACE),
        Thread.currentThread().getContextClassLoader());
  }

  @Test
  void whatLibrariesKeepOnAThreadTravelsAndNothingOfItStays() throws Exception {
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    LocaleContextHolder.setLocale(Locale.ITALY);
    RequestContextHolder.setRequestAttributes(request());
    SecurityContextHolder.getContext()
        .setAuthentication(new TestingAuthenticationToken("somebody", ""));
    try (Application loader = new Application()) {
      Thread.currentThread().setContextClassLoader(loader);
      Context.current().with(TRACE, "trace").wrap(this::expectThatAllTravelsAndNothingStays).call();
    } finally {
      Thread.currentThread().setContextClassLoader(before);
      LocaleContextHolder.resetLocaleContext();
      RequestContextHolder.resetRequestAttributes();
      SecurityContextHolder.clearContext();
    }
  }

  private Void expectThatAllTravelsAndNothingStays() throws Exception {
    List<Object> here = onThisThread();
    assertFalse(here.contains(null), here::toString);
    CallerContext context = new ApplicationThreads(getClass().getClassLoader()).capture();
    List<Object> inside = new ArrayList<>();
    List<Object> after = new ArrayList<>();
    onAnotherThread(context, () -> inside.addAll(onThisThread()), after);
    assertEquals(here, inside);
    assertEquals(Arrays.asList(null, null, null, null, null), after);
    assertEquals(here, onThisThread());
    return null;
  }

  @Test
  void aDeferredSecurityContextTravelsWithoutBeingLoaded() throws Exception {
    int[] loaded = new int[1];
    SecurityContextHolder.setDeferredContext(
        () -> {
          loaded[0]++;
          return new SecurityContextImpl(new TestingAuthenticationToken("somebody", ""));
        });
    try {
      CallerContext context = new ApplicationThreads(getClass().getClassLoader()).capture();
      List<Object> seen = new ArrayList<>();
      onAnotherThread(context, () -> seen.add("not used"));
      assertEquals(0, loaded[0]);
      onAnotherThread(
          context,
          () -> seen.add(SecurityContextHolder.getContext().getAuthentication().getName()));
      assertEquals(List.of("not used", "somebody"), seen);
      assertEquals(1, loaded[0]);
    } finally {
      SecurityContextHolder.clearContext();
    }
  }

  @Test
  void aRequestEndsWithItsCaller() throws Exception {
    ApplicationThreads threads = new ApplicationThreads(getClass().getClassLoader());
    RequestAttributes request = request();
    RequestContextHolder.setRequestAttributes(request);
    try {
      CallerContext context = threads.capture();
      assertTrue(context.endsWithCaller());
      List<Object> seen = new ArrayList<>();
      onAnotherThread(context, () -> seen.add(RequestContextHolder.getRequestAttributes()));
      assertEquals(List.of(request), seen);
    } finally {
      RequestContextHolder.resetRequestAttributes();
    }
    assertFalse(threads.capture().endsWithCaller());
  }

  @Test
  void aCallerInARequestOfQuarkusIsLeftAlone() {
    ApplicationThreads threads = new ApplicationThreads(getClass().getClassLoader());
    ManagedContext request = Arc.initialize().requestContext();
    try {
      assertNull(threads.refusal());
      request.activate();
      assertEquals("caller is in a CDI request", threads.refusal());
      request.terminate();
      assertNull(threads.refusal());
    } finally {
      Arc.shutdown();
    }
  }

  private static RequestAttributes request() {
    return (RequestAttributes)
        Proxy.newProxyInstance(
            RequestAttributes.class.getClassLoader(),
            new Class<?>[] {RequestAttributes.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "hashCode" -> System.identityHashCode(proxy);
                  case "equals" -> proxy == arguments[0];
                  case "toString" -> "a request";
                  default -> null;
                });
  }

  private static void onAnotherThread(CallerContext context, Runnable work)
      throws InterruptedException {
    onAnotherThread(context, work, new ArrayList<>());
  }

  private static void onAnotherThread(CallerContext context, Runnable work, List<Object> after)
      throws InterruptedException {
    List<Throwable> failures = new ArrayList<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                CallerContext.Scope scope = context.open();
                work.run();
                scope.close();
                after.addAll(onThisThread());
              } catch (Throwable e) {
                failures.add(e);
              }
            });
    thread.start();
    thread.join();
    assertEquals(List.of(), failures);
  }
}
