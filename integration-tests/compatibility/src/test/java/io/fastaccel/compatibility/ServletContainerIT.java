package io.fastaccel.compatibility;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fastaccel.compatibility.applications.JsonServlet;
import io.fastaccel.compatibility.applications.ServletRedeploys;
import io.fastaccel.harness.JavaHome;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A web application with a Jackson of its own in Tomcat is accelerated, and leaves no class loader
 * behind when it is redeployed.
 */
class ServletContainerIT {

  private static final int TIMES = 6;

  @TempDir Path folder;

  static List<JavaHome> jdks() {
    return Jdks.all();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void redeploysLeaveNothingBehind(JavaHome jdk) throws Exception {
    Application application =
        Application.of(ServletRedeploys.class)
            .on(jdk)
            .on("tomcat")
            .jvm("-Xmx256m")
            // As Tomcat's own scripts do: for its search for what a web application leaves behind.
            .jvm(
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--add-opens=java.base/java.io=ALL-UNNAMED",
                "--add-opens=java.base/java.util=ALL-UNNAMED",
                "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
                "--add-opens=java.rmi/sun.rmi.transport=ALL-UNNAMED")
            .with(webApplication(), TIMES);
    List<String> expected = List.of("deployed 6, right 360, alive 0");
    assertEquals(expected, application.run().output());
    Application.Result result = application.withAgent("json.hot-calls=10").run();
    assertEquals(expected, result.output());
    assertTrue(result.acceleratedOrMeasured("json") > TIMES, result.statistics().toString());
    // Tomcat looks for threads and thread-locals that are left.
    assertTrue(
        result.errors().stream().noneMatch(line -> line.contains("memory leak")),
        result.errors().toString());
  }

  private Path webApplication() throws IOException {
    Path libraries = Files.createDirectories(folder.resolve("WEB-INF/lib"));
    for (Path jar : Application.libraries("jackson-latest")) {
      Files.copy(jar, libraries.resolve(jar.getFileName()));
    }
    for (Class<?> type : List.of(JsonServlet.class, JsonServlet.Answer.class)) {
      String name = type.getName().replace('.', '/') + ".class";
      Path file = folder.resolve("WEB-INF/classes").resolve(name);
      Files.createDirectories(file.getParent());
      try (InputStream in = type.getClassLoader().getResourceAsStream(name)) {
        Files.copy(in, file);
      }
    }
    return folder;
  }
}
