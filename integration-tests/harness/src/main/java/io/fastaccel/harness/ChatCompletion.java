package io.fastaccel.harness;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** The answer to one request, in OpenAI's two forms: whole, and in chunks. */
final class ChatCompletion {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** Answers must not differ from run to run: all of them were created at the same second. */
  private static final long CREATED = 1_795_000_000L;

  private static final int CODE_POINTS_PER_CHUNK = 12;

  private final String model;
  private final Conversation conversation;
  private final ModelScript.Step step;

  /**
   * Lets the script answer.
   *
   * @throws IllegalArgumentException when it has no answer, or calls a tool that was not offered
   */
  ChatCompletion(String model, Conversation conversation, ModelScript script) {
    this.model = model;
    this.conversation = conversation;
    this.step = script.next(conversation);
    for (ModelScript.ToolCall call : step.calls()) {
      if (!conversation.offers(call.tool())) {
        throw new IllegalArgumentException("the script needs the tool " + call.tool());
      }
    }
  }

  /** The answer as one object. */
  ObjectNode whole() {
    ObjectNode completion = head("chat.completion");
    ObjectNode choice = completion.putArray("choices").addObject().put("index", 0);
    ObjectNode message = choice.putObject("message").put("role", "assistant");
    message.put("content", step.text());
    if (!step.calls().isEmpty()) {
      ArrayNode calls = message.putArray("tool_calls");
      for (int i = 0; i < step.calls().size(); i++) {
        ObjectNode call = calls.addObject().put("id", callId(i)).put("type", "function");
        ModelScript.ToolCall scripted = step.calls().get(i);
        call.putObject("function")
            .put("name", scripted.tool())
            .put("arguments", scripted.arguments().toString());
      }
    }
    choice.put("finish_reason", finishReason());
    completion.set("usage", usage());
    return completion;
  }

  /** The answer in small pieces, as a stream sends it. */
  List<ObjectNode> chunks(boolean withUsage) {
    List<ObjectNode> chunks = new ArrayList<>();
    chunks.add(chunk(NODES.objectNode().put("role", "assistant").put("content", ""), null));
    for (String piece : pieces(step.text() == null ? "" : step.text())) {
      chunks.add(chunk(NODES.objectNode().put("content", piece), null));
    }
    for (int i = 0; i < step.calls().size(); i++) {
      ModelScript.ToolCall scripted = step.calls().get(i);
      ObjectNode first = NODES.objectNode();
      ObjectNode call = first.putArray("tool_calls").addObject().put("index", i);
      call.put("id", callId(i)).put("type", "function");
      call.putObject("function").put("name", scripted.tool()).put("arguments", "");
      chunks.add(chunk(first, null));
      for (String piece : pieces(scripted.arguments().toString())) {
        ObjectNode next = NODES.objectNode();
        next.putArray("tool_calls")
            .addObject()
            .put("index", i)
            .putObject("function")
            .put("arguments", piece);
        chunks.add(chunk(next, null));
      }
    }
    chunks.add(chunk(NODES.objectNode(), finishReason()));
    if (withUsage) {
      ObjectNode last = head("chat.completion.chunk");
      last.putArray("choices");
      last.set("usage", usage());
      chunks.add(last);
    }
    return chunks;
  }

  private ObjectNode chunk(ObjectNode delta, String finishReason) {
    ObjectNode chunk = head("chat.completion.chunk");
    ObjectNode choice = chunk.putArray("choices").addObject().put("index", 0);
    choice.set("delta", delta);
    choice.put("finish_reason", finishReason);
    return chunk;
  }

  private ObjectNode head(String object) {
    return NODES
        .objectNode()
        .put("id", "chatcmpl-" + conversation.fingerprint())
        .put("object", object)
        .put("created", CREATED)
        .put("model", model);
  }

  private ObjectNode usage() {
    int prompt = conversation.tokens();
    int answer = 1 + step.toString().length() / 4;
    return NODES
        .objectNode()
        .put("prompt_tokens", prompt)
        .put("completion_tokens", answer)
        .put("total_tokens", prompt + answer);
  }

  private String finishReason() {
    return step.calls().isEmpty() ? "stop" : "tool_calls";
  }

  private String callId(int index) {
    return "call_"
        + conversation.questions()
        + "_"
        + (conversation.answersSinceQuestion() + 1)
        + "_"
        + (index + 1);
  }

  private static List<String> pieces(String text) {
    List<String> pieces = new ArrayList<>();
    int start = 0;
    while (start < text.length()) {
      int left = text.codePointCount(start, text.length());
      int end = text.offsetByCodePoints(start, Math.min(left, CODE_POINTS_PER_CHUNK));
      pieces.add(text.substring(start, end));
      start = end;
    }
    return pieces;
  }
}
