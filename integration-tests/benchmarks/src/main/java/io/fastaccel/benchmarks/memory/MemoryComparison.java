package io.fastaccel.benchmarks.memory;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Runs every search through the agent, past it, and through an FTS5 table that triggers keep, in
 * one process, and prints medians of the calling thread's CPU time; then what writing costs.
 *
 * <p>{@code java -javaagent:fast-accel.jar=memory.index-after=1 -cp benchmarks.jar:sqlite-jdbc.jar
 * io.fastaccel.benchmarks.memory.MemoryComparison [rows] [rounds] [all|alone|waits] [folder]}
 */
public final class MemoryComparison {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final String WORKER = "fast-accel-memory";
  private static final String COUNT = "SELECT count(*)";
  private static final String LIKE = "WHERE content LIKE ?";
  private static final String NO_INDEX = "WHERE content || '' LIKE ?";
  private static final long WRITING_NANOS = 8_000_000_000L;
  private static final int WAITING_ROUNDS = 3;

  private MemoryComparison() {}

  /**
   * Runs.
   *
   * @param arguments rows (100,000), rounds at least (5), {@code alone} to leave out the FTS5 table
   *     that triggers keep, which takes long to fill, or {@code all}, or {@code waits} for how long
   *     writers wait and nothing else (the second number is how many milliseconds a writer rests
   *     between two inserts); and a folder for the databases, which are filled unless they are
   *     there
   */
  public static void main(String[] arguments) throws Exception {
    int rows = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100_000;
    int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
    boolean alone = arguments.length > 2 && arguments[2].equals("alone");
    Path directory =
        arguments.length > 3
            ? Files.createDirectories(Path.of(arguments[3]))
            : Files.createTempDirectory("memory-comparison");
    if (arguments.length > 2 && arguments[2].equals("waits")) {
      waits(directory, rows, rounds);
      return;
    }
    Path file = directory.resolve("memory.db");
    Path directFile = directory.resolve("direct.db");
    try (Connection connection = open(file);
        Connection plain = open(directory.resolve("plain.db"));
        Connection direct = alone ? null : open(directFile)) {
      boolean filled = isFilled(connection);
      if (!filled) {
        Corpus.fill(connection, rows);
        Corpus.fill(plain, rows);
      }
      long data = kibibytes(file);
      build(connection, rows);
      System.out.printf(
          Locale.ROOT,
          "%,d rows, database %,d KiB, index beside it %,d KiB%n",
          rows,
          data,
          kibibytes(directory.resolve("memory.db.fastaccel")));
      if (direct != null && !isFilled(direct)) {
        Corpus.fill(direct, rows);
        long cpu = THREADS.getCurrentThreadCpuTime();
        DirectIndex.create(direct);
        System.out.printf(
            Locale.ROOT,
            "FTS5 table by triggers: %,d KiB, filled in %.1f s of CPU time%n",
            kibibytes(directFile) - data,
            (THREADS.getCurrentThreadCpuTime() - cpu) / 1e9);
      }
      System.out.printf(
          "%n%-36s %12s %12s %9s %12s %9s%n",
          "search", "plain µs", "agent µs", "ratio", "FTS5 µs", "ratio");
      for (Search search : searches()) {
        print(search, search.measure(connection, rounds), direct);
      }
      System.out.println();
      if (direct == null) {
        Writers.compareInserts(
            new String[] {"plain", "agent"}, new Connection[] {plain, connection});
      } else {
        Writers.compareInserts(
            new String[] {"plain", "agent", "FTS5"}, new Connection[] {plain, connection, direct});
      }
    }
    System.out.println(statistics());
  }

  private static boolean isFilled(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result =
            statement.executeQuery("SELECT count(*) FROM sqlite_master WHERE name = 'memory'")) {
      return result.next() && result.getLong(1) > 0;
    }
  }

  private static List<Search> searches() {
    List<Search> searches = new ArrayList<>();
    String top = "SELECT id, content";
    String sorted = LIKE + " ORDER BY created DESC LIMIT 20";
    searches.add(new Search("0.02 %, 20 newest", top, sorted, contains(Corpus.RARE)));
    for (int i = 0; i < Corpus.TERMS.length; i++) {
      String share = String.format(Locale.ROOT, "%.0f %%, 20 newest", Corpus.SHARES[i] * 100);
      searches.add(new Search(share, top, sorted, contains(Corpus.TERMS[i])));
    }
    searches.add(new Search("0.02 %, count", COUNT, LIKE, contains(Corpus.RARE)));
    searches.add(new Search("1 %, count", COUNT, LIKE, contains(Corpus.TERMS[0])));
    searches.add(
        new Search(
            "nothing found", COUNT, LIKE, contains("unheard of", "no such word", "blue moons")));
    searches.add(new Search("3 characters, rare", COUNT, LIKE, contains("zeb", "wol", "pango")));
    searches.add(new Search("2 characters", COUNT, LIKE, contains("ze", "记忆")));
    for (int count : new int[] {5, 12}) {
      String[][] sets = new String[4][];
      for (int i = 0; i < sets.length; i++) {
        sets[i] = patterns(Corpus.commonWords(count, i));
      }
      String condition = LIKE + " AND content LIKE ?".repeat(count - 1);
      searches.add(new Search(count + " words, each common", COUNT, condition, sets));
    }
    String[][] mixed = new String[Corpus.RARE.length][];
    for (int i = 0; i < mixed.length; i++) {
      String[] words = Corpus.commonWords(5, i);
      words[4] = Corpus.RARE[i];
      mixed[i] = patterns(words);
    }
    searches.add(
        new Search(
            "5 words, the last one rare", COUNT, LIKE + " AND content LIKE ?".repeat(4), mixed));
    String[] together = Corpus.commonWords(5, 0);
    searches.add(
        new Search("5 words in one pattern", COUNT, LIKE, contains(String.join("%", together))));
    String folded = "WHERE lower(content) LIKE lower(?)";
    searches.add(new Search("lower() on both sides, rare", COUNT, folded, contains("Zebrafish")));
    String limited = LIKE + " LIMIT 5";
    searches.add(new Search("LIMIT 5, no sort, rare", "SELECT id", limited, contains(Corpus.RARE)));
    for (int i = 0; i < 4; i++) {
      String share =
          String.format(Locale.ROOT, "LIMIT 5, no sort, %.0f %%", Corpus.SHARES[i] * 100);
      searches.add(new Search(share, "SELECT id", limited, contains(Corpus.TERMS[i])));
    }
    searches.addAll(ofLibraries());
    return searches;
  }

  /** As jOOQ writes contains, fetchCount and fetchExists. */
  private static List<Search> ofLibraries() {
    List<Search> searches = new ArrayList<>();
    String contains =
        "WHERE content LIKE ('%' || replace(replace(replace(?, '!', '!!'), '%', '!%'), '_', '!_')"
            + " || '%') ESCAPE '!'";
    String count = "SELECT count(*) AS c FROM (SELECT id";
    String exists = "SELECT EXISTS (SELECT 1";
    for (int i = -1; i < Corpus.TERMS.length; i++) {
      String[] terms = i < 0 ? Corpus.RARE : new String[] {Corpus.TERMS[i]};
      String share =
          i < 0 ? "0.02 %" : String.format(Locale.ROOT, "%.0f %%", Corpus.SHARES[i] * 100);
      String[][] words = Arrays.stream(terms).map(t -> new String[] {t}).toArray(String[][]::new);
      searches.add(new Search("jOOQ, contains, " + share, "SELECT id", contains, words));
      searches.add(
          new Search("jOOQ, fetchCount, " + share, count, LIKE + ") AS q", contains(terms)));
      searches.add(new Search("jOOQ, fetchExists, " + share, exists, LIKE + ")", contains(terms)));
    }
    return searches;
  }

  private static String[][] contains(String... terms) {
    String[][] sets = new String[terms.length][];
    for (int i = 0; i < terms.length; i++) {
      sets[i] = patterns(terms[i]);
    }
    return sets;
  }

  private static String[] patterns(String... words) {
    return Arrays.stream(words).map(word -> "%" + word + "%").toArray(String[]::new);
  }

  private static void print(Search search, Search.Times times, Connection direct)
      throws SQLException {
    double peer = direct == null ? 0 : directly(search, direct);
    System.out.printf(
        Locale.ROOT,
        "%-36s %12.1f %12.1f %8.2fx %12s %9s%n",
        search.name(),
        times.plain(),
        times.agent(),
        times.plain() / times.agent(),
        peer == 0 ? "" : String.format(Locale.ROOT, "%.1f", peer),
        peer == 0 ? "" : String.format(Locale.ROOT, "%.2fx", times.plain() / peer));
  }

  /** What the same search takes by hand; 0 where nobody could ask FTS5 for it. */
  private static double directly(Search search, Connection direct) throws SQLException {
    int end = Math.max(search.condition().indexOf(" ORDER"), search.condition().indexOf(" LIMIT"));
    if (search.condition().contains(" ORDER")) {
      end = search.condition().indexOf(" ORDER");
    }
    if (search.name().startsWith("2 characters")
        || search.name().startsWith("jOOQ")
        || search.name().contains("one pattern")) {
      return 0;
    }
    String sql =
        DirectIndex.search(
            search.select() + " FROM memory", end < 0 ? "" : search.condition().substring(end));
    long[] nanos = new long[200];
    int count = 0;
    long until = System.nanoTime() + 1_500_000_000L;
    for (int i = -20; count < nanos.length && (count < 5 || System.nanoTime() < until); i++) {
      String[] words = search.set(i);
      StringBuilder query = new StringBuilder();
      for (String word : words) {
        query.append(query.length() == 0 ? "" : " AND ");
        query.append('"').append(word, 1, word.length() - 1).append('"');
      }
      long cpu = Search.run(direct, sql, query.toString())[0];
      if (i >= 0) {
        nanos[count++] = cpu;
      }
    }
    return Search.median(nanos, count);
  }

  /** Searches until there is an index, and says what it took. */
  private static void build(Connection connection, int rows) throws Exception {
    long start = System.nanoTime();
    long cpu = 0;
    while (!statistics().contains(":memory\"")) {
      Search.run(connection, COUNT + " FROM memory " + LIKE, "%unheard of%");
      cpu = Math.max(cpu, workerCpu());
      Thread.sleep(50);
    }
    System.out.printf(
        Locale.ROOT,
        "indexed %,d rows in %.1f s, %.1f s of CPU time in the background%n",
        rows,
        (System.nanoTime() - start) / 1e9,
        cpu / 1e9);
    // Searches go on while the index is merged, which the figures below must not contain.
    for (int i = 0; i < 60; i++) {
      Search.run(connection, COUNT + " FROM memory " + LIKE, "%zebrafish%");
      Thread.sleep(50);
    }
  }

  private static long workerCpu() {
    long cpu = 0;
    for (ThreadInfo thread : THREADS.getThreadInfo(THREADS.getAllThreadIds())) {
      if (thread != null && thread.getThreadName().startsWith(WORKER)) {
        cpu = Math.max(cpu, THREADS.getThreadCpuTime(thread.getThreadId()));
      }
    }
    return cpu;
  }

  /** Fresh databases in turn, without a search and with searches until there is an index. */
  private static void waits(Path directory, int rows, int restMillis) throws Exception {
    System.out.println();
    for (String mode : new String[] {"DELETE", "WAL"}) {
      List<Writers.Waits> without = new ArrayList<>();
      List<Writers.Waits> with = new ArrayList<>();
      for (int round = 0; round < WAITING_ROUNDS; round++) {
        for (boolean searched : new boolean[] {true, false}) {
          Path file = directory.resolve("waits-" + mode + round + searched + ".db");
          fill(file, mode, rows);
          long end = System.nanoTime() + WRITING_NANOS;
          // The same searches in both cases; without an index they have a form that gets none.
          Thread searcher =
              searched
                  ? new Thread(() -> search(file, LIKE, end + WRITING_NANOS, true))
                  : new Thread(() -> search(file, NO_INDEX, end, false));
          searcher.start();
          (searched ? with : without)
              .add(
                  Writers.waits(
                      file, restMillis, () -> System.nanoTime() < end || searcher.isAlive()));
          searcher.join();
        }
      }
      Writers.print(mode + ", no index", without);
      Writers.print(mode + ", index being built and kept", with);
      System.out.println("  indexed meanwhile: " + statistics().contains("waits-" + mode));
    }
  }

  private static void fill(Path file, String mode, int rows) throws SQLException {
    try (Connection connection = open(file)) {
      try (Statement statement = connection.createStatement()) {
        statement.execute("PRAGMA journal_mode = " + mode);
      }
      Corpus.fill(connection, rows);
    }
  }

  private static void search(Path file, String where, long end, boolean untilIndexed) {
    String table = file.getFileName() + ":memory";
    try (Connection connection = open(file)) {
      while (System.nanoTime() < end && !(untilIndexed && statistics().contains(table))) {
        Search.run(connection, COUNT + " FROM memory " + where, "%zebrafish%");
        Thread.sleep(100);
      }
    } catch (SQLException | ReflectiveOperationException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Connection open(Path file) throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + file + "?busy_timeout=30000");
  }

  private static String statistics() throws ReflectiveOperationException {
    return (String) Class.forName("io.fastaccel.FastAccel").getMethod("statistics").invoke(null);
  }

  private static long kibibytes(Path file) throws IOException {
    return Files.exists(file) ? Files.size(file) / 1024 : 0;
  }
}
