package io.fastaccel.compatibility.applications;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Phaser;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Writes JSON and searches a database on several threads until standard input ends, and compares
 * every result with what it knows to be right. Commands: {@code pause}, {@code go}, {@code state}.
 */
public final class Workload {

  /** A message of a conversation. */
  public record Message(String role, String content, int tokens, List<String> tags) {}

  private static final String[] WORDS = {"harbour", "lantern", "granite", "meadow"};

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Phaser GATE = new Phaser();
  private static final AtomicLong CALLS = new AtomicLong();
  private static final AtomicLong WRONG = new AtomicLong();
  private static volatile String firstProblem = "none";
  private static volatile boolean paused;
  private static volatile boolean ended;

  private Workload() {}

  /** Arguments: how many threads, and the database; without it there are no searches. */
  public static void main(String[] arguments) throws Exception {
    int threads = Integer.parseInt(arguments[0]);
    String database = arguments.length > 1 ? arguments[1] : null;
    if (database != null) {
      create(database);
    }
    GATE.register();
    List<Thread> running = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      GATE.register();
      boolean searches = database != null && i % 2 == 1;
      Thread thread = new Thread(() -> work(searches ? database : null), "work-" + i);
      thread.start();
      running.add(thread);
    }
    System.out.println("ready");
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        switch (line) {
          case "pause" -> {
            paused = true;
            // Every thread arrives with its last call done.
            GATE.arriveAndAwaitAdvance();
            System.out.println("paused " + CALLS);
          }
          case "go" -> {
            paused = false;
            GATE.arriveAndAwaitAdvance();
            System.out.println("running");
          }
          default -> System.out.println(line + state());
        }
      }
    }
    ended = true;
    if (paused) {
      paused = false;
      GATE.arriveAndAwaitAdvance();
    }
    for (Thread thread : running) {
      thread.join();
    }
    System.out.println("wrong " + WRONG + ", first " + firstProblem);
  }

  private static String state() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    long heap = Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    return String.format(
        Locale.ROOT,
        " calls=%d wrong=%d heap=%d classes=%d threads=%d",
        CALLS.get(),
        WRONG.get(),
        heap,
        ManagementFactory.getClassLoadingMXBean().getLoadedClassCount(),
        Thread.getAllStackTraces().size());
  }

  private static void work(String database) {
    int n = 0;
    try (Connection connection = database == null ? null : open(database)) {
      while (!ended) {
        if (paused) {
          GATE.arriveAndAwaitAdvance();
          GATE.arriveAndAwaitAdvance();
        }
        if (connection == null) {
          write(n++);
        } else {
          search(connection, WORDS[n++ % WORDS.length]);
        }
        CALLS.incrementAndGet();
      }
    } catch (Exception | LinkageError e) {
      problem(e.toString());
    }
  }

  private static void write(int n) throws IOException {
    String text = "line " + n + " \u00e9\u4e2d \"quoted\"\n";
    String expected =
        "{\"role\":\"user\",\"content\":\"line "
            + n
            + " \u00e9\u4e2d \\\"quoted\\\"\\n\",\"tokens\":"
            + n
            + ",\"tags\":[\"a\",\"b\"]}";
    Message message = new Message("user", text, n, List.of("a", "b"));
    String written =
        n % 2 == 0
            ? MAPPER.writeValueAsString(message)
            : new String(MAPPER.writeValueAsBytes(message), StandardCharsets.UTF_8);
    if (!written.equals(expected)) {
      problem("wrote " + written);
    }
  }

  private static void search(Connection connection, String word) throws SQLException {
    List<Long> found = new ArrayList<>();
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT id FROM memory WHERE content LIKE ? ORDER BY id")) {
      statement.setString(1, "%" + word + "%");
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          found.add(result.getLong(1));
        }
      }
    }
    // Every 500th row has the first word, every 501st the second, and so on.
    int every = 500 + List.of(WORDS).indexOf(word);
    List<Long> expected = new ArrayList<>();
    for (long id = every; id <= ROWS; id += every) {
      expected.add(id);
    }
    if (!found.equals(expected)) {
      problem("found " + found.size() + " rows of " + expected.size() + " with " + word);
    }
  }

  private static final int ROWS = 8_000;

  private static Connection open(String database) throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + database + "?busy_timeout=10000");
  }

  private static void create(String database) throws SQLException {
    try (Connection connection = open(database);
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA journal_mode=WAL");
      statement.execute("CREATE TABLE memory (id INTEGER PRIMARY KEY, content TEXT)");
      connection.setAutoCommit(false);
      try (PreparedStatement insert =
          connection.prepareStatement("INSERT INTO memory (id, content) VALUES (?, ?)")) {
        for (int id = 1; id <= ROWS; id++) {
          StringBuilder content = new StringBuilder("plain words of note ").append(id);
          for (int w = 0; w < WORDS.length; w++) {
            if (id % (500 + w) == 0) {
              content.append(' ').append(WORDS[w]);
            }
          }
          content.append(" and more of it".repeat(12));
          insert.setInt(1, id);
          insert.setString(2, content.toString());
          insert.addBatch();
        }
        insert.executeBatch();
      }
      connection.commit();
    }
  }

  private static void problem(String text) {
    if (WRONG.getAndIncrement() == 0) {
      firstProblem = text;
    }
  }
}
