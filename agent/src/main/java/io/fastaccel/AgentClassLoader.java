package io.fastaccel;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.net.MalformedURLException;
import java.net.URL;
import java.security.ProtectionDomain;
import java.util.ArrayList;
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
  private static final String OWN_RESOURCES = "io/fastaccel/";
  private static final String SERVICES = "META-INF/services/";

  /** Finds what is not in the folder; loaded with the first miss, which a start does not have. */
  private static final String PACKS = "io.fastaccel.agent.packs.";

  private final ZipFile zip;
  private final String folder;
  private final ProtectionDomain domain;
  private final Object[] launch;
  private volatile ClassLoader packs;

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
      bytes = read(name.replace('.', '/') + ".class");
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
    if (bytes == null && !name.startsWith(PACKS)) {
      bytes = readPacked(name.replace('.', '/') + ".class");
    }
    if (bytes == null) {
      throw new ClassNotFoundException(name);
    }
    return defineClass(name, bytes, 0, bytes.length, domain);
  }

  @Override
  public InputStream getResourceAsStream(String name) {
    try {
      byte[] bytes = read(name);
      if (bytes != null) {
        return new ByteArrayInputStream(bytes);
      }
    } catch (IOException e) {
      return null;
    }
    InputStream packed = mayBePacked(name) ? packs().getResourceAsStream(name) : null;
    return packed == null ? super.getResourceAsStream(name) : packed;
  }

  /** Of all other resources, packs have those that a library in an open pack asks for. */
  private boolean mayBePacked(String name) {
    return packs != null || name.startsWith(OWN_RESOURCES) || name.startsWith(SERVICES);
  }

  @Override
  protected URL findResource(String name) {
    String entry = folder + stored(name);
    if (zip.getEntry(entry) == null) {
      return packs().getResource(name);
    }
    try {
      return new URL("jar:" + new File(zip.getName()).toURI() + "!/" + entry);
    } catch (MalformedURLException e) {
      return null;
    }
  }

  @Override
  protected Enumeration<URL> findResources(String name) throws IOException {
    List<URL> found = new ArrayList<>(Collections.list(packs().getResources(name)));
    if (zip.getEntry(folder + stored(name)) != null) {
      found.add(findResource(name));
    }
    return Collections.enumeration(found);
  }

  /** Class files are asked for by their usual ending. */
  private static String stored(String name) {
    return name.endsWith(".class")
        ? name.substring(0, name.length() - ".class".length()) + ".classdata"
        : name;
  }

  private byte[] read(String name) throws IOException {
    ZipEntry entry = zip.getEntry(folder + stored(name));
    if (entry == null) {
      return null;
    }
    try (InputStream in = zip.getInputStream(entry)) {
      return in.readAllBytes();
    }
  }

  private byte[] readPacked(String name) throws ClassNotFoundException {
    try (InputStream in = packs().getResourceAsStream(name)) {
      return in == null ? null : in.readAllBytes();
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }

  private synchronized ClassLoader packs() {
    if (packs == null) {
      try {
        Constructor<?> constructor =
            loadClass(PACKS + "PackedResources").getConstructor(ZipFile.class, String.class);
        packs = (ClassLoader) constructor.newInstance(zip, folder + "packs/");
      } catch (ReflectiveOperationException | LinkageError e) {
        // The jar is damaged or was replaced: what is missing is missing, as it is without packs.
        packs = getParent();
      }
    }
    return packs;
  }
}
