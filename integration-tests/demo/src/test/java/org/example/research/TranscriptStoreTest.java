package org.example.research;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TranscriptStoreTest {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  @TempDir Path directory;

  @Test
  void savesEveryMessageAsALineAndTheWhole() throws IOException {
    Path file = directory.resolve("transcript.json");
    ToolExecutionRequest call =
        ToolExecutionRequest.builder()
            .id("call_1")
            .name("searchMemory")
            .arguments("{\"phrase\":\"🔋 固态\"}")
            .build();
    try (TranscriptStore store = new TranscriptStore(file, "model", new SessionTimers())) {
      add(store, UserMessage.from("why?"));
      assertEquals(1, MAPPER.readTree(file.toFile()).path("events").size());
      add(store, AiMessage.from(List.of(call)));
      JsonNode half = MAPPER.readTree(file.toFile());
      assertEquals(2, half.path("events").size());
      add(store, ToolExecutionResultMessage.from(call, "0 notes"));
      add(store, AiMessage.from("nobody knows 🤷"));
    }

    JsonNode whole = MAPPER.readTree(file.toFile());
    assertEquals(4, whole.path("events").size());
    assertEquals(1, whole.path("toolUse").path("searchMemory").intValue());
    List<String> lines = Files.readAllLines(Path.of(file + "l"));
    assertEquals(4, lines.size());
    for (int i = 0; i < lines.size(); i++) {
      assertEquals(whole.path("events").get(i), MAPPER.readTree(lines.get(i)));
    }
    JsonNode arguments = whole.path("events").get(1).path("calls").get(0).path("arguments");
    assertEquals("🔋 固态", arguments.path("phrase").textValue());
  }

  @Test
  void measuresHowLongToolsWereAwaited() throws IOException {
    SessionTimers timers = new SessionTimers();
    ToolExecutionRequest call =
        ToolExecutionRequest.builder().id("1").name("readFile").arguments("{}").build();
    try (TranscriptStore store =
        new TranscriptStore(directory.resolve("transcript.json"), "model", timers)) {
      add(store, UserMessage.from("why?"));
      add(store, AiMessage.from(List.of(call, call)));
      add(store, ToolExecutionResultMessage.from(call, "text"));
      add(store, ToolExecutionResultMessage.from(call, "text"));
    }
    List<SessionTimers.ToolRound> rounds = timers.summary(1).toolRounds();
    assertEquals(1, rounds.size());
    assertEquals(List.of("readFile", "readFile"), rounds.get(0).tools());
  }

  private static void add(TranscriptStore store, ChatMessage message) {
    List<ChatMessage> messages = new ArrayList<>(store.getMessages("any"));
    messages.add(message);
    store.updateMessages("any", messages);
  }
}
