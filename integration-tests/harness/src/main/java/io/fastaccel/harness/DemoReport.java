package io.fastaccel.harness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** What came of the sessions of a comparison, for people and as JSON. */
final class DemoReport {

  private static final List<String> FEATURES = List.of("json", "memory", "tasks");

  private final DemoOptions options;
  private final JavaHome home;
  private final List<DemoSession> without;
  private final List<DemoSession> with;
  private final int warmUps;
  private final List<DemoSession> measuredWithout;
  private final List<DemoSession> measuredWith;
  private final List<String> problems;
  private final ComparisonTable table;

  /** The report on sessions of which the first {@code warmUps} are not measured. */
  DemoReport(
      DemoOptions options,
      JavaHome home,
      List<DemoSession> without,
      List<DemoSession> with,
      int warmUps,
      List<String> differences) {
    this.options = options;
    this.home = home;
    this.without = without;
    this.with = with;
    this.warmUps = warmUps;
    measuredWithout = without.subList(warmUps, without.size());
    measuredWith = with.subList(warmUps, with.size());
    problems = new ArrayList<>(differences);
    for (String feature : FEATURES) {
      if (measuredWith.stream().mapToLong(session -> session.accelerated(feature)).sum() == 0) {
        problems.add(feature + " accelerated nothing: " + last().feature(feature));
      }
    }
    table = table(differences.isEmpty());
  }

  /** What is wrong, each in one line; empty when nothing is. */
  List<String> problems() {
    return List.copyOf(problems);
  }

  /** Prints everything; {@code rows} is how many rows of the databases were compared. */
  void print(PrintStream out, long rows) {
    out.println();
    table.print(out);
    out.println();
    int sessions = measuredWithout.size();
    out.printf(
        Locale.ROOT,
        "Before: without the agent. After: with it. Means of %d session%s with each, by the"
            + " application's own timers.%n",
        sessions,
        sessions == 1 ? "" : "s");
    if (warmUps > 0) {
      out.printf(
          Locale.ROOT,
          "Not in the table: %d session%s before them, for the agent to build its index of the memory"
              + " in the background.%nIn the first one searches took %,.0f ms CPU time without the"
              + " agent and %,.0f ms with it, the session %.1f s and %.1f s.%n",
          warmUps,
          warmUps == 1 ? "" : "s",
          without.get(0).cpuMillis("memorySearch"),
          with.get(0).cpuMillis("memorySearch"),
          without.get(0).wallMillis() / 1e3,
          with.get(0).wallMillis() / 1e3);
    }
    out.println("The model is scripted and answers at once; a real one adds its own time to both.");
    for (String feature : FEATURES) {
      JsonNode node = last().feature(feature);
      out.printf(
          Locale.ROOT,
          "%-8s served by the agent: %,d calls; by the original: %,d %s%n",
          feature,
          node.path("accelerated").asLong(),
          node.path("original").asLong(),
          node.path("reasons").isEmpty() ? "" : node.path("reasons"));
    }
    if (problems.isEmpty()) {
      out.printf(
          Locale.ROOT,
          "Same results: %d transcripts and %d requests to the model byte for byte, %,d rows in the"
              + " database.%n",
          2 * without.size(),
          without.stream().mapToInt(session -> session.requests().size()).sum(),
          rows);
    } else {
      out.println("PROBLEMS:");
      problems.forEach(problem -> out.println("  " + problem));
    }
    last().errors().forEach(line -> out.println("Standard error with the agent: " + line));
  }

  /** Writes the table and what it was measured on as JSON. */
  void write(Path file) throws IOException {
    ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    ObjectNode all = mapper.createObjectNode();
    all.put("machine", Machine.describe()).put("java", home.version());
    all.put("turns", options.turns()).put("sessions", options.sessions());
    all.put("rows", options.rows()).put("warmUpSessions", warmUps);
    all.set("table", table.json());
    all.set("problems", mapper.valueToTree(problems));
    all.set("statistics", last().statistics());
    mapper.writeValue(file.toFile(), all);
  }

  private ComparisonTable table(boolean same) {
    DemoSession any = without.get(0);
    ComparisonTable table = new ComparisonTable();
    table.add(
        row(
            "json",
            any.calls("json") + " writes of the transcript, CPU time",
            s -> s.cpuMillis("json"),
            same));
    table.add(
        row(
            "json",
            any.calls("stream") + " streamed sections of the report, CPU time",
            s -> s.cpuMillis("stream"),
            same));
    table.add(
        row(
            "memory",
            String.format(
                Locale.ROOT,
                "%d LIKE searches in %,d notes, CPU time",
                any.calls("memorySearch"),
                options.rows()),
            s -> s.cpuMillis("memorySearch"),
            same));
    table.add(
        row(
            "tasks",
            any.waitingRounds() + " rounds of web and file tools, waiting time",
            DemoSession::waitingMillis,
            same));
    table.add(row("together", "the whole session, waiting time", DemoSession::wallMillis, same));
    return table;
  }

  private ComparisonTable.Row row(
      String feature, String measured, ToDoubleFunction<DemoSession> millis, boolean same) {
    return new ComparisonTable.Row(
        feature, measured, mean(measuredWithout, millis), mean(measuredWith, millis), same);
  }

  private DemoSession last() {
    return with.get(with.size() - 1);
  }

  private static double mean(List<DemoSession> sessions, ToDoubleFunction<DemoSession> millis) {
    return sessions.stream().mapToDouble(millis).average().orElseThrow();
  }
}
