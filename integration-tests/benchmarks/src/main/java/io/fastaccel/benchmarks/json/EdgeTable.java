package io.fastaccel.benchmarks.json;

import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/**
 * Prints how many times as fast as plain Jackson 2 the agent writes the {@link Edge} values: CPU
 * time of the calling thread, least of many rounds, one JVM for each value with the agent and one
 * without.
 *
 * <p>Arguments: the agent's jar; seconds for each value (default 4).
 */
public final class EdgeTable {

  private static final String CHILD = "child";
  private static final int ROUND_BYTES = 400_000;
  private static final int FEWEST_BYTES = 40;

  private static long sink;

  private EdgeTable() {}

  /** Prints the table. */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length > 0 && arguments[0].equals(CHILD)) {
      child(Edge.valueOf(arguments[1]), Integer.parseInt(arguments[2]));
      return;
    }
    String agent = arguments.length > 0 ? arguments[0] : "agent/target/fast-accel.jar";
    if (!new File(agent).isFile()) {
      throw new IOException("no such jar: " + agent);
    }
    String seconds = arguments.length > 1 ? arguments[1] : "4";
    System.out.println("Java " + Runtime.version() + "; writeValueAsBytes, plain / agent / ratio");
    for (Edge edge : Edge.values()) {
      double plain = fork(edge, seconds, null);
      double ours = fork(edge, seconds, agent);
      System.out.printf(
          Locale.ROOT,
          "  %-46s %,12.0f %,12.0f ns %6.2fx%n",
          edge.title(),
          plain,
          ours,
          plain / ours);
    }
  }

  private static double fork(Edge edge, String seconds, String agent) throws IOException {
    List<String> lines =
        Forked.run(
            agent,
            System.getProperty("java.class.path"),
            EdgeTable.class.getName(),
            CHILD,
            edge.name(),
            seconds);
    return Double.parseDouble(lines.get(0));
  }

  private static void child(Edge edge, int seconds) {
    JsonLibrary.Writer writer = JsonLibrary.JACKSON2.open();
    Object value = edge.value();
    int calls = Math.max(5, ROUND_BYTES / Math.max(FEWEST_BYTES, writer.bytes(value).length));
    double least = CpuTime.least(seconds, calls, () -> sink += writer.bytes(value).length);
    System.out.println(least + (sink == 1 ? " " : ""));
  }
}
