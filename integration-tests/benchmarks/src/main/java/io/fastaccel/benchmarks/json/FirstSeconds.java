package io.fastaccel.benchmarks.json;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Prints how fast Jackson 2, Jackson 3 and Gson write one of the {@link Edge} values in the first
 * seconds of a JVM, without and with the agent: for each second of the calling thread's CPU time
 * the calls made in it, median of several JVMs of either kind, in turn.
 *
 * <p>Arguments: the agent's jar; seconds of CPU time (default 8); JVMs of either kind (default 3);
 * names of libraries and of edges, the 500 types with the three libraries if there are none.
 */
public final class FirstSeconds {

  private static final String CHILD = "child";
  private static final long WINDOW = 1_000_000_000L;
  private static final List<JsonLibrary> LIBRARIES =
      List.of(JsonLibrary.JACKSON2, JsonLibrary.JACKSON3, JsonLibrary.GSON);

  private FirstSeconds() {}

  /** Prints the table. */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length > 0 && arguments[0].equals(CHILD)) {
      child(
          JsonLibrary.valueOf(arguments[1]),
          Edge.valueOf(arguments[2]),
          Integer.parseInt(arguments[3]));
      return;
    }
    String agent = Forked.agent(arguments);
    int seconds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 8;
    int times = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 3;
    List<String> names =
        List.of(arguments).subList(Math.min(3, arguments.length), arguments.length);
    System.out.println(
        "Java " + Runtime.version() + "; calls in each second of CPU time, without / with / ratio");
    List<Edge> edges =
        Arrays.stream(Edge.values()).filter(edge -> names.contains(edge.name())).toList();
    for (JsonLibrary library : EdgeTable.chosen(LIBRARIES, names)) {
      for (Edge edge : edges.isEmpty() ? List.of(Edge.MANY_TYPES) : edges) {
        rows(library, edge, seconds, times, agent);
      }
    }
  }

  private static void rows(JsonLibrary library, Edge edge, int seconds, int times, String agent)
      throws IOException {
    List<double[]> plain = new ArrayList<>();
    List<double[]> ours = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      plain.add(fork(library, edge, seconds, null));
      ours.add(fork(library, edge, seconds, agent));
    }
    System.out.println(library.title() + ", " + edge.title());
    for (int second = 0; second < seconds; second++) {
      double without = median(plain, second);
      double with = median(ours, second);
      System.out.printf(
          Locale.ROOT, "  %3d %,12.0f %,12.0f %6.2fx%n", second + 1, without, with, with / without);
    }
  }

  private static double median(List<double[]> runs, int second) {
    double[] sorted = runs.stream().mapToDouble(run -> run[second]).sorted().toArray();
    return sorted[sorted.length / 2];
  }

  private static double[] fork(JsonLibrary library, Edge edge, int seconds, String agent)
      throws IOException {
    List<String> lines =
        Forked.run(
            agent,
            System.getProperty("java.class.path"),
            FirstSeconds.class.getName(),
            CHILD,
            library.name(),
            edge.name(),
            String.valueOf(seconds));
    return Arrays.stream(lines.get(0).split(" ")).mapToDouble(Double::parseDouble).toArray();
  }

  /** A call that is under way when a second ends counts by its part in it. */
  private static void child(JsonLibrary library, Edge edge, int seconds) {
    com.sun.management.ThreadMXBean threads =
        (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    JsonLibrary.Writer writer = library.open();
    Object value = edge.value(library);
    double[] calls = new double[seconds];
    int length = 0;
    long start = threads.getCurrentThreadCpuTime();
    long before = 0;
    while (before < seconds * WINDOW) {
      length += library.isGson() ? writer.text(value).length() : writer.bytes(value).length;
      long after = threads.getCurrentThreadCpuTime() - start;
      for (long from = before; from < after; ) {
        long until = Math.min(after, (from / WINDOW + 1) * WINDOW);
        int second = (int) (from / WINDOW);
        if (second < seconds) {
          calls[second] += (double) (until - from) / (after - before);
        }
        from = until;
      }
      before = after;
    }
    StringBuilder line = new StringBuilder();
    for (double c : calls) {
      line.append(String.format(Locale.ROOT, "%.2f ", c));
    }
    System.out.println(length != 0 ? line : "");
  }
}
