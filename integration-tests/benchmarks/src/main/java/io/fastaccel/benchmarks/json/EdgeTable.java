package io.fastaccel.benchmarks.json;

import java.io.IOException;
import java.util.List;
import java.util.Locale;

/**
 * Prints how many times as fast as without it Jackson 2, Jackson 3 and Gson write the {@link Edge}
 * values with the agent: CPU time of the calling thread, least of many rounds in several JVMs with
 * the agent and as many without, in turn.
 *
 * <p>Arguments: the agent's jar; seconds of CPU time for each JVM (default 2); JVMs of either kind
 * (default 2); names of libraries and of edges, all of them if there are none.
 */
public final class EdgeTable {

  private static final String CHILD = "child";
  private static final int ROUND_BYTES = 400_000;
  private static final int FEWEST_BYTES = 40;
  private static final List<JsonLibrary> LIBRARIES =
      List.of(
          JsonLibrary.JACKSON2, JsonLibrary.JACKSON3, JsonLibrary.GSON, JsonLibrary.GSON_PRETTY);

  private static long sink;

  private EdgeTable() {}

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
    String seconds = arguments.length > 1 ? arguments[1] : "2";
    int times = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 2;
    List<String> names =
        List.of(arguments).subList(Math.min(3, arguments.length), arguments.length);
    System.out.println("Java " + Runtime.version() + "; whole calls, plain / agent / ratio");
    for (JsonLibrary library : chosen(LIBRARIES, names)) {
      System.out.println(library.title());
      for (Edge edge : chosen(List.of(Edge.values()), names)) {
        row(library, edge, seconds, times, agent);
      }
    }
  }

  /** Those that are named, or all if none is. */
  static <T extends Enum<T>> List<T> chosen(List<T> all, List<String> names) {
    List<T> named = all.stream().filter(e -> names.contains(e.name())).toList();
    return named.isEmpty() ? all : named;
  }

  private static void row(JsonLibrary library, Edge edge, String seconds, int times, String agent)
      throws IOException {
    double plain = Double.MAX_VALUE;
    double ours = Double.MAX_VALUE;
    for (int i = 0; i < times; i++) {
      plain = Math.min(plain, fork(library, edge, seconds, null));
      ours = Math.min(ours, fork(library, edge, seconds, agent));
    }
    System.out.printf(
        Locale.ROOT,
        "  %-46s %,12.0f %,12.0f ns %6.2fx%n",
        edge.title(),
        plain,
        ours,
        plain / ours);
  }

  private static double fork(JsonLibrary library, Edge edge, String seconds, String agent)
      throws IOException {
    List<String> lines =
        Forked.run(
            agent,
            System.getProperty("java.class.path"),
            EdgeTable.class.getName(),
            CHILD,
            library.name(),
            edge.name(),
            seconds);
    return Double.parseDouble(lines.get(0));
  }

  private static void child(JsonLibrary library, Edge edge, int seconds) {
    JsonLibrary.Writer writer = library.open();
    Object value = edge.value(library);
    int calls = Math.max(5, ROUND_BYTES / Math.max(FEWEST_BYTES, writer.bytes(value).length));
    double least = CpuTime.least(seconds, calls, () -> sink += write(library, writer, value));
    System.out.println(least + (sink == 1 ? " " : ""));
  }

  /** As bytes, but what makes texts alone as a text. */
  private static int write(JsonLibrary library, JsonLibrary.Writer writer, Object value) {
    return library.isGson() ? writer.text(value).length() : writer.bytes(value).length;
  }
}
