package io.fastaccel.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelServerTest {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private static final String QUESTION =
      "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"为什么? 🤔\"}],"
          + "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"look\"}}]}";

  private final HttpClient client = HttpClient.newHttpClient();
  private ModelServer server;

  @BeforeEach
  void start() throws IOException {
    server =
        ModelServer.start(
            ModelScript.of(
                "因为 ${results} reasons 🎉 ${fingerprint}",
                new ModelScript.Step(
                    "先看看 👀",
                    List.of(
                        ModelScript.ToolCall.of("look", "{\"at\":\"左边 ${turn}\",\"n\":[1,2.5]}"),
                        ModelScript.ToolCall.of("look", "{\"at\":\"right\"}")))));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void answersTheSameRequestWithTheSameBytes() throws Exception {
    String first = post(QUESTION).body();
    assertEquals(first, post(QUESTION).body());
    JsonNode message = MAPPER.readTree(first).path("choices").get(0).path("message");
    assertEquals("先看看 👀", message.path("content").textValue());
    assertEquals(2, message.path("tool_calls").size());
    assertEquals(
        "{\"at\":\"左边 1\",\"n\":[1,2.5]}",
        message.path("tool_calls").get(0).path("function").path("arguments").textValue());
  }

  @Test
  void answersDependOnEveryToolResult() throws Exception {
    String one = answerTo("seen", "nothing");
    String other = answerTo("seen", "something");
    assertTrue(one.startsWith("因为 2 reasons 🎉 "), one);
    assertNotEquals(one, other);
  }

  @Test
  void streamsTheSameAnswerInPieces() throws Exception {
    JsonNode whole = MAPPER.readTree(post(QUESTION).body()).path("choices").get(0);
    List<JsonNode> chunks = stream(QUESTION);

    StringBuilder text = new StringBuilder();
    Map<Integer, StringBuilder> arguments = new TreeMap<>();
    List<String> ids = new ArrayList<>();
    String finishReason = null;
    for (JsonNode chunk : chunks) {
      JsonNode choice = chunk.path("choices").get(0);
      if (choice == null) {
        continue;
      }
      text.append(choice.path("delta").path("content").asText(""));
      for (JsonNode call : choice.path("delta").path("tool_calls")) {
        if (call.has("id")) {
          ids.add(call.path("id").textValue());
        }
        arguments
            .computeIfAbsent(call.path("index").intValue(), i -> new StringBuilder())
            .append(call.path("function").path("arguments").textValue());
      }
      finishReason = choice.path("finish_reason").textValue();
    }

    assertTrue(chunks.size() > 5, "in pieces: " + chunks.size());
    assertEquals(whole.path("message").path("content").textValue(), text.toString());
    assertEquals(whole.path("finish_reason").textValue(), finishReason);
    JsonNode calls = whole.path("message").path("tool_calls");
    assertEquals(calls.size(), arguments.size());
    for (int i = 0; i < calls.size(); i++) {
      assertEquals(calls.get(i).path("id").textValue(), ids.get(i));
      assertEquals(
          calls.get(i).path("function").path("arguments").textValue(), arguments.get(i).toString());
    }
  }

  @Test
  void tellsTheUsageOfAStreamWhenAsked() throws Exception {
    JsonNode usage = MAPPER.readTree(post(QUESTION).body()).path("usage");
    List<JsonNode> chunks =
        stream(QUESTION.replace("\"m\",", "\"m\",\"stream_options\":{\"include_usage\":true},"));
    assertEquals(usage, chunks.get(chunks.size() - 1).path("usage"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no JSON",
        "{}",
        "{\"messages\":[]}",
        "{\"messages\":[{\"role\":\"king\",\"content\":\"x\"}]}",
        "{\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}",
        "{\"messages\":[{\"role\":\"user\",\"content\":\"x\"},"
            + "{\"role\":\"tool\",\"tool_call_id\":\"1\",\"content\":\"x\"}]}",
        "{\"messages\":[{\"role\":\"user\",\"content\":\"x\"},"
            + "{\"role\":\"assistant\",\"tool_calls\":[{\"id\":\"1\"}]}]}"
      })
  void rejectsWhatARealServerRejects(String request) throws Exception {
    HttpResponse<String> response = post(request);
    assertEquals(400, response.statusCode());
    assertTrue(
        MAPPER.readTree(response.body()).path("error").path("message").textValue().length() > 5);
  }

  @Test
  void tellsTheHashOfEveryRequest() throws Exception {
    post(QUESTION);
    post("{}");
    JsonNode hashes = requests("DELETE");
    assertEquals(2, hashes.size());
    assertEquals(Sha256.hex(QUESTION), hashes.get(0).textValue());
    assertEquals(0, requests("GET").size());
  }

  private String answerTo(String firstResult, String secondResult) throws Exception {
    ObjectNode request = (ObjectNode) MAPPER.readTree(QUESTION);
    ArrayNode messages = (ArrayNode) request.get("messages");
    JsonNode calls = MAPPER.readTree(post(QUESTION).body()).path("choices").get(0).path("message");
    messages.add(calls);
    String[] results = {firstResult, secondResult};
    for (int i = 0; i < results.length; i++) {
      messages
          .addObject()
          .put("role", "tool")
          .put("tool_call_id", calls.path("tool_calls").get(i).path("id").textValue())
          .put("content", results[i]);
    }
    JsonNode answer = MAPPER.readTree(post(request.toString()).body());
    return answer.path("choices").get(0).path("message").path("content").textValue();
  }

  private List<JsonNode> stream(String question) throws Exception {
    HttpResponse<String> response = post(question.replace("\"m\",", "\"m\",\"stream\":true,"));
    assertEquals("text/event-stream", response.headers().firstValue("Content-Type").orElse(""));
    List<JsonNode> chunks = new ArrayList<>();
    String[] events = response.body().split("\n\n", -1);
    assertEquals("data: [DONE]", events[events.length - 2]);
    for (int i = 0; i < events.length - 2; i++) {
      assertTrue(events[i].startsWith("data: "), events[i]);
      chunks.add(MAPPER.readTree(events[i].substring("data: ".length())));
    }
    return chunks;
  }

  private HttpResponse<String> post(String body) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create(server.url() + "/chat/completions"))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private JsonNode requests(String method) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + server.port() + "/requests");
    return MAPPER.readTree(
        client
            .send(
                HttpRequest.newBuilder(uri)
                    .method(method, HttpRequest.BodyPublishers.noBody())
                    .build(),
                HttpResponse.BodyHandlers.ofString())
            .body());
  }
}
