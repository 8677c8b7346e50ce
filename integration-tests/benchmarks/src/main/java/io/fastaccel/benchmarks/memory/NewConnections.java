package io.fastaccel.benchmarks.memory;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Locale;

/**
 * Opens a connection, searches a few times and closes it, through the agent and past it in turn,
 * and prints medians of the calling thread's CPU time.
 *
 * <p>{@code java -javaagent:fast-accel.jar=memory.index-after=1 -cp benchmarks.jar:sqlite-jdbc.jar
 * io.fastaccel.benchmarks.memory.NewConnections [rows]...}
 */
public final class NewConnections {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final int IN_A_ROW = 5;
  private static final int MOST = 5_000;
  private static final long WARM_UP_NANOS = 1_000_000_000L;
  private static final long MEASURING_NANOS = 2_500_000_000L;
  private static final int SEARCHES_BEFORE = 200;

  private NewConnections() {}

  /**
   * Runs.
   *
   * @param arguments rows of a table, for each one that is to be measured (500, 2,000 and 10,000)
   */
  public static void main(String[] arguments) throws Exception {
    Path directory = Files.createTempDirectory("new-connections");
    for (String rows : arguments.length > 0 ? arguments : new String[] {"500", "2000", "10000"}) {
      Path file = directory.resolve(rows + ".db");
      try (Connection connection = open(file)) {
        Corpus.fill(connection, Integer.parseInt(rows));
        // Time for an index in the background, if the table is worth one.
        for (int i = 0; i < SEARCHES_BEFORE; i++) {
          search(connection, " ", i);
          Thread.sleep(50);
        }
      }
      for (int searches : new int[] {1, 2, 5}) {
        measure(file, searches, WARM_UP_NANOS);
        double[] medians = measure(file, searches, MEASURING_NANOS);
        System.out.printf(
            Locale.ROOT,
            "%8s rows, a connection for %d searches: plain %8.1f µs, agent %8.1f µs, %.2fx%n",
            rows,
            searches,
            medians[0],
            medians[1],
            medians[0] / medians[1]);
      }
    }
  }

  private static double[] measure(Path file, int searches, long duration) throws SQLException {
    long[] plain = new long[MOST];
    long[] agent = new long[MOST];
    int count = 0;
    long end = System.nanoTime() + duration;
    while (count + IN_A_ROW <= MOST && System.nanoTime() < end) {
      for (int i = 0; i < IN_A_ROW; i++) {
        plain[count + i] = session(file, searches, " NOT INDEXED ");
      }
      for (int i = 0; i < IN_A_ROW; i++) {
        agent[count + i] = session(file, searches, " ");
      }
      count += IN_A_ROW;
    }
    return new double[] {Search.median(plain, count), Search.median(agent, count)};
  }

  private static long session(Path file, int searches, String hint) throws SQLException {
    long start = THREADS.getCurrentThreadCpuTime();
    try (Connection connection = open(file)) {
      for (int i = 0; i < searches; i++) {
        search(connection, hint, i);
      }
    }
    return THREADS.getCurrentThreadCpuTime() - start;
  }

  private static void search(Connection connection, String hint, int i) throws SQLException {
    String term = Corpus.RARE[i % Corpus.RARE.length];
    Search.run(
        connection,
        "SELECT count(*) FROM memory" + hint + "WHERE content LIKE ?",
        "%" + term + "%");
  }

  private static Connection open(Path file) throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + file);
  }
}
