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
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The agent's own room: classes from a folder of the agent's jar, under an ending that no
 * class-path scanner takes for a class. Its parent is the platform class loader, so that it sees
 * nothing of the application, and the application nothing of it. Safe for use by many threads.
 */
final class AgentClassLoader extends ClassLoader
    implements Supplier<Object[]>, Consumer<Function<String, Object>> {

  static {
    registerAsParallelCapable();
    FastAccel.loader = new AgentClassLoader(FastAccel.handover);
    FastAccel.handover = null;
  }

  private static final String OWN = "io.fastaccel.";

  private final ZipFile zip;
  private final String folder;
  private final ProtectionDomain domain;
  private final Object[] launch;

  private AgentClassLoader(Object[] handover) {
    super("fast-accel", getPlatformClassLoader());
    this.zip = (ZipFile) handover[0];
    this.folder = (String) handover[1];
    this.domain = (ProtectionDomain) handover[2];
    this.launch = (Object[]) handover[3];
  }

  /** Gives the agent, which sees no class of the facade's, what the JVM called the facade with. */
  @Override
  public Object[] get() {
    return launch;
  }

  /** Gives the facade what the agent answers questions with. */
  @Override
  public void accept(Function<String, Object> answers) {
    FastAccel.connect(answers);
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
