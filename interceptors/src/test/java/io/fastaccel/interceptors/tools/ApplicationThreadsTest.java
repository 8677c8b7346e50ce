package io.fastaccel.interceptors.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fastaccel.runtime.tasks.CallerContext;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.context.request.RequestContextHolder;

class ApplicationThreadsTest {

  private static final String REGISTRY = "io.micrometer.context.ContextRegistry";

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

  @Test
  void aDeferredSecurityContextTravelsWithoutBeingLoaded() throws Exception {
    int[] loaded = new int[1];
    SecurityContextHolder.setDeferredContext(() -> "loaded " + ++loaded[0]);
    try {
      CallerContext context = new ApplicationThreads(getClass().getClassLoader()).capture();
      List<Object> seen = new ArrayList<>();
      onAnotherThread(context, () -> seen.add("not used"));
      assertEquals(0, loaded[0]);
      onAnotherThread(context, () -> seen.add(SecurityContextHolder.getContext()));
      assertEquals(List.of("not used", "loaded 1"), seen);
    } finally {
      SecurityContextHolder.clearContext();
    }
  }

  @Test
  void aRequestEndsWithItsCaller() throws Exception {
    ApplicationThreads threads = new ApplicationThreads(getClass().getClassLoader());
    RequestContextHolder.setRequestAttributes("of this request");
    try {
      CallerContext context = threads.capture();
      assertTrue(context.endsWithCaller());
      List<Object> seen = new ArrayList<>();
      onAnotherThread(context, () -> seen.add(RequestContextHolder.getRequestAttributes()));
      assertEquals(List.of("of this request"), seen);
    } finally {
      RequestContextHolder.resetRequestAttributes();
    }
    assertFalse(threads.capture().endsWithCaller());
  }

  private static void onAnotherThread(CallerContext context, Runnable work)
      throws InterruptedException {
    List<Throwable> failures = new ArrayList<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                CallerContext.Scope scope = context.open();
                work.run();
                scope.close();
              } catch (Throwable e) {
                failures.add(e);
              }
            });
    thread.start();
    thread.join();
    assertEquals(List.of(), failures);
  }
}
