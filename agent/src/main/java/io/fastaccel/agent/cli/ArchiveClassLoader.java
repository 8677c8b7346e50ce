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
import java.util.List;
import java.util.Map;
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

  ArchiveClassLoader() {
    super("archives", getPlatformClassLoader());
  }

  void add(Path archive) throws IOException {
    try (InputStream in = Files.newInputStream(archive)) {
      add(archive.toString(), in);
    }
  }

  void add(String name, InputStream archive) throws IOException {
    ZipInputStream zip = new ZipInputStream(archive);
    for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
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
