package io.fastaccel.interceptors.tools.redis;

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

/**
 * A real server for one test: Redis or Valkey as found on the path, or installed from Debian's
 * packages where we may, or else the test is skipped with a line.
 */
final class RedisServer implements AutoCloseable {

  private static final List<String> PROGRAMS = List.of("valkey-server", "redis-server");
  private static final List<String> PACKAGES = List.of("redis-server", "valkey-server");

  /** Looked for once in a JVM. */
  private static final class Found {
    static final Path PROGRAM = find();
  }

  private final Process process;
  private final int port;

  private RedisServer(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Starts a server with options such as {@code --requirepass x}. */
  static RedisServer start(Path folder, String... options) throws Exception {
    return startAt(freePort(), folder, options);
  }

  /** The same at a port; with {@code --port 0} among the options that port is the one for TLS. */
  static RedisServer startAt(int port, Path folder, String... options) throws Exception {
    Assumptions.assumeTrue(
        Found.PROGRAM != null,
        "skipped: no redis-server or valkey-server, and none could be installed");
    List<String> command = new ArrayList<>(List.of(Found.PROGRAM.toString()));
    if (!List.of(options).contains("--tls-port")) {
      command.addAll(List.of("--port", Integer.toString(port)));
    }
    command.addAll(List.of("--bind", "127.0.0.1", "--save", "", "--dir", folder.toString()));
    command.addAll(List.of(options));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("server-" + port + ".log").toFile())
            .start();
    RedisServer server = new RedisServer(process, port);
    server.awaitPort(folder);
    return server;
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void awaitPort(Path folder) throws Exception {
    while (true) {
      try {
        new Socket(InetAddress.getLoopbackAddress(), port).close();
        return;
      } catch (IOException notYet) {
        if (process.waitFor(20, TimeUnit.MILLISECONDS)) {
          throw new IOException(
              "the server ended: " + Files.readString(folder.resolve("server-" + port + ".log")));
        }
      }
    }
  }

  int port() {
    return port;
  }

  /** The address with user and password, if any, and the number of the database. */
  String address(String user, int database) {
    return "redis://" + user + "127.0.0.1:" + port + "/" + database;
  }

  /** Stops the server in mid-work, as {@code kill -STOP} does, or lets it go on. */
  void suspend(boolean suspended) throws Exception {
    Process kill =
        new ProcessBuilder("kill", suspended ? "-STOP" : "-CONT", Long.toString(process.pid()))
            .start();
    if (kill.waitFor() != 0) {
      throw new IOException("kill");
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }

  private static Path find() {
    Path program = onPath(PROGRAMS);
    if (program == null && new File("/usr/bin/apt-get").canExecute() && isRoot()) {
      for (String name : PACKAGES) {
        run("apt-get", "update", "-q");
        run("apt-get", "install", "-y", "-q", "--no-install-recommends", name);
        program = onPath(PROGRAMS);
        if (program != null) {
          break;
        }
      }
    }
    if (program == null) {
      System.out.println(
          "skipped: tests of the shared store; no redis-server or valkey-server could be found or installed");
    }
    return program;
  }

  private static boolean isRoot() {
    return System.getProperty("user.name").equals("root");
  }

  private static Path onPath(List<String> programs) {
    for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
      for (String program : programs) {
        Path path = Path.of(folder, program);
        if (Files.isExecutable(path)) {
          return path;
        }
      }
    }
    return null;
  }

  private static void run(String... command) {
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD);
      // The package's own service is not ours to have started.
      builder.environment().put("DEBIAN_FRONTEND", "noninteractive");
      builder.environment().put("RUNLEVEL", "1");
      Process process = builder.start();
      if (!process.waitFor(3, TimeUnit.MINUTES)) {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      // Then there is none.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
