package io.fastaccel.harness;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * An installed JDK.
 *
 * @param directory where it is installed, without symbolic links
 * @param feature its feature release, for example 17
 * @param version its full version, for example 17.0.15
 */
public record JavaHome(Path directory, int feature, String version) {

  /** The JDK that runs this program. */
  public static JavaHome running() {
    Path directory = real(Path.of(System.getProperty("java.home")));
    return new JavaHome(directory, Runtime.version().feature(), System.getProperty("java.version"));
  }

  /**
   * A JDK of a feature release: the running one, else the one that an environment variable such as
   * {@code JAVA_25_HOME} names, else one that is installed beside the running one.
   */
  public static Optional<JavaHome> find(int feature) {
    return installed().stream().filter(home -> home.feature == feature).findFirst();
  }

  /** All JDKs that can be found, the running one first. */
  public static List<JavaHome> installed() {
    Map<Path, JavaHome> homes = new LinkedHashMap<>();
    JavaHome running = running();
    homes.put(running.directory, running);
    System.getenv()
        .forEach(
            (name, value) -> {
              if (name.matches("JAVA_\\d+_HOME")) {
                add(homes, Path.of(value));
              }
            });
    Path siblings = running.directory.getParent();
    if (siblings != null) {
      children(siblings).forEach(sibling -> add(homes, sibling));
    }
    return List.copyOf(homes.values());
  }

  /** The program that starts a JVM. */
  public Path launcher() {
    return directory.resolve("bin").resolve("java");
  }

  @Override
  public String toString() {
    return "JDK " + version;
  }

  private static void add(Map<Path, JavaHome> homes, Path candidate) {
    Path release = candidate.resolve("release");
    if (!Files.isRegularFile(release) || !Files.isExecutable(candidate.resolve("bin/java"))) {
      return;
    }
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(release)) {
      properties.load(reader);
    } catch (IOException e) {
      return;
    }
    String version = properties.getProperty("JAVA_VERSION", "").replace("\"", "");
    try {
      Path directory = real(candidate);
      int feature = Runtime.Version.parse(version).feature();
      homes.putIfAbsent(directory, new JavaHome(directory, feature, version));
    } catch (IllegalArgumentException e) {
      // Not the directory of a JDK as we know them.
    }
  }

  private static Collection<Path> children(Path directory) {
    List<Path> children = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
      stream.forEach(children::add);
    } catch (IOException e) {
      // Not allowed to look: the running JDK is still there.
    }
    children.sort(null);
    return children;
  }

  private static Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      return path.toAbsolutePath();
    }
  }
}
