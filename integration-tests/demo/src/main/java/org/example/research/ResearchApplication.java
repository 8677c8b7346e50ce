package org.example.research;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.langchain4j.memory.chat.MessageWindowChatMemory;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.langchain4j.service.AiServices;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The program: asks the assistant the questions of the agenda and shows what happens. */
public final class ResearchApplication {

  private static final String MODEL = "research-1";
  private static final int MESSAGES_REMEMBERED = 100_000;
  private static final int ANSWER_SHOWN = 100;

  private final CommandLine commandLine;
  private final PrintStream out;

  private ResearchApplication(CommandLine commandLine, PrintStream out) {
    this.commandLine = commandLine;
    this.out = out;
  }

  /** Runs a session; {@code --help} tells how. */
  public static void main(String... arguments) throws IOException, SQLException {
    if (List.of(arguments).contains("--help")) {
      System.out.println(CommandLine.USAGE);
      return;
    }
    CommandLine commandLine;
    try {
      commandLine = CommandLine.parse(arguments);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage() + "\n\n" + CommandLine.USAGE);
      System.exit(2);
      return;
    }
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    new ResearchApplication(commandLine, out).run();
  }

  private void run() throws IOException, SQLException {
    boolean importing = commandLine.command().equals("import");
    if (importing || !Files.exists(commandLine.database())) {
      out.println("Filling the memory " + commandLine.database());
      MemoryArchive.load(commandLine.database(), commandLine.rows(), out);
    }
    if (!importing) {
      research();
    }
  }

  private void research() throws IOException, SQLException {
    SessionTimers timers = new SessionTimers();
    try (MemoryStore memory = new MemoryStore(commandLine.database(), timers);
        TranscriptStore transcript = new TranscriptStore(commandLine.transcript(), MODEL, timers)) {
      out.printf(
          Locale.ROOT,
          "Research session: %d questions, %,d notes in %s%n",
          commandLine.turns(),
          memory.size(),
          commandLine.database());
      ResearchAssistant assistant =
          AiServices.builder(ResearchAssistant.class)
              .chatModel(model())
              .chatMemory(
                  MessageWindowChatMemory.builder()
                      .maxMessages(MESSAGES_REMEMBERED)
                      .chatMemoryStore(transcript)
                      .build())
              .tools(new ResearchTools(memory, new SimulatedWeb()))
              .build();
      List<String> questions = Agenda.questions(commandLine.turns());
      for (int i = 0; i < questions.size(); i++) {
        out.printf("[%d/%d] %s%n", i + 1, questions.size(), questions.get(i));
        long started = System.nanoTime();
        Map<String, Integer> toolsBefore = transcript.toolUse();
        String answer = assistant.answer(questions.get(i));
        memory.add("answers", 5, answer);
        show(answer, toolsBefore, transcript.toolUse(), System.nanoTime() - started);
      }
      writeReport(questions, memory, timers);
      report(timers.summary(questions.size()), transcript);
    }
  }

  private void writeReport(List<String> questions, MemoryStore memory, SessionTimers timers)
      throws SQLException {
    ReportWriter writer = new ReportWriter(streamingModel(), timers);
    StringBuilder report = new StringBuilder();
    for (String question : questions) {
      report.append(writer.section(question)).append("\n\n");
    }
    memory.add("report", 9, report.toString());
    out.printf(Locale.ROOT, "Wrote the report: %,d characters%n", report.length());
  }

  private static String key() {
    String key = System.getenv("OPENAI_API_KEY");
    return key == null ? "none" : key;
  }

  private StreamingChatModel streamingModel() {
    return OpenAiStreamingChatModel.builder()
        .baseUrl(commandLine.modelUrl())
        .apiKey(key())
        .modelName(MODEL)
        .temperature(0.0)
        .timeout(Duration.ofSeconds(60))
        .build();
  }

  private ChatModel model() {
    return OpenAiChatModel.builder()
        .baseUrl(commandLine.modelUrl())
        .apiKey(key())
        .modelName(MODEL)
        .temperature(0.0)
        .timeout(Duration.ofSeconds(60))
        .maxRetries(0)
        .build();
  }

  private void show(
      String answer, Map<String, Integer> before, Map<String, Integer> after, long nanos) {
    StringBuilder tools = new StringBuilder();
    after.forEach(
        (tool, calls) -> {
          int here = calls - before.getOrDefault(tool, 0);
          if (here > 0) {
            tools.append(tools.isEmpty() ? "" : ", ").append(tool).append(" x").append(here);
          }
        });
    out.printf(Locale.ROOT, "      %s: %.1f s%n", tools, nanos / 1e9);
    String line = answer.replace('\n', ' ');
    int shown = Math.min(line.length(), ANSWER_SHOWN);
    out.println("      " + line.substring(0, shown) + (shown < line.length() ? " ..." : ""));
  }

  private void report(SessionTimers.Summary summary, TranscriptStore transcript)
      throws IOException {
    out.printf(
        Locale.ROOT,
        "Done in %.1f s: %d messages in %s (%,d bytes)%n",
        summary.wallMillis() / 1e3,
        transcript.size(),
        commandLine.transcript(),
        Files.size(commandLine.transcript()));
    summary
        .totals()
        .forEach(
            (kind, total) ->
                out.printf(
                    Locale.ROOT,
                    "  %-13s %4d calls, %8.1f ms CPU, %8.1f ms%n",
                    kind,
                    total.calls(),
                    total.cpuMillis(),
                    total.wallMillis()));
    if (commandLine.metrics() != null) {
      new ObjectMapper()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .writeValue(commandLine.metrics().toFile(), summary);
    }
  }
}
