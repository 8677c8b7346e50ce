package io.fastaccel.agent.packs;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.SoftReference;
import java.net.MalformedURLException;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;

/**
 * What lies in the packs of the agent's jar. A pack is an archive inside of the jar with all
 * classes of one package of the fourth level, such as {@code io.fastaccel.libs.picocli}, and of the
 * packages below; it is one entry of the jar, however many classes it has, and is opened by the
 * first request for one of them. Nothing is written to disk.
 *
 * <p>It is a class loader only in so far as it finds resources: the agent's own class loader, which
 * makes it on the first miss, defines the classes. Thread-safe. An opened pack is held softly: what
 * is loaded rarely is not worth memory that the application could use.
 */
public final class PackedResources extends ClassLoader {

  private static final String OWN = "io/fastaccel/";
  private static final String SERVICES = "META-INF/services/";

  private final ZipFile jar;
  private final String folder;

  /** The contents of the packs that were opened, by the pack's name. */
  private final Map<String, SoftReference<Map<String, byte[]>>> opened = new TreeMap<>();

  /**
   * Opens nothing yet.
   *
   * @param jar the agent's jar
   * @param folder where the packs lie in it, with a slash at its end
   */
  public PackedResources(ZipFile jar, String folder) {
    super("fast-accel packs", null);
    this.jar = jar;
    this.folder = folder;
  }

  /**
   * The bytes of a class file or another resource.
   *
   * @return a stream in memory, or {@code null} where no pack has it
   */
  @Override
  public InputStream getResourceAsStream(String name) {
    for (String pack : candidates(name)) {
      byte[] bytes = contents(pack).get(name);
      if (bytes != null) {
        return new ByteArrayInputStream(bytes);
      }
    }
    return null;
  }

  /** The address of a resource, which only the returned object can open. */
  @Override
  public URL getResource(String name) {
    Enumeration<URL> all = getResources(name);
    return all.hasMoreElements() ? all.nextElement() : null;
  }

  /** The addresses of a resource that several packs have. */
  @Override
  public Enumeration<URL> getResources(String name) {
    List<URL> urls = new ArrayList<>();
    for (String pack : candidates(name)) {
      byte[] bytes = contents(pack).get(name);
      if (bytes != null) {
        urls.add(url(pack, name, bytes));
      }
    }
    return Collections.enumeration(urls);
  }

  private static URL url(String pack, String name, byte[] bytes) {
    try {
      return new URL(null, "fast-accel:" + pack + "!/" + name, new BytesHandler(bytes));
    } catch (MalformedURLException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * The names of the packs that may have it: the one that its package names; else, since a library
   * asks for resources of its own at any place, those that are open.
   */
  private synchronized List<String> candidates(String name) {
    String path = name.startsWith(SERVICES) ? name.substring(SERVICES.length()) : name;
    path = path.replace('.', '/');
    if (path.startsWith(OWN)) {
      int third = path.indexOf('/', OWN.length());
      int fourth = third < 0 ? -1 : path.indexOf('/', third + 1);
      return fourth < 0
          ? List.of()
          : List.of(path.substring(OWN.length(), fourth).replace('/', '.'));
    }
    return List.copyOf(opened.keySet());
  }

  /** The contents of a pack by their names; empty where the jar has no such pack. */
  private synchronized Map<String, byte[]> contents(String pack) {
    SoftReference<Map<String, byte[]>> reference = opened.get(pack);
    Map<String, byte[]> contents = reference == null ? null : reference.get();
    if (contents != null) {
      return contents;
    }
    ZipEntry entry = jar.getEntry(folder + pack + ".zip");
    if (entry == null) {
      return Map.of();
    }
    try (InputStream in = jar.getInputStream(entry)) {
      contents = unpack(in);
    } catch (IOException e) {
      // As for a class that the jar does not have: the jar was replaced under us, for example.
      return Map.of();
    }
    opened.put(pack, new SoftReference<>(contents));
    return contents;
  }

  private static Map<String, byte[]> unpack(InputStream in) throws IOException {
    Map<String, byte[]> contents = new HashMap<>();
    ZipInputStream zip = new ZipInputStream(in);
    for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
      if (!entry.isDirectory()) {
        contents.put(entry.getName(), zip.readAllBytes());
      }
    }
    return contents;
  }
}
