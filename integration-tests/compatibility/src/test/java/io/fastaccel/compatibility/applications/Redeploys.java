package io.fastaccel.compatibility.applications;

import java.lang.ref.WeakReference;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Loads an application again and again in class loaders of their own, uses it, and drops it. */
public final class Redeploys {

  /** Stands for Jackson, used by this class. */
  public static final String JACKSON = "jackson";

  private Redeploys() {}

  /**
   * Runs.
   *
   * @param arguments how often, {@link #JACKSON} or the name of a main class, an argument for that,
   *     and the class path
   */
  public static void main(String[] arguments) throws Exception {
    int times = Integer.parseInt(arguments[0]);
    URL[] classPath = new URL[arguments.length - 3];
    for (int i = 0; i < classPath.length; i++) {
      classPath[i] = Path.of(arguments[i + 3]).toUri().toURL();
    }
    List<WeakReference<ClassLoader>> deployed = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      deployed.add(new WeakReference<>(deploy(arguments[1], arguments[2], classPath)));
    }
    System.out.println("deployed " + times + ", alive " + alive(deployed));
  }

  /** How many are there after all was tried to get rid of them. */
  static int alive(List<WeakReference<ClassLoader>> deployed) throws InterruptedException {
    int alive = deployed.size();
    // Metaspace and soft references go only when the heap is short.
    for (int attempt = 0; attempt < 20 && alive > 0; attempt++) {
      exhaustHeap();
      System.gc();
      Thread.sleep(100);
      alive = (int) deployed.stream().filter(loader -> loader.get() != null).count();
    }
    return alive;
  }

  private static ClassLoader deploy(String application, String argument, URL[] classPath)
      throws Exception {
    URLClassLoader loader = new URLClassLoader(classPath, ClassLoader.getPlatformClassLoader());
    if (application.equals(JACKSON)) {
      useJackson(loader);
    } else {
      ClassLoader before = Thread.currentThread().getContextClassLoader();
      Thread.currentThread().setContextClassLoader(loader);
      try {
        loader
            .loadClass(application)
            .getMethod("main", String[].class)
            .invoke(null, (Object) new String[] {argument});
      } finally {
        Thread.currentThread().setContextClassLoader(before);
      }
    }
    loader.close();
    return loader;
  }

  private static void useJackson(ClassLoader loader) throws Exception {
    Class<?> mapperClass = loader.loadClass("com.fasterxml.jackson.databind.ObjectMapper");
    Object mapper = mapperClass.getConstructor().newInstance();
    Method write = mapperClass.getMethod("writeValueAsString", Object.class);
    for (int i = 0; i < 50; i++) {
      write.invoke(mapper, Map.of("key", "value" + i));
    }
  }

  private static void exhaustHeap() {
    byte[][] hoard = new byte[1 << 10][];
    try {
      for (int i = 0; i < hoard.length; i++) {
        hoard[i] = new byte[16 << 20];
      }
    } catch (OutOfMemoryError e) {
      // Now every soft reference is cleared.
      hoard[0] = null;
    }
  }
}
