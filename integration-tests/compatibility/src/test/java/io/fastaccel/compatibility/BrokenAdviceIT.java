package io.fastaccel.compatibility;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fastaccel.compatibility.applications.GsonReader;
import io.fastaccel.compatibility.applications.GsonWriter;
import io.fastaccel.compatibility.applications.Jackson3Reader;
import io.fastaccel.compatibility.applications.Jackson3Writer;
import io.fastaccel.compatibility.applications.JsonReader;
import io.fastaccel.compatibility.applications.JsonWriter;
import io.fastaccel.compatibility.applications.MemorySearch;
import io.fastaccel.harness.JavaHome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A jar in which all advice throws: the application notices nothing, and the features switch
 * themselves off.
 */
class BrokenAdviceIT {

  @TempDir static Path folder;

  private static Path brokenJar;

  @BeforeAll
  static void breakAllAdvice() throws Exception {
    brokenJar = folder.resolve("broken.jar");
    int methods = BrokenJar.write(Application.agentJar(), brokenJar);
    assertTrue(methods >= 4, "advice methods: " + methods);
  }

  static List<JavaHome> jdks() {
    return Jdks.all();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void jsonIsTheOriginals(JavaHome jdk) throws Exception {
    Application application = Application.of(JsonWriter.class).on(jdk).on("jackson-latest");
    List<String> expected = application.run().output();
    Application.Result result = application.withAgent(brokenJar, "json.hot-calls=0").run();
    assertEquals(expected, result.output());
    assertEquals("failed", result.feature("json").path("state").asText());
    assertEquals(0, result.accelerated("json"));
    // Each place once, and that the feature is off: no flood.
    assertTrue(result.errors().size() < 10, result.errors().toString());
  }

  @Test
  void otherJsonIsTheOriginals() throws Exception {
    for (Application application :
        List.of(
            Application.of(JsonReader.class).on("jackson-oldest"),
            Application.of(JsonReader.class).on("jackson-latest"),
            Application.of(Jackson3Reader.class).on("jackson3-latest"),
            Application.of(Jackson3Writer.class).on("jackson3-latest"),
            Application.of(GsonReader.class).on("gson-latest"),
            Application.of(GsonWriter.class).on("gson-latest"))) {
      List<String> expected = application.run().output();
      Application.Result result = application.withAgent(brokenJar, "json.hot-calls=0").run();
      assertEquals(expected, result.output());
      assertEquals("failed", result.feature("json").path("state").asText());
    }
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void memoryIsTheOriginals(JavaHome jdk) throws Exception {
    Path plainFile = folder.resolve("plain-" + jdk.feature() + ".db");
    MemorySearch.create(plainFile.toString(), 5_000);
    Path agentFile = Files.copy(plainFile, folder.resolve("agent-" + jdk.feature() + ".db"));
    List<String> expected =
        Application.of(MemorySearch.class)
            .on(jdk)
            .on("sqlite-latest")
            .with(plainFile, 60)
            .run()
            .output();
    Application.Result result =
        Application.of(MemorySearch.class)
            .on(jdk)
            .on("sqlite-latest")
            .with(agentFile, 60)
            .withAgent(brokenJar)
            .run();
    assertEquals(expected, result.output());
    assertEquals("failed", result.feature("memory").path("state").asText());
  }
}
