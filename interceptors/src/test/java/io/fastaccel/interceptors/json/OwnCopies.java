package io.fastaccel.interceptors.json;

import java.net.URL;
import java.net.URLClassLoader;

/**
 * A class loader with its own copies of the classes of one package; all others are its parent's.
 */
public final class OwnCopies extends URLClassLoader {

  private final String prefix;

  /**
   * @param member a class of the package
   */
  public OwnCopies(Class<?> member) {
    super(
        new URL[] {member.getProtectionDomain().getCodeSource().getLocation()},
        member.getClassLoader());
    prefix = member.getPackageName() + ".";
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.startsWith(prefix)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded != null ? loaded : findClass(name);
    }
  }

  /** This loader's own copy. */
  public Class<?> copyOf(Class<?> original) throws ClassNotFoundException {
    return loadClass(original.getName());
  }
}
