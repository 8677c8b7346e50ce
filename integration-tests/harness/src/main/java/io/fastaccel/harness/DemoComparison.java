package io.fastaccel.harness;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

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

  private static final Duration IMPORT_LIMIT = Duration.ofMinutes(5);

  private final DemoOptions options;
  private final JavaHome home;
  private final PrintStream out;
  private final List<DemoSession> without = new ArrayList<>();
  private final List<DemoSession> with = new ArrayList<>();
  private final List<String> differences = new ArrayList<>();
  private int warmUps;
  private long rows;

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
      Thread.currentThread().interrupt();
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
    DemoReport report = new DemoReport(options, home, without, with, warmUps, differences);
    report.print(out, rows);
    if (options.json() != null) {
      report.write(options.json());
    }
    return report.problems().isEmpty() ? SAME : PROBLEM;
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

  private static DemoSession last(List<DemoSession> sessions) {
    return sessions.get(sessions.size() - 1);
  }
}
