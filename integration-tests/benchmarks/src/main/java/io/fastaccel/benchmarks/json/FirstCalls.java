package io.fastaccel.benchmarks.json;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Prints what the first calls of a JVM cost without and with the agent: processor time of the
 * calling thread, median of several starts in turn, and that of the whole process after them. Once
 * in a JVM that writes at once, and once in one that has made its mapper two seconds before, when
 * the agent has done its part to the library.
 *
 * <p>Arguments: the agent's jar; starts of each kind (default 7).
 */
public final class FirstCalls {

  private static final String CHILD = "child";
  private static final int CALLS = 60;
  private static final int[] UNTIL = {1, 5, 20, 40, CALLS};
  private static final long MICROSECOND = 1000;

  private FirstCalls() {}

  /** Prints the table. */
  public static void main(String[] arguments) throws Exception {
    if (arguments.length > 0 && arguments[0].equals(CHILD)) {
      child(JsonLibrary.valueOf(arguments[1]), Integer.parseInt(arguments[2]));
      return;
    }
    String agent = Forked.agent(arguments);
    int starts = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 7;
    System.out.println(
        "Java "
            + Runtime.version()
            + "; small message as a text, microseconds: call 1, 2 to 5, 6 to 20, 21 to 40, 41 to 60,"
            + " and the whole process");
    for (JsonLibrary library :
        List.of(JsonLibrary.JACKSON2, JsonLibrary.JACKSON3, JsonLibrary.GSON)) {
      for (int pause : new int[] {0, 2000}) {
        row(library, pause, starts, agent);
      }
    }
  }

  private static void row(JsonLibrary library, int pause, int starts, String agent)
      throws IOException {
    List<long[]> plain = new ArrayList<>();
    List<long[]> ours = new ArrayList<>();
    fork(library, pause, agent); // for the caches
    for (int i = 0; i < starts; i++) {
      plain.add(fork(library, pause, null));
      ours.add(fork(library, pause, agent));
    }
    System.out.println(library.title() + (pause == 0 ? ", at once" : ", after two seconds"));
    System.out.println("  without " + medians(plain));
    System.out.println("  with    " + medians(ours));
  }

  private static String medians(List<long[]> starts) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column <= UNTIL.length; column++) {
      int c = column;
      long[] sorted = starts.stream().mapToLong(start -> start[c]).sorted().toArray();
      line.append(String.format(Locale.ROOT, "%,12d", sorted[sorted.length / 2]));
    }
    return line.toString();
  }

  private static long[] fork(JsonLibrary library, int pause, String agent) throws IOException {
    List<String> lines =
        Forked.run(
            agent,
            System.getProperty("java.class.path"),
            FirstCalls.class.getName(),
            CHILD,
            library.name(),
            String.valueOf(pause));
    return Arrays.stream(lines.get(0).split(" ")).mapToLong(Long::parseLong).toArray();
  }

  private static void child(JsonLibrary library, int pause) throws InterruptedException {
    com.sun.management.ThreadMXBean threads =
        (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    com.sun.management.OperatingSystemMXBean process =
        (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    Object value = Payload.MESSAGE.value();
    JsonLibrary.Writer writer = library.open();
    Thread.sleep(pause);
    long[] at = new long[CALLS + 1];
    int length = 0;
    at[0] = threads.getCurrentThreadCpuTime();
    for (int i = 1; i <= CALLS; i++) {
      length += writer.text(value).length();
      at[i] = threads.getCurrentThreadCpuTime();
    }
    StringBuilder line = new StringBuilder();
    int from = 0;
    for (int until : UNTIL) {
      line.append((at[until] - at[from]) / MICROSECOND).append(' ');
      from = until;
    }
    line.append(process.getProcessCpuTime() / MICROSECOND);
    System.out.println(length > 0 ? line : "");
  }
}
