package io.fastaccel.compatibility;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fastaccel.compatibility.applications.JsonWriter;
import io.fastaccel.harness.JavaCommand;
import io.fastaccel.harness.JavaHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The agent beside other agents, in a fat jar, and with libraries that are modules. */
class EnvironmentsIT {

  private static List<String> expected;

  @TempDir Path folder;

  @BeforeAll
  static void runWithout() throws Exception {
    expected = writer().on("jackson-latest").run().output();
  }

  private static Application writer() {
    return Application.of(JsonWriter.class).with(60);
  }

  @ParameterizedTest(name = "{0}, ours first: {1}")
  @CsvSource({
    "org.jacoco.agent-runtime.jar, true",
    "org.jacoco.agent-runtime.jar, false",
    "opentelemetry-javaagent.jar, true",
    "opentelemetry-javaagent.jar, false"
  })
  void besideAnotherAgent(String name, boolean oursFirst) throws Exception {
    Path other =
        Application.libraries("other-agents").stream()
            .filter(jar -> jar.endsWith(name))
            .findFirst()
            .orElseThrow();
    Path statistics = folder.resolve("statistics.json");
    String ours = "-javaagent:" + Application.agentJar() + "=json.hot-calls=0,stats=" + statistics;
    String theirs = "-javaagent:" + other;
    if (name.startsWith("org.jacoco")) {
      theirs += "=destfile=" + folder.resolve("coverage.exec");
    }
    List<String> output =
        writer()
            .on("jackson-latest")
            .jvm(oursFirst ? ours : theirs, oursFirst ? theirs : ours)
            .jvm("-Dotel.sdk.disabled=true", "-Dotel.javaagent.logging=none")
            .run()
            .output();
    assertEquals(expected, output);
    assertAccelerated(statistics);
  }

  @Test
  void inAFatJar() throws Exception {
    Path statistics = folder.resolve("statistics.json");
    Path jar = fatJar();
    List<String> output =
        JavaCommand.on(JavaHome.running())
            .jvmOptions(
                "-javaagent:" + Application.agentJar() + "=json.hot-calls=0,stats=" + statistics)
            .jar(jar)
            .arguments(60)
            .run(Duration.ofMinutes(2))
            .orThrow()
            .output();
    assertEquals(expected, output);
    assertAccelerated(statistics);
    assertEquals(
        "2.23.0, accelerated",
        new ObjectMapper()
            .readTree(statistics.toFile())
            .path("libraries")
            .path("Jackson 2")
            .asText());
    assertTrue(
        new Operator(JavaHome.running())
            .json("doctor", "--app", jar)
            .toString()
            .contains("\"version\":\"2.23.0\",\"accelerated\":true"));
  }

  @Test
  void onTheModulePath() throws Exception {
    Path statistics = folder.resolve("statistics.json");
    Path modules = Application.libraries("jackson-latest").get(0).getParent();
    List<String> output =
        writer()
            .jvm(
                "-javaagent:" + Application.agentJar() + "=json.hot-calls=0,stats=" + statistics,
                "--module-path=" + modules,
                "--add-modules=com.fasterxml.jackson.databind")
            .run()
            .output();
    assertEquals(expected, output);
    assertAccelerated(statistics);
  }

  private static void assertAccelerated(Path statistics) throws IOException {
    long accelerated =
        new ObjectMapper()
            .readTree(statistics.toFile())
            .path("features")
            .path("json")
            .path("accelerated")
            .asLong();
    assertTrue(accelerated > 100, Files.readString(statistics));
  }

  /** As Spring Boot's build plugins make it: libraries stored in it as they are. */
  private Path fatJar() throws IOException {
    Path jar = folder.resolve("application.jar");
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().putValue("Manifest-Version", "1.0");
    manifest
        .getMainAttributes()
        .putValue("Main-Class", "org.springframework.boot.loader.launch.JarLauncher");
    manifest.getMainAttributes().putValue("Start-Class", JsonWriter.class.getName());
    manifest.getMainAttributes().putValue("Spring-Boot-Classes", "BOOT-INF/classes/");
    manifest.getMainAttributes().putValue("Spring-Boot-Lib", "BOOT-INF/lib/");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
      unpack(Application.libraries("spring-boot-loader").get(0), "", out);
      folder(out, "BOOT-INF/");
      folder(out, "BOOT-INF/classes/");
      unpack(Path.of(System.getProperty("applications")), "BOOT-INF/classes/", out);
      folder(out, "BOOT-INF/lib/");
      for (Path library : Application.libraries("jackson-latest")) {
        store(out, "BOOT-INF/lib/" + library.getFileName(), Files.readAllBytes(library));
      }
    }
    return jar;
  }

  private static void unpack(Path jar, String prefix, JarOutputStream out) throws IOException {
    try (ZipFile in = new ZipFile(jar.toFile())) {
      for (ZipEntry entry : Collections.list(in.entries())) {
        if (!entry.isDirectory() && entry.getName().endsWith(".class")) {
          out.putNextEntry(new ZipEntry(prefix + entry.getName()));
          in.getInputStream(entry).transferTo(out);
          out.closeEntry();
        }
      }
    }
  }

  private static void folder(JarOutputStream out, String name) throws IOException {
    store(out, name, new byte[0]);
  }

  private static void store(JarOutputStream out, String name, byte[] bytes) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(bytes.length);
    CRC32 sum = new CRC32();
    sum.update(bytes);
    entry.setCrc(sum.getValue());
    out.putNextEntry(entry);
    out.write(bytes);
    out.closeEntry();
  }
}
