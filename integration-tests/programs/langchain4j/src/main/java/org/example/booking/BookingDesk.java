package org.example.booking;

import dev.langchain4j.mcp.McpToolProvider;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.TokenStream;
import dev.langchain4j.service.tool.BeforeToolExecution;
import io.opentelemetry.context.Context;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.MDC;

/** Asks a model about bookings in every way that a tool loop can end, and prints what came out. */
public final class BookingDesk {

  /** The desk's assistant. */
  public interface Assistant {
    /** Answers a question. */
    String answer(String question);
  }

  /** The desk's assistant, as a stream. */
  public interface StreamingAssistant {
    /** Answers a question. */
    TokenStream answer(String question);
  }

  private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

  private final BookingTools tools = new BookingTools();
  private final ChatModel model;

  private BookingDesk(String url) {
    model =
        OpenAiChatModel.builder()
            .baseUrl(url)
            .apiKey("none")
            .modelName("desk")
            .timeout(Duration.ofSeconds(30))
            .maxRetries(0)
            .build();
  }

  /** Takes the model's address. */
  public static void main(String... arguments) {
    new BookingDesk(arguments[0]).run();
  }

  private void run() {
    MDC.put("user", "ada");
    Assistant plain = AiServices.builder(Assistant.class).chatModel(model).tools(tools).build();
    for (String question :
        new String[] {
          "reads", "mixed", "failing", "hallucinated", "arguments", "single", "null", "annotated"
        }) {
      ask(plain, question);
    }
    Context.current().with(BookingTools.TRACE, "trace-7").wrap(() -> ask(plain, "context")).run();
    Thread.currentThread().setContextClassLoader(null);
    ask(plain, "context");
    ask(
        AiServices.builder(Assistant.class)
            .chatModel(model)
            .tools(tools)
            .beforeToolExecution(before -> print("may " + before.request().name() + " run?"))
            .build(),
        "reads");
    ask(
        AiServices.builder(Assistant.class)
            .chatModel(model)
            .tools(tools)
            .afterToolExecution(
                after -> print("after " + after.request().arguments() + " " + after.result()))
            .build(),
        "mixed");
    ask(
        AiServices.builder(Assistant.class)
            .chatModel(model)
            .tools(tools)
            .toolExecutionErrorHandler(
                (error, context) -> {
                  throw new IllegalStateException("handled " + error.getMessage(), error);
                })
            .build(),
        "failing");
    ask(
        AiServices.builder(Assistant.class)
            .chatModel(model)
            .toolProvider(
                McpToolProvider.builder().mcpClients(new RemoteDesk(tools).client()).build())
            .build(),
        "remote");
    synchronized (tools) {
      ask(plain, "guarded");
    }
    ReentrantLock lock = tools.lock();
    lock.lock();
    try {
      ask(plain, "locked");
    } finally {
      lock.unlock();
    }
    for (String question : new String[] {"reads", "mixed", "failing", "single", "null"}) {
      stream(question, null);
    }
    stream("reads", before -> print("may " + before.request().name() + " run?"));
    print("MDC " + MDC.getCopyOfContextMap());
  }

  private void ask(Assistant assistant, String question) {
    try {
      print(question + ": " + assistant.answer(question));
    } catch (RuntimeException e) {
      print(question + ": " + e);
      for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
        print("  because of " + cause);
      }
    }
    print("  written: " + tools.written());
  }

  private void stream(String question, Consumer<BeforeToolExecution> hook) {
    StreamingAssistant assistant =
        AiServices.builder(StreamingAssistant.class)
            .streamingChatModel(new OneChunk(model))
            .tools(tools)
            .build();
    CompletableFuture<String> end = new CompletableFuture<>();
    TokenStream stream =
        assistant
            .answer(question)
            .onPartialResponse(part -> {})
            .onToolExecuted(
                tool -> print("executed " + tool.request().name() + " " + tool.result()))
            .onCompleteResponse(response -> end.complete(response.aiMessage().text()))
            .onError(error -> end.complete(error.toString()));
    if (hook != null) {
      stream.beforeToolExecution(hook);
    }
    stream.start();
    print("streamed " + question + ": " + end.join());
    print("  written: " + tools.written());
  }

  private static void print(String line) {
    OUT.println(line.replaceAll("@[0-9a-f]+", "@"));
  }
}
