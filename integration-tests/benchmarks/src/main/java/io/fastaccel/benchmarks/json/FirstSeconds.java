package io.fastaccel.benchmarks.json;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Prints how fast Jackson 2, Jackson 3 and Gson write one of the {@link Edge} values, or read one
 * of the {@link ReadCase} documents, in the first seconds of a JVM, without and with the agent: for
 * each second of the calling thread's CPU time the calls made in it, median of several JVMs of
 * either kind, in turn.
 *
 * <p>Arguments: the agent's jar; seconds of CPU time (default 8); JVMs of either kind (default 3);
 * names of libraries, of edges and of documents, the 500 types with the three libraries if there
 * are none.
 */
public final class FirstSeconds {

  private static final String CHILD = "child";
  private static final long WINDOW = 1_000_000_000L;
  private static final List<JsonLibrary> LIBRARIES =
      List.of(JsonLibrary.JACKSON2, JsonLibrary.JACKSON3, JsonLibrary.GSON);

  private FirstSeconds() {}

  /** Prints the table. */
  public static void main(String[] arguments) throws Exception {
    if (arguments.length > 0 && arguments[0].equals(CHILD)) {
      child(call(JsonLibrary.valueOf(arguments[1]), arguments[2]), Integer.parseInt(arguments[3]));
      return;
    }
    String agent = Forked.agent(arguments);
    int seconds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 8;
    int times = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 3;
    List<String> names =
        List.of(arguments).subList(Math.min(3, arguments.length), arguments.length);
    System.out.println(
        "Java " + Runtime.version() + "; calls in each second of CPU time, without / with / ratio");
    Map<String, String> titles = titles();
    List<String> calls = names.stream().filter(titles::containsKey).toList();
    for (JsonLibrary library : EdgeTable.chosen(LIBRARIES, names)) {
      for (String call : calls.isEmpty() ? List.of(Edge.MANY_TYPES.name()) : calls) {
        System.out.println(library.title() + ", " + titles.get(call));
        rows(library, call, seconds, times, agent);
      }
    }
  }

  private static Map<String, String> titles() {
    Map<String, String> titles = new LinkedHashMap<>();
    for (Edge edge : Edge.values()) {
      titles.put(edge.name(), edge.title());
    }
    for (ReadCase document : ReadCase.values()) {
      titles.putIfAbsent(document.name(), "reading: " + document.title());
    }
    return titles;
  }

  private static void rows(JsonLibrary library, String call, int seconds, int times, String agent)
      throws IOException {
    List<double[]> plain = new ArrayList<>();
    List<double[]> ours = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      plain.add(fork(library, call, seconds, null));
      ours.add(fork(library, call, seconds, agent));
    }
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

  private static double[] fork(JsonLibrary library, String call, int seconds, String agent)
      throws IOException {
    List<String> lines =
        Forked.run(
            agent,
            System.getProperty("java.class.path"),
            FirstSeconds.class.getName(),
            CHILD,
            library.name(),
            call,
            String.valueOf(seconds));
    return Arrays.stream(lines.get(0).split(" ")).mapToDouble(Double::parseDouble).toArray();
  }

  /** Something to do again and again; the result says that it was done. */
  private interface Call {
    int run() throws Exception;
  }

  private static Call call(JsonLibrary library, String name) throws IOException {
    for (Edge edge : Edge.values()) {
      if (edge.name().equals(name)) {
        JsonLibrary.Writer writer = library.open();
        Object value = edge.value(library);
        return library.isGson()
            ? () -> writer.text(value).length()
            : () -> writer.bytes(value).length;
      }
    }
    ReadCase document = ReadCase.valueOf(name);
    ReadingLibrary.Reader reader = ReadingLibrary.valueOf(library.name()).open(document.type());
    String text = document.document(new ObjectMapper());
    return () -> reader.text(text).getClass().getName().length();
  }

  /** A call that is under way when a second ends counts by its part in it. */
  private static void child(Call call, int seconds) throws Exception {
    com.sun.management.ThreadMXBean threads =
        (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    double[] calls = new double[seconds];
    int length = 0;
    long start = threads.getCurrentThreadCpuTime();
    long before = 0;
    while (before < seconds * WINDOW) {
      length += call.run();
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
