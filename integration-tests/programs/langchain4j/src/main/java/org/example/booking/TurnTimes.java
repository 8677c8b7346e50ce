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
 * How long a turn with N calls of a tool takes that itself takes 200 ms, or as many as are given:
 * as LangChain4j does it unless told otherwise, and with its own switch for concurrent tools.
 * Prints the median of some turns, and the shortest, since a busy machine only adds to them. With 0
 * the tool does nothing, and what is printed is the time for each call.
 */
public final class TurnTimes {

  private static final int TURNS = 7;
  private static final int WARM_UP_CALLS = 20_000;

  private TurnTimes() {}

  /** The assistant. */
  public interface Assistant {
    /** Answers. */
    String answer(String question);
  }

  /** Tools that only take time. */
  public static final class Slow {
    private final long latencyMillis;

    Slow(long latencyMillis) {
      this.latencyMillis = latencyMillis;
    }

    /** Reads. */
    @Tool
    public String getSlowly(int number) throws InterruptedException {
      TimeUnit.MILLISECONDS.sleep(latencyMillis);
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

  /** Takes the latency in milliseconds, or nothing. */
  public static void main(String... arguments) {
    long latencyMillis = arguments.length == 0 ? 200 : Long.parseLong(arguments[0]);
    System.out.printf("%6s %24s %24s%n", "calls", "default", "concurrent");
    for (int calls :
        latencyMillis == 0 ? new int[] {1, 10, 100, 1_000, 10_000} : new int[] {1, 2, 4, 8, 16}) {
      System.out.printf(
          "%6d %24s %24s%n",
          calls, times(latencyMillis, calls, false), times(latencyMillis, calls, true));
    }
  }

  private static String times(long latencyMillis, int calls, boolean concurrently) {
    AiServices<Assistant> service =
        AiServices.builder(Assistant.class)
            .chatModel(new Script(calls))
            .tools(new Slow(latencyMillis));
    Assistant assistant =
        concurrently ? service.executeToolsConcurrently().build() : service.build();
    int warmUp = latencyMillis == 0 ? Math.max(2, WARM_UP_CALLS / calls) : 1;
    double[] millis = new double[TURNS];
    for (int turn = -warmUp; turn < TURNS; turn++) {
      long start = System.nanoTime();
      assistant.answer("now");
      if (turn >= 0) {
        millis[turn] = (System.nanoTime() - start) / 1e6;
      }
    }
    Arrays.sort(millis);
    return latencyMillis == 0
        ? String.format("%.1f (%.1f) us", 1e3 * millis[TURNS / 2] / calls, 1e3 * millis[0] / calls)
        : String.format("%.1f (%.1f) ms", millis[TURNS / 2], millis[0]);
  }
}
