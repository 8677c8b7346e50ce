package io.fastaccel.harness;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A PostgreSQL server of its own, from the installed package: a new folder of data, a free port of
 * the loopback interface, nothing kept. The server refuses to run as root; then it runs as the user
 * {@code postgres} that its package makes.
 */
public final class PostgresServer implements AutoCloseable {

  /** The name of the superuser and of its database. */
  public static final String USER = "postgres";

  /** The superuser's password. */
  public static final String PASSWORD = "secret of the test";

  private static final long LIMIT_SECONDS = 60;
  private static final String READY = "database system is ready to accept connections";

  private final Process process;
  private final Path folder;
  private final int port;

  private PostgresServer(Process process, Path folder, int port) {
    this.process = process;
    this.folder = folder;
    this.port = port;
  }

  /** The folder with {@code initdb} and {@code postgres}, the newest if there are several. */
  public static Optional<Path> programs() {
    List<Path> candidates = new ArrayList<>();
    String path = System.getenv("PATH");
    for (String entry : (path == null ? "" : path).split(File.pathSeparator, -1)) {
      candidates.add(Path.of(entry));
    }
    // Debian's packages do not add themselves to the path.
    try (DirectoryStream<Path> versions =
        Files.newDirectoryStream(Path.of("/usr/lib/postgresql"))) {
      List<Path> sorted = new ArrayList<>();
      versions.forEach(sorted::add);
      sorted.sort(Comparator.reverseOrder());
      sorted.forEach(version -> candidates.add(version.resolve("bin")));
    } catch (IOException e) {
      // Not Debian, or not installed.
    }
    return candidates.stream()
        .filter(
            bin ->
                Files.isExecutable(bin.resolve("initdb"))
                    && Files.isExecutable(bin.resolve("postgres")))
        .findFirst();
  }

  /**
   * Starts a server and waits until it takes connections; the caller closes it.
   *
   * @param settings of the server, such as {@code max_connections=20}
   */
  public static PostgresServer start(String... settings) throws IOException, InterruptedException {
    Path programs =
        programs().orElseThrow(() -> new IOException("PostgreSQL is not installed here"));
    Path folder = Files.createTempDirectory("postgresql");
    try {
      List<String> as = asUser(folder);
      Path password = Files.writeString(folder.resolve("password"), PASSWORD + "\n");
      Path data = folder.resolve("data");
      run(
          concat(
              as,
              List.of(
                  programs.resolve("initdb").toString(),
                  "--no-sync",
                  "--auth=scram-sha-256",
                  "--username=" + USER,
                  "--pwfile=" + password,
                  "--encoding=UTF8",
                  "--locale=C",
                  "--pgdata=" + data)));
      return start(programs, as, folder, data, settings);
    } catch (IOException | InterruptedException | RuntimeException e) {
      delete(folder);
      throw e;
    }
  }

  private static PostgresServer start(
      Path programs, List<String> as, Path folder, Path data, String... settings)
      throws IOException, InterruptedException {
    int port = freePort();
    List<String> command = new ArrayList<>(as);
    command.addAll(
        List.of(
            programs.resolve("postgres").toString(),
            "-D",
            data.toString(),
            "-h",
            "127.0.0.1",
            "-p",
            Integer.toString(port),
            "-c",
            "unix_socket_directories=",
            "-c",
            "fsync=off"));
    for (String setting : settings) {
      command.addAll(List.of("-c", setting));
    }
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    PostgresServer server = new PostgresServer(process, folder, port);
    CountDownLatch ready = new CountDownLatch(1);
    List<String> said = Collections.synchronizedList(new ArrayList<>());
    Thread reader = new Thread(() -> read(process, said, ready), "postgresql-output");
    reader.setDaemon(true);
    reader.start();
    if (!ready.await(LIMIT_SECONDS, TimeUnit.SECONDS) || !process.isAlive()) {
      server.close();
      throw new IOException("PostgreSQL did not start: " + said);
    }
    return server;
  }

  private static void read(Process process, List<String> said, CountDownLatch ready) {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (ready.getCount() > 0) {
          said.add(line);
        }
        if (line.contains(READY)) {
          ready.countDown();
        }
      }
    } catch (IOException e) {
      // It ended.
    } finally {
      ready.countDown();
    }
  }

  /** For the driver, without user and password. */
  public String url() {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + USER;
  }

  /** Where it listens, on the loopback interface. */
  public int port() {
    return port;
  }

  /** Ends it at once and deletes its data. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    delete(folder);
  }

  /** What comes before a command so that it does not run as root. */
  private static List<String> asUser(Path folder) throws IOException, InterruptedException {
    if (!"root".equals(System.getProperty("user.name"))) {
      return List.of();
    }
    run(List.of("chown", "postgres", folder.toString()));
    return List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups");
  }

  private static List<String> concat(List<String> first, List<String> second) {
    return Stream.concat(first.stream(), second.stream()).toList();
  }

  private static void run(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", command) + ": " + said);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void delete(Path folder) {
    File[] files = folder.toFile().listFiles();
    for (File file : files == null ? new File[0] : files) {
      if (file.isDirectory() && !Files.isSymbolicLink(file.toPath())) {
        delete(file.toPath());
      } else {
        discard(file);
      }
    }
    discard(folder.toFile());
  }

  private static void discard(File file) {
    if (!file.delete()) {
      file.deleteOnExit();
    }
  }
}
