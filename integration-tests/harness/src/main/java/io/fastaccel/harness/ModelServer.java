package io.fastaccel.harness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A language model behind OpenAI's HTTP interface for chat completions, on the loopback interface.
 * Its answers follow a {@link ModelScript}: the same request always gets the same bytes, streamed
 * or not. A request that a real server would reject gets status 400 and a message.
 *
 * <p>{@code GET /requests} tells the SHA-256 of every request body since the start or since the
 * last {@code DELETE /requests}, in order, as a JSON list. The order of the tools in a request does
 * not matter to it.
 */
public final class ModelServer implements AutoCloseable {

  /** What the process prints before its port when it is ready. */
  static final String READY = "model server ready on port ";

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final ModelScript script;
  private final List<String> requests = new ArrayList<>();

  private ModelServer(HttpServer server, ModelScript script) {
    this.server = server;
    this.script = script;
  }

  /** Starts a server on a free port, in this JVM. */
  public static ModelServer start(ModelScript script) throws IOException {
    // The JDK's server sends head and body in two packets; without this each answer waits 40 ms.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    HttpServer http =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    ModelServer server = new ModelServer(http, script);
    http.setExecutor(server.threads);
    http.createContext("/", server::notFound);
    http.createContext("/v1/chat/completions", server::complete);
    http.createContext("/requests", server::requests);
    http.start();
    return server;
  }

  /**
   * Runs a server until standard input ends: it goes with the process that started it.
   *
   * @param arguments the script's name or file; {@link ModelScript#RESEARCH} when left out
   */
  public static void main(String... arguments) throws IOException {
    String script = arguments.length > 0 ? arguments[0] : ModelScript.RESEARCH;
    try (ModelServer server = start(ModelScript.load(script))) {
      System.out.println(READY + server.port());
      while (System.in.read() >= 0) {
        // Nothing is expected but the end.
      }
    }
  }

  /** The port that the server listens on. */
  public int port() {
    return server.getAddress().getPort();
  }

  /** What clients take as their base address. */
  public String url() {
    return "http://127.0.0.1:" + port() + "/v1";
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void complete(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      synchronized (requests) {
        requests.add(Sha256.hex(ToolOrder.sorted(body)));
      }
      ChatCompletion completion;
      JsonNode request;
      try {
        request = MAPPER.readTree(body);
        Conversation conversation = new Conversation(request);
        completion = new ChatCompletion(request.path("model").asText(), conversation, script);
      } catch (IOException | IllegalArgumentException e) {
        ObjectNode error = MAPPER.createObjectNode();
        error
            .putObject("error")
            .put("message", e.getMessage())
            .put("type", "invalid_request_error");
        send(exchange, 400, "application/json", MAPPER.writeValueAsBytes(error));
        return;
      }
      if (request.path("stream").asBoolean()) {
        boolean usage = request.path("stream_options").path("include_usage").asBoolean();
        stream(exchange, completion.chunks(usage));
      } else {
        send(exchange, 200, "application/json", MAPPER.writeValueAsBytes(completion.whole()));
      }
    }
  }

  private static void stream(HttpExchange exchange, List<ObjectNode> chunks) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
    exchange.sendResponseHeaders(200, 0);
    OutputStream out = exchange.getResponseBody();
    for (ObjectNode chunk : chunks) {
      event(out, MAPPER.writeValueAsString(chunk));
    }
    event(out, "[DONE]");
  }

  private static void event(OutputStream out, String data) throws IOException {
    out.write(("data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  private void requests(HttpExchange exchange) throws IOException {
    try (exchange) {
      ArrayNode list = MAPPER.createArrayNode();
      synchronized (requests) {
        requests.forEach(list::add);
        if (exchange.getRequestMethod().equals("DELETE")) {
          requests.clear();
        }
      }
      send(exchange, 200, "application/json", MAPPER.writeValueAsBytes(list));
    }
  }

  private void notFound(HttpExchange exchange) throws IOException {
    try (exchange) {
      send(exchange, 404, "text/plain", "not found".getBytes(StandardCharsets.UTF_8));
    }
  }

  private static void send(HttpExchange exchange, int status, String type, byte[] body)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }
}
