package org.example.research;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.store.memory.chat.ChatMemoryStore;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Keeps the conversation and saves it as it grows: each message at once as a line of JSON, and
 * after each answer of the model the whole transcript, so that a session survives a crash. For one
 * conversation on one thread.
 */
final class TranscriptStore implements ChatMemoryStore, AutoCloseable {

  private static final TypeReference<Map<String, Object>> ARGUMENTS = new TypeReference<>() {};

  private final ObjectMapper mapper = new ObjectMapper();
  private final ObjectWriter prettyWriter = mapper.writerWithDefaultPrettyPrinter();
  private final Path file;
  private final BufferedWriter lines;
  private final String model;
  private final SessionTimers timers;

  private final List<Transcript.Event> events = new ArrayList<>();
  private final Map<String, Integer> toolUse = new TreeMap<>();
  private List<ChatMessage> messages = List.of();
  private long characters;
  private int turn;
  private List<String> runningTools = List.of();
  private long toolsStarted;

  TranscriptStore(Path file, String model, SessionTimers timers) throws IOException {
    this.file = file;
    this.lines = Files.newBufferedWriter(Path.of(file + "l"));
    this.model = model;
    this.timers = timers;
  }

  @Override
  public List<ChatMessage> getMessages(Object memoryId) {
    return messages;
  }

  @Override
  public void updateMessages(Object memoryId, List<ChatMessage> updated) {
    // LangChain4j runs all tools of an answer before it adds the first result.
    if (!runningTools.isEmpty()) {
      timers.toolRound(turn, runningTools, System.nanoTime() - toolsStarted);
      runningTools = List.of();
    }
    for (ChatMessage message : updated.subList(messages.size(), updated.size())) {
      record(message);
      if (message instanceof AiMessage answer && answer.hasToolExecutionRequests()) {
        runningTools = answer.toolExecutionRequests().stream().map(r -> r.name()).toList();
      }
    }
    messages = List.copyOf(updated);
    save();
    toolsStarted = System.nanoTime();
  }

  @Override
  public void deleteMessages(Object memoryId) {
    throw new UnsupportedOperationException("a transcript is never deleted");
  }

  /** How many messages there are. */
  int size() {
    return events.size();
  }

  /** How often each tool was called so far. */
  Map<String, Integer> toolUse() {
    return new TreeMap<>(toolUse);
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }

  private void record(ChatMessage message) {
    Transcript.Event event = event(message);
    events.add(event);
    characters += event.text() == null ? 0 : event.text().length();
    try {
      lines.write(timers.measure(SessionTimers.JSON, () -> mapper.writeValueAsString(event)));
      lines.newLine();
      lines.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot save " + file + "l", e);
    }
  }

  private void save() {
    Transcript.Size size =
        new Transcript.Size(events.size(), characters, (double) characters / events.size());
    Transcript transcript = new Transcript("Research session", model, toolUse, size, events);
    try {
      Files.write(
          file,
          timers.measure(SessionTimers.JSON, () -> prettyWriter.writeValueAsBytes(transcript)));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot save " + file, e);
    }
  }

  private Transcript.Event event(ChatMessage message) {
    int number = events.size() + 1;
    if (message instanceof UserMessage user) {
      turn++;
      return new Transcript.Event(
          number, turn, Transcript.Role.USER, user.singleText(), null, null);
    }
    if (message instanceof SystemMessage system) {
      return new Transcript.Event(number, turn, Transcript.Role.SYSTEM, system.text(), null, null);
    }
    if (message instanceof AiMessage answer) {
      List<Transcript.Call> calls =
          answer.hasToolExecutionRequests()
              ? answer.toolExecutionRequests().stream().map(this::call).toList()
              : null;
      return new Transcript.Event(
          number, turn, Transcript.Role.ASSISTANT, answer.text(), calls, null);
    }
    if (message instanceof ToolExecutionResultMessage result) {
      toolUse.merge(result.toolName(), 1, Integer::sum);
      String text = result.text();
      return new Transcript.Event(
          number,
          turn,
          Transcript.Role.TOOL,
          text,
          null,
          new Transcript.Result(result.id(), result.toolName(), text.length(), text.isEmpty()));
    }
    throw new IllegalArgumentException("unknown message " + message);
  }

  private Transcript.Call call(ToolExecutionRequest request) {
    try {
      return new Transcript.Call(
          request.id(), request.name(), mapper.readValue(request.arguments(), ARGUMENTS));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("bad arguments for " + request.name(), e);
    }
  }
}
