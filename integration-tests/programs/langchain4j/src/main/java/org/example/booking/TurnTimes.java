package org.example.booking;

import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.service.AiServices;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * How long a turn with N calls of a tool takes that itself takes 200 ms: as LangChain4j does it
 * unless told otherwise, and with its own switch for concurrent tools. Prints the median of some
 * turns, and the shortest, since a busy machine only adds to them.
 */
public final class TurnTimes {

  private static final long LATENCY_MILLIS = 200;
  private static final int TURNS = 7;

  private TurnTimes() {}

  /** The assistant. */
  public interface Assistant {
    /** Answers. */
    String answer(String question);
  }

  /** Tools that only take time. */
  public static final class Slow {
    /** Reads. */
    @Tool
    public String getSlowly(int number) throws InterruptedException {
      TimeUnit.MILLISECONDS.sleep(LATENCY_MILLIS);
      return "result " + number;
    }
  }

  /** Asks for N calls, and is content with any answer. */
  private record Script(int calls) implements ChatModel {
    @Override
    public ChatResponse doChat(ChatRequest request) {
      boolean asked = request.messages().size() > 1;
      if (asked) {
        return ChatResponse.builder().aiMessage(AiMessage.from("done")).build();
      }
      List<ToolExecutionRequest> requests = new ArrayList<>();
      for (int i = 0; i < calls; i++) {
        requests.add(
            ToolExecutionRequest.builder()
                .id("call" + i)
                .name("getSlowly")
                .arguments("{\"number\": " + i + "}")
                .build());
      }
      return ChatResponse.builder().aiMessage(AiMessage.from(requests)).build();
    }
  }

  /** Takes no arguments. */
  public static void main(String... arguments) {
    System.out.printf("%5s %20s %20s%n", "tools", "default", "concurrent");
    for (int calls : new int[] {1, 2, 5, 10, 20}) {
      System.out.printf("%5d %20s %20s%n", calls, millis(calls, false), millis(calls, true));
    }
  }

  private static String millis(int calls, boolean concurrently) {
    double[] turns = new double[TURNS];
    for (int turn = -1; turn < TURNS; turn++) {
      AiServices<Assistant> service =
          AiServices.builder(Assistant.class).chatModel(new Script(calls)).tools(new Slow());
      Assistant assistant =
          concurrently ? service.executeToolsConcurrently().build() : service.build();
      long start = System.nanoTime();
      assistant.answer("now");
      if (turn >= 0) {
        turns[turn] = (System.nanoTime() - start) / 1e6;
      }
    }
    Arrays.sort(turns);
    return String.format("%.1f (%.1f) ms", turns[TURNS / 2], turns[0]);
  }
}
