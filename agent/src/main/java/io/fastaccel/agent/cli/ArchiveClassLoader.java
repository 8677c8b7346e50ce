package io.fastaccel.agent.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.Attributes.Name;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Classes and resources from archives and from archives inside of them, such as fat jars: all in
 * memory. The first archive that has a name wins, as on a class path. Not for several threads.
 */
final class ArchiveClassLoader extends ClassLoader {

  private static final List<String> CLASS_FOLDERS =
      List.of("BOOT-INF/classes/", "WEB-INF/classes/");

  private final Map<String, byte[]> contents = new HashMap<>();
  private final Set<Path> added = new HashSet<>();

  ArchiveClassLoader() {
    super("archives", getPlatformClassLoader());
  }

  /**
   * Adds an archive, those inside of it, and those that its manifest names as its class path.
   *
   * @return whether it is an archive
   */
  boolean add(Path archive) throws IOException {
    Path real = archive.toRealPath();
    if (!added.add(real)) {
      return true;
    }
    try (InputStream in = Files.newInputStream(real)) {
      if (!add(archive.toString(), in)) {
        return false;
      }
    }
    try (JarFile jarFile = new JarFile(real.toFile())) {
      for (String entry : classPath(jarFile.getManifest())) {
        Path jar = real.resolveSibling(entry);
        if (entry.endsWith(".jar") && Files.isRegularFile(jar)) {
          add(jar);
        }
      }
    }
    return true;
  }

  private static List<String> classPath(Manifest manifest) {
    String classPath =
        manifest == null ? null : manifest.getMainAttributes().getValue(Name.CLASS_PATH);
    return classPath == null ? List.of() : List.of(classPath.trim().split("\\s+"));
  }

  /** Returns whether it is an archive, with at least one entry. */
  boolean add(String name, InputStream archive) throws IOException {
    ZipInputStream zip = new ZipInputStream(archive);
    boolean any = false;
    for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
      any = true;
      String path = entry.getName();
      if (path.endsWith(".jar")) {
        add(name + "!/" + path, new ByteArrayInputStream(zip.readAllBytes()));
      } else if (!entry.isDirectory()) {
        for (String folder : CLASS_FOLDERS) {
          path = path.startsWith(folder) ? path.substring(folder.length()) : path;
        }
        contents.putIfAbsent(path, zip.readAllBytes());
      }
    }
    return any;
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    byte[] bytes = contents.get(name.replace('.', '/') + ".class");
    if (bytes == null) {
      throw new ClassNotFoundException(name);
    }
    return defineClass(name, bytes, 0, bytes.length);
  }

  @Override
  public InputStream getResourceAsStream(String name) {
    byte[] bytes = contents.get(name);
    return bytes == null ? super.getResourceAsStream(name) : new ByteArrayInputStream(bytes);
  }

  @Override
  protected URL findResource(String name) {
    byte[] bytes = contents.get(name);
    if (bytes == null) {
      return null;
    }
    try {
      return new URL(null, "archive:" + name, new InMemory(bytes));
    } catch (MalformedURLException e) {
      return null;
    }
  }

  private static final class InMemory extends URLStreamHandler {
    private final byte[] bytes;

    InMemory(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    protected URLConnection openConnection(URL url) {
      return new URLConnection(url) {
        @Override
        public void connect() {
          connected = true;
        }

        @Override
        public InputStream getInputStream() {
          return new ByteArrayInputStream(bytes);
        }
      };
    }
  }
}
