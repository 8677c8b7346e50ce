package io.fastaccel.compatibility;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fastaccel.compatibility.applications.Hello;
import io.fastaccel.compatibility.applications.JsonWriter;
import io.fastaccel.harness.JavaHome;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the application sees of the agent: one class. */
class RoomsIT {

  static List<JavaHome> jdks() {
    return Jdks.all();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void onlyTheFacadeIsVisible(JavaHome jdk) throws Exception {
    List<String> names = new ArrayList<>(ourClasses());
    names.addAll(List.of("net.bytebuddy.ByteBuddy", "org.slf4j.Logger", "org/slf4j/Logger.class"));
    names.add("simplelogger.properties");
    List<String> expected = new ArrayList<>(List.of("hello", "io.fastaccel.FastAccel visible"));
    names.forEach(name -> expected.add(name + " hidden"));
    List<String> output =
        Application.of(Hello.class)
            .on(jdk)
            .with("io.fastaccel.FastAccel")
            .with(names.toArray())
            .withAgent()
            .run()
            .output();
    assertEquals(expected, output);
  }

  @Test
  void theJarHasOneClassInTheOpen() throws IOException {
    try (ZipFile jar = new ZipFile(Application.agentJar().toFile())) {
      assertEquals(
          List.of("io/fastaccel/FastAccel.class"),
          jar.stream().map(ZipEntry::getName).filter(name -> name.endsWith(".class")).toList());
    }
  }

  /** The names of a class of each room, as the jar has them, and of all advice. */
  private static List<String> ourClasses() throws IOException {
    List<String> names = new ArrayList<>();
    try (ZipFile jar = new ZipFile(Application.agentJar().toFile())) {
      jar.stream()
          .map(ZipEntry::getName)
          .filter(name -> name.startsWith("fast-accel/io/") && name.endsWith(".classdata"))
          .map(name -> name.substring("fast-accel/".length(), name.length() - 10).replace('/', '.'))
          .filter(name -> !name.startsWith("io.fastaccel.libs."))
          .forEach(names::add);
    }
    assertTrue(names.contains("io.fastaccel.agent.Agent"), names.toString());
    return names;
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void theApplicationIsSilentByDefault(JavaHome jdk) throws Exception {
    Application.Result result =
        Application.of(JsonWriter.class).on(jdk).on("jackson-latest").with(60).withAgent().run();
    assertEquals(List.of(), result.errors());
  }

  /** With {@code -Xshare:on} a JVM that cannot use its class-data archive refuses to start. */
  @ParameterizedTest
  @MethodSource("jdks")
  void classDataSharingStaysOn(JavaHome jdk) throws Exception {
    Application.Result result =
        Application.of(Hello.class)
            .on(jdk)
            .jvm("-Xshare:on", "-Xlog:class+load:file=" + log("with", jdk))
            .withAgent()
            .run();
    assertEquals(List.of("hello"), result.output());
    assertEquals(List.of(), result.errors());
    long shared;
    try (InputStream in = java.nio.file.Files.newInputStream(log("with", jdk))) {
      shared =
          new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)
              .lines()
              .filter(line -> line.contains("source: shared objects file"))
              .count();
    }
    assertTrue(shared > 300, "shared classes: " + shared);
  }

  private static java.nio.file.Path log(String name, JavaHome jdk) {
    return java.nio.file.Path.of(System.getProperty("libraries"))
        .resolveSibling("classes-" + name + "-" + jdk.feature() + ".log");
  }
}
