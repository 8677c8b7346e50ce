package io.fastaccel.harness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * Runs the demo application without and with the agent, in turns, and compares: what it saved, byte
 * for byte; what it sent to the model, byte for byte; what it stored, row by row; and how long it
 * took by its own timers.
 *
 * <p>Both start with the same memory and go through the same sessions, one after another. The agent
 * builds its index of the memory in the background of the first ones, so those are compared, but
 * not measured.
 */
public final class DemoComparison {

  /** Everything is the same and every feature did something. */
  static final int SAME = 0;

  /** Results differ, or a feature did nothing. */
  static final int PROBLEM = 1;

  /** The comparison could not be made. */
  static final int UNUSABLE = 2;

  private static final List<String> FEATURES = List.of("json", "memory", "tasks");
  private static final Duration IMPORT_LIMIT = Duration.ofMinutes(5);

  private final DemoOptions options;
  private final JavaHome home;
  private final PrintStream out;
  private final List<DemoSession> without = new ArrayList<>();
  private final List<DemoSession> with = new ArrayList<>();
  private int warmUps;
  private long rows;
  private final Set<String> differences = new LinkedHashSet<>();

  private DemoComparison(DemoOptions options, JavaHome home, PrintStream out) {
    this.options = options;
    this.home = home;
    this.out = out;
  }

  /** Compares; {@code --help} tells how. Ends the JVM with 0, or another code and the reason. */
  public static void main(String... arguments) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    System.exit(run(List.of(arguments), out));
  }

  /** Compares and returns the exit code. */
  static int run(List<String> arguments, PrintStream out) {
    if (arguments.contains("--help")) {
      out.println(DemoOptions.USAGE);
      return SAME;
    }
    try {
      DemoOptions options = DemoOptions.parse(arguments);
      JavaHome home =
          JavaHome.find(options.java())
              .orElseThrow(() -> new IllegalArgumentException("no JDK " + options.java()));
      for (Path jar : List.of(options.agent(), options.demo())) {
        if (!Files.exists(jar)) {
          throw new IllegalArgumentException("there is no " + jar + "; it must be built first");
        }
      }
      return new DemoComparison(options, home, out).compare();
    } catch (IllegalArgumentException e) {
      out.println(e.getMessage());
      return UNUSABLE;
    } catch (IOException | SQLException | IllegalStateException e) {
      out.println();
      out.println(e);
      return UNUSABLE;
    } catch (InterruptedException e) {
      return UNUSABLE;
    }
  }

  private int compare() throws IOException, InterruptedException, SQLException {
    out.println("Machine: " + Machine.describe());
    out.println("Java:    " + home);
    Files.createDirectories(options.work());
    Path archive = freshMemory();
    Path databaseWithout = copy(archive, "without-agent.db");
    Path databaseWith = copy(archive, "with-agent.db");
    try (ModelServerProcess model = ModelServerProcess.start(home, ModelScript.RESEARCH)) {
      DemoSession.Runner runner = new DemoSession.Runner(home, options, model);
      boolean indexed = false;
      for (int i = 0; i < options.warmUp() && !indexed; i++) {
        bothSessions(runner, "Warm-up", databaseWithout, databaseWith);
        indexed = last(with).accelerated("memory") > 0;
      }
      warmUps = with.size();
      for (int i = 0; i < options.sessions(); i++) {
        bothSessions(runner, "Measured", databaseWithout, databaseWith);
      }
    }
    List<String> problems = new ArrayList<>(differences);
    problems.addAll(idleFeatures());
    ComparisonTable table = table();
    report(table, problems);
    if (options.json() != null) {
      writeJson(table, problems);
    }
    return problems.isEmpty() ? SAME : PROBLEM;
  }

  private Path freshMemory() throws IOException, InterruptedException {
    Path archive = options.work().resolve("archive.db");
    deleteDatabase(archive);
    out.printf(Locale.ROOT, "Filling the application's memory with %,d notes%n", options.rows());
    JavaCommand.on(home)
        .jar(options.demo())
        .arguments("import", "--db", archive, "--rows", options.rows())
        .onLine(line -> out.println("    | " + line))
        .run(IMPORT_LIMIT)
        .orThrow();
    return archive;
  }

  private Path copy(Path archive, String name) throws IOException {
    Path copy = options.work().resolve(name);
    deleteDatabase(copy);
    return Files.copy(archive, copy, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Deletes a database with all files that were made beside it. */
  private static void deleteDatabase(Path database) throws IOException {
    String name = database.getFileName().toString();
    try (var files = Files.newDirectoryStream(database.toAbsolutePath().getParent())) {
      for (Path file : files) {
        if (file.getFileName().toString().startsWith(name)) {
          Files.delete(file);
        }
      }
    }
  }

  private void bothSessions(
      DemoSession.Runner runner, String kind, Path databaseWithout, Path databaseWith)
      throws IOException, InterruptedException, SQLException {
    int number = with.size() + 1;
    // In changing order, so that neither always meets the busier or the warmer machine.
    if (number % 2 == 1) {
      without.add(session(runner, number, kind, false, databaseWithout));
      with.add(session(runner, number, kind, true, databaseWith));
    } else {
      with.add(session(runner, number, kind, true, databaseWith));
      without.add(session(runner, number, kind, false, databaseWithout));
    }
    compareResults(number);
  }

  private DemoSession session(
      DemoSession.Runner runner, int number, String kind, boolean withAgent, Path database)
      throws IOException, InterruptedException {
    boolean show = options.verbose() || (number == 1 && !withAgent);
    String agent = withAgent ? "with" : "without";
    SessionProgress progress =
        new SessionProgress(
            out, String.format("%s session %d %s agent:", kind, number, agent), show);
    DemoSession session =
        runner.run("session-" + number + "-" + agent, database, withAgent, progress);
    progress.end(session);
    return session;
  }

  private void compareResults(int number) throws IOException, SQLException {
    DemoSession one = without.get(number - 1);
    DemoSession other = with.get(number - 1);
    String prefix = "session " + number + ": ";
    for (String ending : List.of("", "l")) {
      FileComparison.differences(
              Path.of(one.transcript() + ending), Path.of(other.transcript() + ending))
          .forEach(difference -> differences.add(prefix + difference));
    }
    if (one.requests().isEmpty() || !one.requests().equals(other.requests())) {
      differences.add(prefix + "what was sent to the model differs");
    }
    DatabaseComparison databases = DatabaseComparison.of(one.database(), other.database());
    databases.differences().forEach(difference -> differences.add(prefix + difference));
    rows = databases.rows();
  }

  /** Features that did nothing in the measured sessions. */
  private List<String> idleFeatures() {
    List<String> idle = new ArrayList<>();
    for (String feature : FEATURES) {
      if (measured(with).stream().mapToLong(s -> s.accelerated(feature)).sum() == 0) {
        JsonNode statistics = last(with).statistics().path("features").path(feature);
        idle.add(feature + " accelerated nothing: " + statistics);
      }
    }
    return idle;
  }

  private ComparisonTable table() {
    boolean same = differences.isEmpty();
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
        feature, measured, mean(measured(without), millis), mean(measured(with), millis), same);
  }

  private List<DemoSession> measured(List<DemoSession> sessions) {
    return sessions.subList(warmUps, sessions.size());
  }

  private static DemoSession last(List<DemoSession> sessions) {
    return sessions.get(sessions.size() - 1);
  }

  private static double mean(List<DemoSession> sessions, ToDoubleFunction<DemoSession> millis) {
    return sessions.stream().mapToDouble(millis).average().orElseThrow();
  }

  private void report(ComparisonTable table, List<String> problems) {
    out.println();
    table.print(out);
    out.println();
    int sessions = measured(without).size();
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
      JsonNode node = last(with).statistics().path("features").path(feature);
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
      last(with).errors().forEach(line -> out.println("  standard error: " + line));
    }
  }

  private void writeJson(ComparisonTable table, List<String> problems) throws IOException {
    ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    ObjectNode all = mapper.createObjectNode();
    all.put("machine", Machine.describe()).put("java", home.version());
    all.put("turns", options.turns()).put("sessions", options.sessions());
    all.put("rows", options.rows()).put("warmUpSessions", warmUps);
    all.set("table", table.json());
    all.set("problems", mapper.valueToTree(problems));
    all.set("statistics", last(with).statistics());
    mapper.writeValue(options.json().toFile(), all);
  }
}
