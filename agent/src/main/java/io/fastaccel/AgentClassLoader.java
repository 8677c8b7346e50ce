package io.fastaccel;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.security.ProtectionDomain;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The agent's own room: classes from a folder of the agent's jar, under an ending that no
 * class-path scanner takes for a class. Its parent is the platform class loader, so that it sees
 * nothing of the application, and the application nothing of it. Safe for use by many threads.
 */
final class AgentClassLoader extends ClassLoader {

  static {
    registerAsParallelCapable();
  }

  private static final String OWN = "io.fastaccel.";

  private final ZipFile zip;
  private final String folder;
  private final ProtectionDomain domain;

  AgentClassLoader(ZipFile zip, String folder, ProtectionDomain domain) {
    super("fast-accel", getPlatformClassLoader());
    this.zip = zip;
    this.folder = folder;
    this.domain = domain;
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.startsWith(OWN)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded == null ? findClass(name) : loaded;
    }
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    byte[] bytes;
    try {
      bytes = read(name.replace('.', '/') + ".classdata");
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
    if (bytes == null) {
      throw new ClassNotFoundException(name);
    }
    return defineClass(name, bytes, 0, bytes.length, domain);
  }

  @Override
  public InputStream getResourceAsStream(String name) {
    try {
      byte[] bytes = read(stored(name));
      return bytes == null ? super.getResourceAsStream(name) : new ByteArrayInputStream(bytes);
    } catch (IOException e) {
      return null;
    }
  }

  @Override
  protected URL findResource(String name) {
    String entry = folder + stored(name);
    if (zip.getEntry(entry) == null) {
      return null;
    }
    try {
      return new URL("jar:" + new File(zip.getName()).toURI() + "!/" + entry);
    } catch (MalformedURLException e) {
      return null;
    }
  }

  @Override
  protected Enumeration<URL> findResources(String name) {
    URL resource = findResource(name);
    return resource == null
        ? Collections.emptyEnumeration()
        : Collections.enumeration(List.of(resource));
  }

  /** Class files are asked for by their usual ending. */
  private static String stored(String name) {
    return name.endsWith(".class")
        ? name.substring(0, name.length() - ".class".length()) + ".classdata"
        : name;
  }

  private byte[] read(String name) throws IOException {
    ZipEntry entry = zip.getEntry(folder + name);
    if (entry == null) {
      return null;
    }
    try (InputStream in = zip.getInputStream(entry)) {
      return in.readAllBytes();
    }
  }
}
