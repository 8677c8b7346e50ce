package org.example.random;

import java.util.ArrayList;
import java.util.List;
import org.example.tools.Asking;
import org.springframework.ai.chat.messages.AssistantMessage.ToolCall;
import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.messages.ToolResponseMessage;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.model.tool.ToolCallingChatOptions;
import org.springframework.ai.model.tool.ToolCallingManager;
import org.springframework.ai.support.ToolCallbacks;
import org.springframework.ai.tool.execution.DefaultToolExecutionExceptionProcessor;

/** Random programs through Spring AI's tool calling manager. */
public final class SpringAiPrograms {

  private SpringAiPrograms() {}

  /** Takes the seed, and how many programs are to run. */
  public static void main(String... arguments) {
    RandomPrograms.run(SpringAiPrograms::run, arguments);
  }

  private static String run(Program program, Cells cells) {
    ToolCallingManager manager =
        ToolCallingManager.builder()
            .toolExecutionExceptionProcessor(
                new DefaultToolExecutionExceptionProcessor(program.ends()))
            .build();
    List<String> results = new ArrayList<>();
    try {
      for (List<Call> turn : program.turns()) {
        run(manager, turn, cells, results);
      }
    } catch (Exception | AssertionError e) {
      results.add(RandomPrograms.describe(e));
    }
    return String.join(" | ", results);
  }

  private static void run(
      ToolCallingManager manager, List<Call> turn, Cells cells, List<String> results) {
    List<ToolCall> calls = new ArrayList<>();
    for (Call call : turn) {
      calls.add(new ToolCall("call " + calls.size(), "function", call.tool(), call.arguments()));
    }
    Prompt prompt =
        new Prompt(
            "go",
            ToolCallingChatOptions.builder()
                .toolCallbacks(ToolCallbacks.from(new CellTools(cells)))
                .build());
    ChatResponse response = new ChatResponse(List.of(new Generation(Asking.forTools(calls))));
    List<Message> history = manager.executeToolCalls(prompt, response).conversationHistory();
    ToolResponseMessage last = (ToolResponseMessage) history.get(history.size() - 1);
    for (ToolResponseMessage.ToolResponse answer : last.getResponses()) {
      results.add(answer.responseData());
      cells.note("answered " + answer.responseData());
    }
  }
}
