package io.fastaccel.agent.link;

import java.io.IOException;
import java.io.InputStream;

/**
 * Where advice meets the application's own library: it defines the classes of one package of advice
 * itself, asks the agent's loader for everything else of ours, and the application's loader for all
 * the rest. Safe for use by many threads; collectable together with the application's loader.
 */
final class InterceptorClassLoader extends ClassLoader {

  static {
    registerAsParallelCapable();
  }

  private static final String OURS = "io.fastaccel.";

  private final String ownPrefix;
  private final ClassLoader agentLoader;

  InterceptorClassLoader(String packageName, ClassLoader application, ClassLoader agentLoader) {
    super("fast-accel " + packageName.substring(packageName.lastIndexOf('.') + 1), application);
    this.ownPrefix = packageName + ".";
    this.agentLoader = agentLoader;
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.startsWith(OURS)) {
      return super.loadClass(name, resolve);
    }
    if (!name.startsWith(ownPrefix)) {
      return agentLoader.loadClass(name);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded == null ? define(name) : loaded;
    }
  }

  private Class<?> define(String name) throws ClassNotFoundException {
    try (InputStream in = agentLoader.getResourceAsStream(name.replace('.', '/') + ".class")) {
      if (in == null) {
        throw new ClassNotFoundException(name);
      }
      byte[] bytes = in.readAllBytes();
      return defineClass(
          name, bytes, 0, bytes.length, InterceptorClassLoader.class.getProtectionDomain());
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }
}
