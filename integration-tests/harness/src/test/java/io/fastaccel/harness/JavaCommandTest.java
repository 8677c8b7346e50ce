package io.fastaccel.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class JavaCommandTest {

  private static final Duration LONG = Duration.ofSeconds(60);

  /** The program that is run: it does what its first argument says. */
  public static final class Program {

    public static void main(String... arguments) throws IOException {
      PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
      BufferedReader in =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      switch (arguments[0]) {
        case "print" -> {
          IntStream.range(0, 50_000).forEach(i -> out.println("line " + i + " 行"));
          IntStream.range(0, 50_000).forEach(i -> System.err.println("error " + i));
        }
        case "fail" -> {
          System.err.println("no luck");
          System.exit(3);
        }
        case "environment" -> {
          out.println(System.getenv("GIVEN"));
          out.println(System.getProperty("given"));
        }
        case "echo" -> {
          out.println("ready");
          String line;
          while ((line = in.readLine()) != null) {
            out.println("heard " + line);
          }
        }
        case "hang" -> {
          out.println("hanging");
          Objects.requireNonNull(in.readLine());
        }
        default -> throw new IllegalArgumentException(arguments[0]);
      }
    }
  }

  @Test
  void keepsAllOutputAndInOrder() throws Exception {
    FinishedJava finished = program("print").run(LONG).orThrow();
    assertEquals(50_000, finished.output().size());
    assertEquals("line 49999 行", finished.output().get(49_999));
    assertEquals(50_000, finished.errors().size());
  }

  @Test
  void tellsExitCodeAndOutputOfAFailure() throws Exception {
    FinishedJava finished = program("fail").run(LONG);
    assertEquals(3, finished.exitCode());
    Exception e = assertThrows(IllegalStateException.class, finished::orThrow);
    assertTrue(e.getMessage().contains("no luck"), e.getMessage());
  }

  @Test
  void handsOnEnvironmentAndOptions() throws Exception {
    FinishedJava finished =
        program("environment")
            .environment("GIVEN", "by environment")
            .jvmOptions("-Dgiven=by option")
            .run(LONG);
    assertEquals(List.of("by environment", "by option"), finished.output());
  }

  @Test
  void talksToARunningProgram() throws Exception {
    try (RunningJava running = program("echo").start()) {
      running.awaitLine("ready"::equals, LONG);
      running.writeLine("你好");
      assertEquals("heard 你好", running.awaitLine(line -> line.startsWith("heard"), LONG));
      running.closeInput();
      assertEquals(0, running.await(LONG).exitCode());
      assertThrows(
          IllegalStateException.class, () -> running.awaitLine("never printed"::equals, LONG));
    }
  }

  @Test
  void killsAProgramThatTakesTooLong() throws Exception {
    RunningJava running = program("hang").start();
    try (running) {
      running.awaitLine("hanging"::equals, LONG);
      Exception e =
          assertThrows(IllegalStateException.class, () -> running.await(Duration.ofMillis(1)));
      assertTrue(e.getMessage().contains("hanging"), e.getMessage());
    }
    assertFalse(running.isAlive());
  }

  @Test
  void findsTheRunningJdk() throws Exception {
    JavaHome running = JavaHome.running();
    assertEquals(running, JavaHome.find(Runtime.version().feature()).orElseThrow());
    for (JavaHome home : JavaHome.installed()) {
      FinishedJava finished = JavaCommand.on(home).jvmOptions("-version").run(LONG).orThrow();
      String version = String.join("\n", finished.errors());
      assertTrue(version.contains(home.version()), home + ": " + version);
    }
  }

  private static JavaCommand program(String argument) {
    return JavaCommand.on(JavaHome.running())
        .jvmOptions("-Dsun.stdout.encoding=UTF-8")
        .mainClass(Program.class.getName(), Path.of("target/test-classes").toAbsolutePath())
        .arguments(argument);
  }
}
