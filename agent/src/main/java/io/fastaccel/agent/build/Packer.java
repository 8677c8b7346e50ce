package io.fastaccel.agent.build;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Part of the build, not of the jar: moves what is used now and then out of the room into packs,
 * one archive each, so that the jar's directory stays small however many libraries are in it; and
 * collects the licences of all libraries.
 *
 * <p>The SQLite driver is packed as it is, for its native code forbids to rename its classes: its
 * classes, and the native libraries of the usual platforms.
 *
 * <p>Packed are every library below {@code io.fastaccel.libs} that is not named as needed at once,
 * and the packages of ours that are named.
 */
public final class Packer {

  private static final String OWN = "io/fastaccel/";
  private static final String LIBS = "libs";
  private static final String SERVICES = "META-INF/services/";

  private static final String SQLITE = "sqlite-jdbc";

  private static final List<String> SQLITE_PLATFORMS =
      List.of(
          "Linux/x86_64/",
          "Linux/aarch64/",
          "Linux-Musl/x86_64/",
          "Linux-Musl/aarch64/",
          "Mac/x86_64/",
          "Mac/aarch64/",
          "Windows/x86_64/");

  /** The first day that an archive can tell: the same input makes the same jar. */
  private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private final Path room;

  private Packer(Path room) {
    this.room = room;
  }

  /**
   * Packs a folder of classes.
   *
   * @param arguments the folder; the names of libraries that stay as they are, separated by commas;
   *     the names of packages of ours to pack; the class path that the libraries come from; a
   *     folder with licences of libraries whose jars carry none, {@code <artifact>.txt}
   */
  public static void main(String[] arguments) throws IOException {
    Packer packer = new Packer(Path.of(arguments[0]));
    List<String> atOnce = List.of(arguments[1].split(",", -1));
    try (Stream<Path> libraries = Files.list(packer.room.resolve(OWN + LIBS))) {
      for (Path library : libraries.sorted().toList()) {
        String name = library.getFileName().toString();
        if (!atOnce.contains(name)) {
          packer.pack(LIBS + "." + name);
        }
      }
    }
    for (String own : arguments[2].split(",", -1)) {
      packer.pack(own);
    }
    packer.collectLicences(arguments[3].split(File.pathSeparator, -1), Path.of(arguments[4]));
    for (String jar : arguments[5].split(File.pathSeparator, -1)) {
      if (Path.of(jar).getFileName().toString().startsWith(SQLITE)) {
        packer.packSqlite(Path.of(jar));
      }
    }
  }

  private void pack(String name) throws IOException {
    String folder = OWN + name.replace('.', '/') + "/";
    List<Path> files = new ArrayList<>(below(room.resolve(folder)));
    if (files.isEmpty()) {
      throw new IllegalStateException("there is no package to pack: " + folder);
    }
    String services = SERVICES + folder.replace('/', '.');
    for (Path file : below(room.resolve(SERVICES))) {
      if (nameOf(file).startsWith(services)) {
        files.add(file);
      }
    }
    Path pack = room.resolve("packs/" + name + ".zip");
    Files.createDirectories(pack.getParent());
    try (OutputStream out = Files.newOutputStream(pack);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      // The jar compresses the pack as a whole, which makes it smaller than entry by entry.
      zip.setLevel(Deflater.NO_COMPRESSION);
      for (Path file : files) {
        add(zip, nameOf(file), file);
        Files.delete(file);
      }
    }
  }

  private void packSqlite(Path jar) throws IOException {
    Path pack = room.resolve("packs/" + SQLITE + ".zip");
    try (FileSystem contents = FileSystems.newFileSystem(jar);
        OutputStream out = Files.newOutputStream(pack);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.setLevel(Deflater.NO_COMPRESSION);
      for (Path file : below(contents.getPath("/"))) {
        String name = file.toString().substring(1);
        boolean wanted = name.startsWith("org/sqlite/") || name.equals("sqlite-jdbc.properties");
        int platform = name.indexOf("/native/");
        if (platform >= 0) {
          String rest = name.substring(platform + "/native/".length());
          wanted = SQLITE_PLATFORMS.stream().anyMatch(rest::startsWith);
        }
        if (wanted) {
          add(zip, name, file);
        }
      }
    }
    copyLicences(
        jar, room.resolve("META-INF/licenses/" + jar.getFileName().toString().replace(".jar", "")));
  }

  private static void add(ZipOutputStream zip, String name, Path file) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(TIME);
    zip.putNextEntry(entry);
    Files.copy(file, zip);
    zip.closeEntry();
  }

  /** Each library's own words on its licence, under the name of its jar. */
  private void collectLicences(String[] classPath, Path missing) throws IOException {
    for (String path : classPath) {
      Path jar = Path.of(path);
      String name = jar.getFileName().toString().replace(".jar", "");
      if (path.endsWith(".jar") && !isOurs(jar)) {
        int found = copyLicences(jar, room.resolve("META-INF/licenses/" + name));
        if (found == 0) {
          Path words = missing.resolve(name.replaceFirst("-\\d.*", "") + ".txt");
          if (!Files.exists(words)) {
            throw new IllegalStateException(name + " carries no licence: write " + words);
          }
          Path target = room.resolve("META-INF/licenses/" + name + "/LICENSE");
          Files.createDirectories(target.getParent());
          Files.copy(words, target);
        }
      }
    }
  }

  private static boolean isOurs(Path jar) throws IOException {
    try (FileSystem contents = FileSystems.newFileSystem(jar)) {
      return Files.isDirectory(contents.getPath(OWN));
    }
  }

  private static int copyLicences(Path jar, Path target) throws IOException {
    int found = 0;
    try (FileSystem contents = FileSystems.newFileSystem(jar)) {
      for (Path file : below(contents.getPath("/"))) {
        if (isLicence(file)) {
          Files.createDirectories(target);
          Files.write(target.resolve(file.getFileName().toString()), Files.readAllBytes(file));
          found++;
        }
      }
    }
    return found;
  }

  private static boolean isLicence(Path file) {
    String name = file.getFileName().toString().toUpperCase(java.util.Locale.ROOT);
    String folder = file.getParent().toString();
    return !name.endsWith(".CLASS")
        && (name.startsWith("LICENSE")
            || name.startsWith("NOTICE")
            || folder.endsWith("META-INF/licenses"))
        && (folder.equals("/") || folder.startsWith("/META-INF"));
  }

  private String nameOf(Path file) {
    return room.relativize(file).toString().replace('\\', '/');
  }

  private static List<Path> below(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> walk = Files.walk(folder)) {
      return walk.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
