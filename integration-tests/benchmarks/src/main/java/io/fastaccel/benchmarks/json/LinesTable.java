package io.fastaccel.benchmarks.json;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.fastaccel.benchmarks.json.payload.ChatRequest;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

/**
 * Prints how many times as fast as plain Jackson the agent reads documents that follow each other
 * in a text: CPU time of the calling thread, least of many rounds, one JVM with the agent and one
 * without.
 *
 * <p>Arguments: the agent's jar; seconds for each (default 4).
 */
public final class LinesTable {

  private static final String CHILD = "child";
  private static final int LINES = 20;
  private static final int CALLS = 20;

  private static Object kept;

  private LinesTable() {}

  /** Prints the table. */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length > 0 && arguments[0].equals(CHILD)) {
      child(arguments[1].equals("2") ? jackson2() : jackson3(), Integer.parseInt(arguments[2]));
      return;
    }
    String agent = Forked.agent(arguments);
    String seconds = arguments.length > 1 ? arguments[1] : "4";
    System.out.println("Java " + Runtime.version() + ", " + LINES + " chat requests");
    for (String jackson : new String[] {"2", "3"}) {
      double plain = fork(jackson, seconds, null);
      double ours = fork(jackson, seconds, agent);
      System.out.printf(
          Locale.ROOT,
          "Jackson %s: plain %,.0f, agent %,.0f µs, %.2fx%n",
          jackson,
          plain / 1e3,
          ours / 1e3,
          plain / ours);
    }
  }

  private static double fork(String jackson, String seconds, String agent) throws IOException {
    List<String> lines =
        Forked.run(
            agent,
            System.getProperty("java.class.path"),
            LinesTable.class.getName(),
            CHILD,
            jackson,
            seconds);
    return Double.parseDouble(lines.get(0));
  }

  private static void child(Callable<Object> reading, int seconds) {
    double least = CpuTime.least(seconds, CALLS, () -> run(reading));
    System.out.println(least + (kept == null ? " " : ""));
  }

  private static void run(Callable<Object> reading) {
    try {
      kept = reading.call();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static String lines() throws IOException {
    return (new ObjectMapper().writeValueAsString(Payload.CHAT.value()) + "\n").repeat(LINES);
  }

  private static Callable<Object> jackson2() throws IOException {
    ObjectReader reader = new ObjectMapper().readerFor(ChatRequest.class);
    String lines = lines();
    return () -> reader.readValues(lines).readAll();
  }

  private static Callable<Object> jackson3() throws IOException {
    tools.jackson.databind.ObjectReader reader =
        new tools.jackson.databind.ObjectMapper().readerFor(ChatRequest.class);
    String lines = lines();
    return () -> reader.readValues(lines).readAll();
  }
}
