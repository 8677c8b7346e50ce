package io.fastaccel.runtime.nativekernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Native access on Java 24 and later, in JVMs of their own: the newest Java beside the running one,
 * or that of the environment variable {@code JAVA_25_HOME}.
 */
class NewerJavaTest {

  private static final int RESTRICTED = 24;
  private static final String FLAG = NativeAccess.FLAG;

  private static Path java;

  @TempDir Path folder;

  @BeforeAll
  static void findJava() throws IOException {
    TestLibrary.packed();
    java = newest();
    assumeTrue(java != null, "there is no Java " + RESTRICTED + " or later");
  }

  @Test
  void withoutPermissionNothingIsLoadedAndNothingIsWarnedOf() throws Exception {
    Outcome outcome = probe("AUTO");
    assertTrue(outcome.out.startsWith("false "), outcome.out);
    assertTrue(outcome.out.contains(FLAG), outcome.out);
    assertTrue(outcome.out.contains("escaped 2000"), outcome.out);
    assertEquals("", outcome.err);
  }

  @Test
  void withPermissionTheForeignFunctionApiIsUsedWithoutAWarning() throws Exception {
    Outcome outcome = probe("AUTO", FLAG);
    assertTrue(outcome.out.startsWith("true "), outcome.out);
    assertTrue(outcome.out.contains("foreign-function API"), outcome.out);
    assertTrue(outcome.out.contains("escaped 2000"), outcome.out);
    assertEquals("", outcome.err);
  }

  @Test
  void permissionCountsWhereEverythingElseIsDenied() throws Exception {
    Outcome outcome = probe("AUTO", FLAG, "--illegal-native-access=deny");
    assertTrue(outcome.out.startsWith("true "), outcome.out);
    assertEquals("", outcome.err);
  }

  @Test
  void whoInsistsGetsTheKernelsAndTheWarningOfTheJvm() throws Exception {
    Outcome outcome = probe("ON");
    assertTrue(outcome.out.startsWith("true "), outcome.out);
    assertTrue(outcome.err.contains("WARNING"), outcome.err);
  }

  @Test
  void denialIsSurvivedByWhoInsists() throws Exception {
    Outcome outcome = probe("ON", "--illegal-native-access=deny");
    assertTrue(outcome.out.startsWith("false "), outcome.out);
    assertTrue(outcome.out.contains(FLAG), outcome.out);
    assertTrue(outcome.out.contains("escaped 2000"), outcome.out);
    assertEquals("", outcome.err);
  }

  @Test
  void bothBindingsKeepTheContract() throws Exception {
    Outcome outcome =
        run(
            List.of(FLAG),
            ContractRun.class,
            JniTextKernelsTest.class.getName(),
            ForeignTextKernelsTest.class.getName(),
            JniReadKernelsTest.class.getName(),
            ForeignReadKernelsTest.class.getName(),
            JniJsonKernelsTest.class.getName(),
            ForeignJsonKernelsTest.class.getName());
    assertFalse(outcome.out.contains("Failures"), outcome.out);
    assertTrue(outcome.out.contains("passed 52"), outcome.out);
  }

  private Outcome probe(String mode, String... flags) throws Exception {
    return run(List.of(flags), AvailabilityProbe.class, mode);
  }

  private record Outcome(String out, String err) {}

  private Outcome run(List<String> flags, Class<?> main, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(java.toString()));
    command.addAll(flags);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(arguments));
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectOutput(out.toFile()).redirectError(err.toFile());
    // Options of the environment are announced on standard error.
    builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
    Process process = builder.start();
    boolean ended = process.waitFor(5, TimeUnit.MINUTES);
    process.destroyForcibly();
    String errors = Files.readString(err, StandardCharsets.UTF_8);
    assertTrue(ended, "did not end: " + errors);
    return new Outcome(Files.readString(out, StandardCharsets.UTF_8), errors);
  }

  private static Path newest() throws IOException {
    Path newest = null;
    int newestVersion = RESTRICTED - 1;
    for (Path home : homes()) {
      int version = version(home);
      if (version > newestVersion) {
        newest = home.resolve("bin").resolve("java");
        newestVersion = version;
      }
    }
    return newest;
  }

  private static List<Path> homes() throws IOException {
    List<Path> homes = new ArrayList<>();
    String named = System.getenv("JAVA_25_HOME");
    if (named != null) {
      homes.add(Path.of(named));
    }
    Path running = Path.of(System.getProperty("java.home"));
    homes.add(running);
    try (DirectoryStream<Path> siblings = Files.newDirectoryStream(running.getParent())) {
      siblings.forEach(homes::add);
    }
    return homes;
  }

  /** From the file that every JDK has; 0 if there is no JDK. */
  private static int version(Path home) throws IOException {
    Path release = home.resolve("release");
    if (!Files.isRegularFile(release)) {
      return 0;
    }
    Properties properties = new Properties();
    try (var in = Files.newBufferedReader(release)) {
      properties.load(in);
    }
    String version = properties.getProperty("JAVA_VERSION", "0").replace("\"", "");
    return Runtime.Version.parse(version).feature();
  }
}
