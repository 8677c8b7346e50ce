package io.fastaccel.compatibility.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fastaccel.compatibility.Application;
import io.fastaccel.compatibility.Jdks;
import io.fastaccel.harness.FinishedJava;
import io.fastaccel.harness.JavaCommand;
import io.fastaccel.harness.JavaHome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Searches through a pool, Spring's templates, Spring Data JPA on Hibernate, MyBatis and jOOQ find
 * the same with the agent as without it, and are served by the index where connections live on.
 */
class MemoryFrameworksIT {

  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final Path PROGRAM =
      Path.of(System.getProperty("programs")).resolve("persistence/target/program.jar");

  @TempDir Path directory;

  @Test
  void everyLibraryFindsTheSame() throws Exception {
    compare(JavaHome.running(), List.of());
  }

  @Test
  void everyLibraryFindsTheSameWithTheOldestDriver() throws Exception {
    compare(
        JavaHome.running(),
        Application.libraries("sqlite-oldest"),
        "hikari",
        "jdbc-template",
        "mybatis",
        "jooq",
        "connection-per-operation");
  }

  @Test
  void hibernateFindsTheSameOnTheLatestJdk() throws Exception {
    compare(Jdks.latest(), List.of(), "spring-data-jpa");
  }

  /**
   * Runs the program twice.
   *
   * @param drivers jars that come before the program's own libraries
   */
  private void compare(JavaHome home, List<Path> drivers, String... names) throws Exception {
    List<String> plain = command(home, drivers, "plain", names).run(LIMIT).orThrow().output();
    FinishedJava accelerated =
        command(home, drivers, "accelerated", names)
            .jvmOptions("-javaagent:" + Application.agentJar() + "=memory.index-after=1")
            .run(LIMIT)
            .orThrow();
    assertEquals(String.join("\n", plain), String.join("\n", accelerated.output()));
    assertTrue(
        accelerated.errors().stream().noneMatch(line -> line.contains("fast-accel")),
        accelerated::toString);
    List<String> served = Files.readAllLines(directory.resolve("accelerated/accelerated.txt"));
    assertEquals(plain.stream().filter(line -> line.startsWith("== ")).count(), served.size());
    for (String line : served) {
      int searches = Integer.parseInt(line.substring(line.indexOf('=') + 1));
      // Where each search has a connection of its own the index may not pay, and is then left
      // alone.
      int least = line.startsWith("connection-per-operation") ? 0 : 8;
      assertTrue(searches >= least, served::toString);
    }
  }

  private JavaCommand command(JavaHome home, List<Path> drivers, String folder, String... names)
      throws Exception {
    List<Path> classPath = new ArrayList<>(drivers);
    classPath.add(PROGRAM);
    JavaCommand command = JavaCommand.on(home);
    if (home.feature() >= 22) {
      command.jvmOptions("--enable-native-access=ALL-UNNAMED");
    }
    return command
        .mainClass("org.example.memories.MemoryDesk", classPath.toArray(Path[]::new))
        .arguments(Files.createDirectory(directory.resolve(folder)))
        .arguments((Object[]) names);
  }
}
