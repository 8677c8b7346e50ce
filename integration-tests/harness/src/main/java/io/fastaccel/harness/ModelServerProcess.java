package io.fastaccel.harness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A {@link ModelServer} in a process of its own, as a real model would be. */
public final class ModelServerProcess implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final RunningJava process;
  private final int port;
  private final HttpClient client = HttpClient.newHttpClient();

  private ModelServerProcess(RunningJava process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Starts a server and waits until it is ready. The script is a name or a file. */
  public static ModelServerProcess start(JavaHome home, String script)
      throws IOException, InterruptedException {
    Path[] classPath =
        List.of(System.getProperty("java.class.path").split(File.pathSeparator, -1)).stream()
            .map(Path::of)
            .toArray(Path[]::new);
    RunningJava process =
        JavaCommand.on(home)
            .mainClass(ModelServer.class.getName(), classPath)
            .arguments(script)
            .start();
    try {
      String line = process.awaitLine(l -> l.startsWith(ModelServer.READY), LIMIT);
      return new ModelServerProcess(
          process, Integer.parseInt(line.substring(ModelServer.READY.length())));
    } catch (RuntimeException | InterruptedException e) {
      process.close();
      throw e;
    }
  }

  /** The number of the server's process. */
  public long pid() {
    return process.pid();
  }

  /** What clients take as their base address. */
  public String url() {
    return "http://127.0.0.1:" + port + "/v1";
  }

  /** The hashes of all request bodies since the last call of this method, in order. */
  public List<String> takeRequests() throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/requests"))
            .DELETE()
            .timeout(LIMIT)
            .build();
    String body = client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    List<String> hashes = new ArrayList<>();
    for (JsonNode hash : new ObjectMapper().readTree(body)) {
      hashes.add(hash.textValue());
    }
    return hashes;
  }

  @Override
  public void close() {
    process.close();
  }
}
