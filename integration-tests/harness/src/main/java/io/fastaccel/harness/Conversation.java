package io.fastaccel.harness;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Set;

/** What an application sent to the model: the request of a chat completion, checked. */
final class Conversation {

  private final JsonNode request;
  private final Set<String> offeredTools = new HashSet<>();
  private String question;
  private int questions;
  private int answersSinceQuestion;
  private int resultsSinceQuestion;

  /**
   * Reads a request.
   *
   * @throws IllegalArgumentException when a real server would reject it
   */
  Conversation(JsonNode request) {
    this.request = request;
    JsonNode messages = request.path("messages");
    if (!messages.isArray() || messages.isEmpty()) {
      throw new IllegalArgumentException("'messages' must be a list with at least one message");
    }
    for (JsonNode tool : request.path("tools")) {
      offeredTools.add(tool.path("function").path("name").asText());
    }
    Set<String> unanswered = new HashSet<>();
    for (JsonNode message : messages) {
      String role = message.path("role").asText();
      if (!role.equals("tool") && !unanswered.isEmpty()) {
        throw new IllegalArgumentException("tool calls without a result: " + unanswered);
      }
      switch (role) {
        case "system", "developer" -> {}
        case "user" -> {
          question = text(message.path("content"));
          questions++;
          answersSinceQuestion = 0;
          resultsSinceQuestion = 0;
        }
        case "assistant" -> {
          answersSinceQuestion++;
          message.path("tool_calls").forEach(call -> unanswered.add(call.path("id").asText()));
        }
        case "tool" -> {
          resultsSinceQuestion++;
          if (!unanswered.remove(message.path("tool_call_id").asText())) {
            throw new IllegalArgumentException("a tool result that nothing asked for: " + message);
          }
        }
        default -> throw new IllegalArgumentException("unknown role '" + role + "'");
      }
    }
    if (!unanswered.isEmpty()) {
      throw new IllegalArgumentException("tool calls without a result: " + unanswered);
    }
    if (question == null) {
      throw new IllegalArgumentException("no message of a user");
    }
  }

  /** The latest message of the user. */
  String question() {
    return question;
  }

  /** How many messages the user sent. */
  int questions() {
    return questions;
  }

  /** How often the model answered since the latest message of the user. */
  int answersSinceQuestion() {
    return answersSinceQuestion;
  }

  /** How many tool results came since the latest message of the user. */
  int resultsSinceQuestion() {
    return resultsSinceQuestion;
  }

  /** Whether the application can execute a tool. */
  boolean offers(String tool) {
    return offeredTools.contains(tool);
  }

  /** Twelve hexadecimal digits made from everything that was said. */
  String fingerprint() {
    return Sha256.hex(request.path("messages").toString()).substring(0, 12);
  }

  /** Roughly how many tokens were sent. */
  int tokens() {
    return 1 + request.path("messages").toString().length() / 4;
  }

  private static String text(JsonNode content) {
    if (content.isTextual()) {
      return content.textValue();
    }
    StringBuilder text = new StringBuilder();
    content.forEach(part -> text.append(part.path("text").asText()));
    return text.toString();
  }
}
