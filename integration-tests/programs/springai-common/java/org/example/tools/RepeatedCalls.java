package org.example.tools;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.MDC;
import org.springframework.ai.chat.messages.AssistantMessage.ToolCall;
import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.messages.ToolResponseMessage;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.model.tool.ToolCallingChatOptions;
import org.springframework.ai.model.tool.ToolCallingManager;
import org.springframework.ai.support.ToolCallbacks;

/** Has tools called again and again, and prints what they say: how often each has really run. */
public final class RepeatedCalls {

  private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

  private final ToolCallingManager manager = ToolCallingManager.builder().build();
  private CountingTools tools;

  private RepeatedCalls() {
    start();
  }

  private void start() {
    tools = new CountingTools(deeper -> ask("dig {\"deeper\":" + deeper + "}"));
  }

  /** Takes the names of questions. */
  public static void main(String... arguments) {
    RepeatedCalls calls = new RepeatedCalls();
    for (String argument : arguments) {
      calls.run(argument);
    }
  }

  private void run(String name) {
    switch (name) {
      case "cache" -> {
        print("getText {\"item\":\"pen\",\"amount\":2}");
        print("getText { \"amount\" : 2, \"item\" : \"p\\u0065n\" }\ngetText {\"item\":\"pen\",\"amount\":3}");
        print("getRecord {\"item\":\"pen\"}\ngetRecord {\"item\":\"pen\"}");
        print("getList {\"item\":\"pen\"}\ngetList {\"item\":\"pen\"}");
        print("getFailing {\"item\":\"pen\"}\ngetFailing {\"item\":\"pen\"}");
        print("getWith {}\ngetWith {}");
        print("book {\"item\":\"pen\"}\nbook {\"item\":\"pen\"}");
        print("getText {\"item\":\"pen\",\"amount\":2}\ngetText {\"item\":\"pen\",\"amount\":\"2\"}");
      }
      case "tenants" -> {
        String question = "getText {\"item\":\"pen\",\"amount\":2}";
        for (String tenant : new String[] {"ada", "bob", "ada", "bob"}) {
          MDC.put("tenant", tenant);
          print(question);
        }
        MDC.clear();
        print(question);
        print(question);
      }
      case "objects" -> {
        print("getText {\"item\":\"ink\",\"amount\":1}");
        start();
        print("getText {\"item\":\"ink\",\"amount\":1}");
      }
      case "arguments" -> {
        print("getText {\"item\":\"pen\",\"amount\":2}\ngetText {\"item\":\"pen\"}");
        print("getText {\"item\":\"pen\",\"amount\":\"2\"}\ngetText {\"item\":7,\"amount\":2}");
        print("getText not even JSON");
      }
      case "depth" -> {
        print("dig {\"deeper\":2}");
        print("dig {\"deeper\":6}");
        print("dig {\"deeper\":2}");
      }
      default -> throw new IllegalArgumentException(name);
    }
  }

  private void print(String question) {
    OUT.println(ask(question).replaceAll("\\s*\n\\s*", ""));
  }

  /** A new callback for each tool and each question, as a chat client makes them. */
  private String ask(String question) {
    List<ToolCall> calls = new ArrayList<>();
    for (String line : question.split("\n", -1)) {
      int space = line.indexOf(' ');
      calls.add(
          new ToolCall(
              "call " + calls.size(),
              "function",
              line.substring(0, space),
              line.substring(space + 1)));
    }
    Prompt prompt =
        new Prompt(
            "question",
            ToolCallingChatOptions.builder()
                .toolCallbacks(ToolCallbacks.from(tools))
                .toolContext(Map.of("user", "ada"))
                .build());
    try {
      ChatResponse response = new ChatResponse(List.of(new Generation(Asking.forTools(calls))));
      List<Message> history = manager.executeToolCalls(prompt, response).conversationHistory();
      ToolResponseMessage last = (ToolResponseMessage) history.get(history.size() - 1);
      return last.getResponses().stream()
          .map(ToolResponseMessage.ToolResponse::responseData)
          .collect(Collectors.joining(" | "));
    } catch (RuntimeException e) {
      return "thrown: " + e;
    }
  }
}
