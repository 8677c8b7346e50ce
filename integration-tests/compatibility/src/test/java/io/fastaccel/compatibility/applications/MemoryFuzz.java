package io.fastaccel.compatibility.applications;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Does random things to random databases and prints what it sees: a line for each database, or all
 * with {@code verbose}. Whatever it prints depends on its arguments alone, if the agent keeps its
 * promise.
 */
public final class MemoryFuzz {

  private MemoryFuzz() {}

  /**
   * Runs.
   *
   * @param arguments a folder, the first seed, the number of searches, and perhaps {@code verbose}
   */
  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    long seed = Long.parseLong(arguments[1]);
    long wanted = Long.parseLong(arguments[2]);
    boolean verbose = arguments.length > 3;
    long searches = 0;
    try (MemoryForeigner foreigner = new MemoryForeigner()) {
      while (searches < wanted) {
        List<String> seen = new ArrayList<>();
        Path directory = Files.createDirectories(folder.resolve("s" + seed));
        MemoryFuzzScenario scenario =
            new MemoryFuzzScenario(
                seed, directory, foreigner, verbose ? System.out::println : seen::add);
        searches += scenario.run();
        // What the agent keeps is closed with the last connection, or soon after.
        System.out.println("seed " + seed + ": " + seen.size() + " " + seen.hashCode());
        delete(directory);
        seed++;
      }
    }
    System.out.println("searches " + searches);
  }

  private static void delete(Path directory) throws java.io.IOException {
    List<Path> files = new ArrayList<>();
    try (var paths = Files.newDirectoryStream(directory)) {
      paths.forEach(files::add);
    }
    for (Path file : files) {
      Files.deleteIfExists(file);
    }
  }
}
