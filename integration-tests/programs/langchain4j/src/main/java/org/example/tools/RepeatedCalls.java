package org.example.tools;

import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.invocation.InvocationParameters;
import dev.langchain4j.memory.chat.MessageWindowChatMemory;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.MemoryId;
import dev.langchain4j.service.UserMessage;
import dev.langchain4j.service.tool.ToolErrorHandlerResult;
import dev.langchain4j.service.tool.ToolExecutor;
import dev.langchain4j.service.tool.ToolProviderResult;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.MDC;

/** Has tools called again and again, and prints what they say: how often each has really run. */
public final class RepeatedCalls {

  /** The assistant. */
  public interface Assistant {
    /** Answers with what the tools said. */
    String answer(
        @MemoryId String conversation, @UserMessage String question, InvocationParameters more);
  }

  private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

  private final AtomicInteger inner = new AtomicInteger();
  private Assistant assistant;
  private CountingTools tools;

  private RepeatedCalls() {}

  /** Takes the names of questions. */
  public static void main(String... arguments) {
    RepeatedCalls calls = new RepeatedCalls();
    calls.start(null);
    for (String argument : arguments) {
      calls.run(argument);
    }
  }

  private void start(Executor executor) {
    tools = new CountingTools(question -> ask("inner " + inner.incrementAndGet(), question));
    AiServices<Assistant> services = configured().tools(tools);
    if (executor != null) {
      services.executeToolsConcurrently(executor);
    }
    assistant = services.build();
  }

  private static AiServices<Assistant> configured() {
    return AiServices.builder(Assistant.class)
        .chatModel(new ScriptedModel())
        .chatMemoryProvider(id -> MessageWindowChatMemory.withMaxMessages(100))
        .toolArgumentsErrorHandler(
            (error, context) ->
                ToolErrorHandlerResult.text("wrong arguments: " + error.getMessage()))
        .toolExecutionErrorHandler(
            (error, context) -> ToolErrorHandlerResult.text("failed: " + error.getMessage()));
  }

  /** Tools that are no methods: of an executor of one's own, and of a provider. */
  private void startWithExecutors() {
    ToolExecutor executor =
        (request, memoryId) -> request.name() + " ran with " + request.arguments();
    assistant =
        configured()
            .tools(Map.of(specification("lookUp", true), executor))
            .toolProvider(
                request ->
                    ToolProviderResult.builder()
                        .add(specification("provided", true), executor)
                        .add(specification("alsoProvided", false), executor)
                        .build())
            .build();
  }

  private static ToolSpecification specification(String name, boolean takesItem) {
    ToolSpecification.Builder tool = ToolSpecification.builder().name(name);
    if (takesItem) {
      tool.parameters(
          JsonObjectSchema.builder().addStringProperty("item").required("item").build());
    }
    return tool.build();
  }

  private void run(String name) {
    switch (name) {
      case "cache" -> {
        print("getText {\"item\":\"pen\",\"amount\":2}");
        print(
            "getText { \"amount\" : 2, \"item\" : \"p\\u0065n\" }\ngetText {\"item\":\"pen\",\"amount\":3}");
        print("getRecord {\"item\":\"pen\"}\ngetRecord {\"item\":\"pen\"}");
        print("getList {\"item\":\"pen\"}\ngetList {\"item\":\"pen\"}");
        print("getFailing {\"item\":\"pen\"}\ngetFailing {\"item\":\"pen\"}");
        print("getMine {}\ngetMine {}");
        OUT.println(ask("grace", "getMine {}"));
        print("getWith {}\ngetWith {}");
        print("book {\"item\":\"pen\"}\nbook {\"item\":\"pen\"}");
        print(
            "getText {\"item\":\"pen\",\"amount\":2}\ngetText {\"item\":\"pen\",\"amount\":\"2\"}");
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
        start(null);
        print("getText {\"item\":\"ink\",\"amount\":1}");
      }
      case "arguments" -> {
        print("getText {\"item\":\"pen\",\"amount\":2}\ngetText {\"item\":\"pen\"}");
        print("getText {\"item\":\"pen\",\"amount\":\"2\"}\ngetText {\"item\":7,\"amount\":2}");
        print("getMine {}\ngetMine {\"more\":1}");
        print("getText not even JSON");
      }
      case "executors" -> {
        startWithExecutors();
        print("lookUp {\"item\":\"pen\"}\nlookUp {\"item\":7}");
        print("provided {\"item\":\"ink\"}\nprovided {}\nalsoProvided {}");
      }
      case "depth" -> {
        print("dig {\"deeper\":2}");
        print("dig {\"deeper\":6}");
        print("dig {\"deeper\":2}");
      }
      case "concurrent depth" -> {
        ExecutorService executor = Executors.newCachedThreadPool();
        try {
          start(executor);
          print("digTwice {\"deeper\":3}\ndig {\"deeper\":1}");
          print("digTwice {\"deeper\":6}\ndig {\"deeper\":1}");
        } finally {
          executor.shutdown();
        }
      }
      default -> throw new IllegalArgumentException(name);
    }
  }

  private void print(String question) {
    OUT.println(oneLine(ask("ada", question)));
  }

  /** Older versions write JSON in several lines. */
  private static String oneLine(String text) {
    return text.replaceAll("\\s*\n\\s*", "");
  }

  private String ask(String conversation, String question) {
    try {
      return assistant.answer(conversation, question, InvocationParameters.from("user", "ada"));
    } catch (RuntimeException e) {
      return "thrown: " + e;
    }
  }
}
