package org.example.research;

import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import java.util.concurrent.CompletableFuture;

/** Has the model write a report, section by section, each of which comes in many small pieces. */
final class ReportWriter {

  private final StreamingChatModel model;
  private final SessionTimers timers;

  ReportWriter(StreamingChatModel model, SessionTimers timers) {
    this.model = model;
    this.timers = timers;
  }

  /** The section about a question. */
  String section(String question) {
    Section section = new Section();
    model.chat("Write the section of the report about this question: " + question, section);
    return section.text.join();
  }

  /** What one thread of the client is told, from the first piece to the end. */
  private final class Section implements StreamingChatResponseHandler {
    final CompletableFuture<String> text = new CompletableFuture<>();
    private Thread thread;
    private long cpuStart;
    private long wallStart;

    @Override
    public void onPartialResponse(String piece) {
      if (thread == null) {
        thread = Thread.currentThread();
        cpuStart = SessionTimers.cpuNanos();
        wallStart = System.nanoTime();
      }
    }

    @Override
    public void onCompleteResponse(ChatResponse response) {
      if (thread == Thread.currentThread()) {
        timers.add(
            SessionTimers.STREAM,
            SessionTimers.cpuNanos() - cpuStart,
            System.nanoTime() - wallStart);
      }
      text.complete(response.aiMessage().text());
    }

    @Override
    public void onError(Throwable error) {
      text.completeExceptionally(error);
    }
  }
}
