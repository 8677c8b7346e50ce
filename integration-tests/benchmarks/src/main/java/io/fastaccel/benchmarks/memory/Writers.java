package io.fastaccel.benchmarks.memory;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

/** What writing costs, and how long writers wait for each other and for anybody else. */
final class Writers {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final int WRITERS = 2;

  private Writers() {}

  /** CPU microseconds of inserts into each database, in turns. */
  static void compareInserts(String[] names, Connection[] connections) throws SQLException {
    for (boolean batch : new boolean[] {false, true}) {
      int rounds = batch ? 21 : 300;
      long[][] nanos = new long[connections.length][rounds];
      for (int round = 0; round < rounds; round++) {
        for (int i = 0; i < connections.length; i++) {
          nanos[i][round] = insert(connections[i], batch, round);
        }
      }
      double plain = Search.median(nanos[0], rounds);
      for (int i = 0; i < connections.length; i++) {
        double median = Search.median(nanos[i], rounds);
        System.out.printf(
            Locale.ROOT,
            "%-44s %-12s %12.1f µs %8.2fx%n",
            batch ? "1000 inserts in a transaction" : "an insert by itself",
            names[i],
            median,
            median / plain);
      }
    }
  }

  private static long insert(Connection connection, boolean batch, int seed) throws SQLException {
    Random random = new Random(seed);
    String text = Corpus.text(random);
    long start = THREADS.getCurrentThreadCpuTime();
    connection.setAutoCommit(!batch);
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO memory(content, created) VALUES(?, ?)")) {
      for (int i = batch ? 1000 : 1; i > 0; i--) {
        insert.setString(1, text);
        insert.setInt(2, i);
        insert.executeUpdate();
      }
    }
    if (batch) {
      connection.commit();
    }
    connection.setAutoCommit(true);
    return THREADS.getCurrentThreadCpuTime() - start;
  }

  /** How long inserts took, ascending. */
  static final class Waits {
    private final long[] nanos;

    Waits(long[] nanos) {
      this.nanos = nanos;
    }

    double millis(double share) {
      return nanos[(int) Math.min(nanos.length - 1L, (long) (nanos.length * share))] / 1e6;
    }
  }

  /** The longest of each round, and of the other figures the median. */
  static void print(String name, List<Waits> rounds) {
    StringBuilder longest = new StringBuilder();
    for (Waits round : rounds) {
      longest.append(String.format(Locale.ROOT, " %.0f", round.millis(1)));
    }
    System.out.printf(
        Locale.ROOT,
        "%-36s %,8d inserts, median %.2f ms, 99.9 %% %.1f ms, longest of each round%s ms%n",
        name,
        rounds.stream().mapToLong(round -> round.nanos.length).sum(),
        median(rounds, 0.5),
        median(rounds, 0.999),
        longest);
  }

  private static double median(List<Waits> rounds, double share) {
    double[] values = rounds.stream().mapToDouble(round -> round.millis(share)).sorted().toArray();
    return values[values.length / 2];
  }

  /** Lets writers insert one row after the other, and rest in between. */
  static Waits waits(Path file, int restMillis, BooleanSupplier more) throws Exception {
    List<long[]> results = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    AtomicReference<Exception> failure = new AtomicReference<>();
    for (int i = 0; i < WRITERS; i++) {
      Thread thread =
          new Thread(
              () -> {
                try {
                  long[] nanos = write(file, restMillis, more);
                  synchronized (results) {
                    results.add(nanos);
                  }
                } catch (SQLException | InterruptedException e) {
                  failure.set(e);
                }
              });
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    if (failure.get() != null) {
      throw failure.get();
    }
    return new Waits(results.stream().flatMapToLong(Arrays::stream).sorted().toArray());
  }

  private static long[] write(Path file, int restMillis, BooleanSupplier more)
      throws SQLException, InterruptedException {
    long[] nanos = new long[200_000];
    int count = 0;
    Random random = new Random(3);
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + file + "?busy_timeout=30000");
        PreparedStatement insert =
            connection.prepareStatement("INSERT INTO memory(content, created) VALUES(?, 1)")) {
      while (count < nanos.length && more.getAsBoolean()) {
        insert.setString(1, Corpus.text(random));
        long start = System.nanoTime();
        insert.executeUpdate();
        nanos[count++] = System.nanoTime() - start;
        if (restMillis > 0) {
          Thread.sleep(restMillis);
        }
      }
    }
    return Arrays.copyOf(nanos, count);
  }
}
