package org.example.clients;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is talked about, whatever the client. */
final class Texts {

  static final int MESSAGES = 20;
  static final int TOOLS = 5;
  static final int EVENTS = 100;

  private Texts() {}

  /** Messages of about 2 KB, each with quotes and line breaks, some with other scripts. */
  static List<String> messages() {
    List<String> messages = new ArrayList<>();
    for (int i = 0; i < MESSAGES; i++) {
      String line =
          i % 7 == 3
              ? "Zeile " + i + ": Grüße aus Zürich, \"bis bald\"!\n"
              : "Line " + i + " of the conversation, with \"quotes\" and a tab\there.\n";
      messages.add(line.repeat(40));
    }
    return messages;
  }

  /** The JSON schema of a tool's arguments. */
  static Map<String, Object> properties(int tool) {
    Map<String, Object> properties = new LinkedHashMap<>();
    for (String name : List.of("city", "from", "until", "currency")) {
      Map<String, Object> property = new LinkedHashMap<>();
      property.put("type", "string");
      property.put("description", "The " + name + " that tool " + tool + " is to look at");
      properties.put(name, property);
    }
    return properties;
  }

  /** What OpenAI's service answers. */
  static String openAiAnswer() {
    return "{\"id\":\"chatcmpl-1\",\"object\":\"chat.completion\",\"created\":1764201600,"
        + "\"model\":\"desk\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\","
        + "\"content\":\""
        + "An answer of some length, with \\\"quotes\\\" and\\nline breaks. ".repeat(30)
        + "\",\"refusal\":null,\"tool_calls\":[{\"id\":\"call_1\",\"type\":\"function\","
        + "\"function\":{\"name\":\"tool1\",\"arguments\":\"{\\\"city\\\":\\\"Zürich\\\"}\"}}]},"
        + "\"logprobs\":null,\"finish_reason\":\"tool_calls\"}],\"usage\":{\"prompt_tokens\":4211,"
        + "\"completion_tokens\":311,\"total_tokens\":4522,\"prompt_tokens_details\":"
        + "{\"cached_tokens\":1024,\"audio_tokens\":0}},\"system_fingerprint\":\"fp_1\"}";
  }

  /** One event of what OpenAI's service answers bit by bit. */
  static String openAiEvent(int i) {
    return "{\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1764201600,"
        + "\"model\":\"desk\",\"service_tier\":\"default\",\"system_fingerprint\":\"fp_1\","
        + "\"choices\":[{\"index\":0,\"delta\":{\"content\":\" word "
        + i
        + "\"},\"logprobs\":null,\"finish_reason\":null}],\"usage\":null,"
        + "\"obfuscation\":\"aVeryLong\"}";
  }

  /** The server-sent events of a whole answer. */
  static String openAiEvents() {
    StringBuilder events = new StringBuilder();
    for (int i = 0; i < EVENTS - 2; i++) {
      events.append("data: ").append(openAiEvent(i)).append("\n\n");
    }
    String last = openAiEvent(0).replace("\"content\":\" word 0\"", "");
    events
        .append("data: ")
        .append(last.replace("\"finish_reason\":null", "\"finish_reason\":\"stop\""))
        .append("\n\ndata: ")
        .append(
            "{\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1764201600,"
                + "\"model\":\"desk\",\"choices\":[],\"usage\":{\"prompt_tokens\":4211,"
                + "\"completion_tokens\":311,\"total_tokens\":4522}}");
    return events.append("\n\ndata: [DONE]\n\n").toString();
  }

  /** What Anthropic's service answers. */
  static String anthropicAnswer() {
    return "{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"desk\","
        + "\"content\":[{\"type\":\"text\",\"text\":\""
        + "An answer of some length, with \\\"quotes\\\" and\\nline breaks. ".repeat(30)
        + "\"},{\"type\":\"tool_use\",\"id\":\"toolu_1\",\"name\":\"tool1\",\"input\":"
        + "{\"city\":\"Zürich\",\"from\":\"2026-11-27\"}}],\"stop_reason\":\"tool_use\","
        + "\"stop_sequence\":null,\"usage\":{\"input_tokens\":4211,\"output_tokens\":311}}";
  }
}
