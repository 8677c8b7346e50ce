package org.example.tools;

import java.util.List;
import java.util.Map;
import org.springframework.ai.chat.messages.AssistantMessage;

/** A message that asks for tools. A class of its own: the constructor is not public everywhere. */
public final class Asking extends AssistantMessage {

  private Asking(List<ToolCall> calls) {
    super("", Map.of(), calls, List.of());
  }

  /** Of any number of tools. */
  public static AssistantMessage forTools(List<ToolCall> calls) {
    return new Asking(calls);
  }
}
