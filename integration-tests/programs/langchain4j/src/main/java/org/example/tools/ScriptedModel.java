package org.example.tools;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.util.ArrayList;
import java.util.List;

/**
 * Asks for the tools that the question names, a line each: the name, a space, and the arguments.
 * Then it repeats what they said.
 */
final class ScriptedModel implements ChatModel {

  @Override
  public ChatResponse doChat(ChatRequest request) {
    List<ChatMessage> messages = request.messages();
    ChatMessage last = messages.get(messages.size() - 1);
    AiMessage answer =
        last instanceof UserMessage question
            ? AiMessage.from(calls(question.singleText()))
            : AiMessage.from(results(messages));
    return ChatResponse.builder().aiMessage(answer).build();
  }

  private static List<ToolExecutionRequest> calls(String question) {
    List<ToolExecutionRequest> calls = new ArrayList<>();
    for (String line : question.split("\n", -1)) {
      int space = line.indexOf(' ');
      calls.add(
          ToolExecutionRequest.builder()
              .id("call " + calls.size())
              .name(line.substring(0, space))
              .arguments(line.substring(space + 1))
              .build());
    }
    return calls;
  }

  private static String results(List<ChatMessage> messages) {
    List<String> results = new ArrayList<>();
    for (ChatMessage message : messages) {
      if (message instanceof UserMessage) {
        results.clear();
      } else if (message instanceof ToolExecutionResultMessage result) {
        results.add(result.text());
      }
    }
    return String.join(" | ", results);
  }
}
