package io.fastaccel.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo application by itself. */
class DemoIT {

  private static final Path DEMO = Path.of(System.getProperty("demo.jar"));
  private static final Duration LIMIT = Duration.ofMinutes(2);

  @TempDir Path directory;

  @Test
  void runsTwiceTheSame() throws Exception {
    try (ModelServerProcess model =
        ModelServerProcess.start(JavaHome.running(), ModelScript.RESEARCH)) {
      List<String> requests = session("one", model);
      assertEquals(requests, session("two", model));
      assertEquals(2 * (4 + 1), requests.size(), "with the sections of the report");
    }
    for (String ending : List.of("", "l")) {
      assertEquals(
          List.of(),
          FileComparison.differences(
              directory.resolve("one.json" + ending), directory.resolve("two.json" + ending)));
    }
    DatabaseComparison databases =
        DatabaseComparison.of(directory.resolve("one.db"), directory.resolve("two.db"));
    assertEquals(List.of(), databases.differences());
    assertEquals(2000 + 2 * 2 + 1, databases.rows(), "with the report");
    String transcript = Files.readString(directory.resolve("one.json"));
    assertTrue(transcript.contains("Saved as note 2001"), "the note of the first turn");
    assertTrue(transcript.contains("1 notes\\n#2001 [solid-state batteries] Finding 1-"));
  }

  @Test
  void isAnOrdinaryApplication() throws Exception {
    try (JarFile jar = new JarFile(DEMO.toFile())) {
      List<String> foreign =
          jar.stream()
              .map(JarEntry::getName)
              .filter(name -> !name.startsWith("META-INF/") && !name.endsWith("/"))
              .filter(name -> !name.startsWith("org/example/research/"))
              .toList();
      assertEquals(List.of(), foreign);
      String libraries = jar.getManifest().getMainAttributes().getValue("Class-Path");
      assertTrue(libraries.contains("lib/langchain4j-"), libraries);
      for (String library : libraries.split(" ", -1)) {
        try (JarFile dependency = new JarFile(DEMO.resolveSibling(library).toFile())) {
          assertNull(dependency.getEntry("io/fastaccel/"), library);
        }
      }
    }
  }

  @Test
  void tellsHowToUseIt() throws Exception {
    FinishedJava finished = JavaCommand.on(JavaHome.running()).jar(DEMO).run(LIMIT);
    assertEquals(2, finished.exitCode());
    assertTrue(finished.errors().get(0).contains("--model-url"), finished::toString);
  }

  private List<String> session(String name, ModelServerProcess model) throws Exception {
    JavaCommand.on(JavaHome.running())
        .jar(DEMO)
        .arguments("--db", directory.resolve(name + ".db"), "--rows", 2000)
        .arguments("--transcript", directory.resolve(name + ".json"))
        .arguments("--model-url", model.url(), "--turns", 2)
        .run(LIMIT)
        .orThrow();
    return model.takeRequests();
  }
}
