package io.fastaccel.compatibility.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fastaccel.harness.JavaHome;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Two runs of an application share results through a real Redis or Valkey; skipped with a line
 * where neither is installed (the unit tests of the store install one where they may).
 */
class SharedStoreIT {

  private static final String RULE = "tools.cache=get*:ttl=1h:objects=any";

  /** Long: what is tested is not how busy the machine is. */
  private static final String PATIENCE = "tools.cache.store-timeout=30000";

  @TempDir static Path folder;

  private static Path program;

  @BeforeAll
  static void findServer() {
    for (String place : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
      for (String name : List.of("valkey-server", "redis-server")) {
        if (program == null && Files.isExecutable(Path.of(place, name))) {
          program = Path.of(place, name);
        }
      }
    }
    if (program == null) {
      System.out.println("skipped: tests of the shared store; no redis-server or valkey-server");
    }
    Assumptions.assumeTrue(program != null, "no redis-server or valkey-server");
  }

  private static Process start(int port, String... options) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(program.toString(), "--bind", "127.0.0.1", "--save", "", "--dir", "" + folder));
    command.addAll(List.of(options));
    Path log = folder.resolve("server-" + port + ".log");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    while (true) {
      try {
        new Socket(InetAddress.getLoopbackAddress(), port).close();
        return process;
      } catch (IOException notYet) {
        if (process.waitFor(20, TimeUnit.MILLISECONDS)) {
          throw new IOException("the server ended: " + Files.readString(log));
        }
      }
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void stop(Process process) {
    process.destroyForcibly();
    process.onExit().join();
  }

  private static List<String> agentLines(ToolProgram.Result result) {
    return result.errors().stream()
        .filter(line -> line.contains("fast-accel") || line.contains("SLF4J"))
        .toList();
  }

  @ParameterizedTest
  @EnumSource(names = {"LANGCHAIN4J", "SPRING_AI_2"})
  void anotherRunFindsWhatOneHasKept(ToolProgram tools) throws Exception {
    int port = freePort();
    Process server = start(port, "--port", "" + port, "--requirepass", "secret");
    try {
      List<String> settings =
          List.of(RULE, PATIENCE, "tools.cache.store=redis://:secret@127.0.0.1:" + port + "/5");
      ToolProgram.Result one = tools.run(JavaHome.running(), settings, "objects");
      assertEquals(List.of(), agentLines(one));
      assertEquals(1, one.calls("getText"));
      ToolProgram.Result other = tools.run(JavaHome.running(), settings, "objects");
      for (int i = 0; i < 5 && other.calls("getText") > 0; i++) {
        // A JVM may end before it has written.
        other = tools.run(JavaHome.running(), settings, "objects");
      }
      assertEquals(one.output(), other.output());
      assertEquals(List.of(), agentLines(other));
      // One hit of the store serves both questions.
      assertEquals(0, other.calls("getText"), other.tools()::toString);
      assertEquals(1, other.tools().path("store").path("hits").asInt(), other.tools()::toString);
      // Without the promise that objects do not matter nothing is shared.
      List<String> apart = new ArrayList<>(settings);
      apart.set(0, "tools.cache=get*:ttl=1h");
      assertEquals(2, tools.run(JavaHome.running(), apart, "objects").calls("getText"));
    } finally {
      stop(server);
    }
  }

  @Test
  void tlsIsSpokenAndTheServersNameIsChecked() throws Exception {
    Path keys = Files.createDirectories(folder.resolve("tls"));
    run(
        keys,
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "2",
        "-subj",
        "/CN=localhost",
        "-addext",
        "subjectAltName=DNS:localhost",
        "-keyout",
        "key.pem",
        "-out",
        "certificate.pem");
    run(
        keys,
        JavaHome.running().launcher().resolveSibling("keytool").toString(),
        "-importcert",
        "-noprompt",
        "-file",
        "certificate.pem",
        "-keystore",
        "trust.p12",
        "-storetype",
        "PKCS12",
        "-storepass",
        "changeit",
        "-alias",
        "server");
    int port = freePort();
    Process server =
        start(
            port,
            "--port",
            "0",
            "--tls-port",
            "" + port,
            "--tls-cert-file",
            "" + keys.resolve("certificate.pem"),
            "--tls-key-file",
            "" + keys.resolve("key.pem"),
            "--tls-auth-clients",
            "no");
    try {
      List<String> settings =
          List.of(
              RULE,
              PATIENCE,
              "tools.cache.store=rediss://localhost:" + port,
              "-Djavax.net.ssl.trustStore=" + keys.resolve("trust.p12"),
              "-Djavax.net.ssl.trustStorePassword=changeit");
      ToolProgram.Result good =
          ToolProgram.LANGCHAIN4J.run(JavaHome.running(), settings, "objects");
      assertEquals(0, good.tools().path("store").path("failures").asInt(), good.tools()::toString);
      assertEquals(1, good.tools().path("store").path("misses").asInt(), good.tools()::toString);
      List<String> wrongName = new ArrayList<>(settings);
      wrongName.set(2, "tools.cache.store=rediss://127.0.0.1:" + port);
      ToolProgram.Result bad =
          ToolProgram.LANGCHAIN4J.run(JavaHome.running(), wrongName, "objects");
      assertTrue(bad.tools().path("store").path("failures").asInt() > 0, bad.tools()::toString);
      assertEquals(1, bad.calls("getText"));
    } finally {
      stop(server);
    }
  }

  private static void run(Path directory, String... command) throws Exception {
    Process process;
    try {
      process =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .redirectOutput(directory.resolve("log").toFile())
              .start();
    } catch (IOException e) {
      Assumptions.abort("skipped: no " + command[0]);
      return;
    }
    assertEquals(0, process.waitFor(), () -> "failed: " + String.join(" ", command));
  }

  @Test
  void aStoreThatIsNotThereIsOneLineAndNothingElse() throws Exception {
    List<String> before =
        ToolProgram.LANGCHAIN4J.run(JavaHome.running(), List.of(RULE), "cache", "objects").output();
    ToolProgram.Result without =
        ToolProgram.LANGCHAIN4J.run(
            JavaHome.running(),
            List.of(RULE, PATIENCE, "tools.cache.store=redis://:secret@127.0.0.1:" + freePort()),
            "cache",
            "objects");
    assertEquals(before, without.output());
    List<String> lines = agentLines(without);
    assertEquals(1, lines.size(), lines::toString);
    assertTrue(!lines.get(0).contains("secret"), lines::toString);
  }
}
