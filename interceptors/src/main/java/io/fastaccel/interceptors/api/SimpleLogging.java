package io.fastaccel.interceptors.api;

import org.slf4j.Logger;
import org.slf4j.simple.SimpleServiceProvider;

/**
 * Sets up slf4j-simple without SLF4J's provider look-up, which reads the application's {@code
 * slf4j.provider} property.
 */
final class SimpleLogging {

  private static final String NAME = "[fast-accel]";

  private SimpleLogging() {}

  static Logger logger() {
    Thread thread = Thread.currentThread();
    ClassLoader context = thread.getContextClassLoader();
    // The simple logger reads its configuration through the context class loader: ours, not the
    // application's.
    thread.setContextClassLoader(SimpleLogging.class.getClassLoader());
    try {
      SimpleServiceProvider provider = new SimpleServiceProvider();
      provider.initialize();
      return provider.getLoggerFactory().getLogger(NAME);
    } finally {
      thread.setContextClassLoader(context);
    }
  }
}
