package org.example.research;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;

/** A session on disk: everything that was said and done. */
record Transcript(
    String title, String model, Map<String, Integer> toolUse, Size size, List<Event> events) {

  /** Who speaks in an event. */
  enum Role {
    SYSTEM,
    USER,
    ASSISTANT,
    TOOL
  }

  /** How much there is. */
  record Size(int events, long characters, double charactersPerEvent) {}

  /** A tool call that the model asked for. */
  record Call(String id, String tool, Map<String, Object> arguments) {}

  /** A tool's answer. */
  record Result(String callId, String tool, int characters, boolean empty) {}

  /** One message of the conversation. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Event(int number, int turn, Role role, String text, List<Call> calls, Result result) {}
}
