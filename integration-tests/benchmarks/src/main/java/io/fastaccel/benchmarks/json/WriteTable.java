package io.fastaccel.benchmarks.json;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Prints how many times as fast as plain Jackson 2 each library writes each payload, and with the
 * agent, how many times as fast as the same library without it: CPU time of the calling thread,
 * least of many rounds, one JVM per library and payload, and the bytes allocated a call. It also
 * says where the agent's output is not plain Jackson's.
 *
 * <p>Arguments: the agent's jar; seconds of warm-up per form (default 4).
 */
public final class WriteTable {

  private static final String CHILD = "child";
  private static final long SECOND = 1_000_000_000L;
  private static final int ROUND_BYTES = 2_000_000;
  private static final int FEWEST_ROUNDS = 30;

  private static final com.sun.management.ThreadMXBean THREADS =
      (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static long sink;

  private WriteTable() {}

  /** One form of one payload by one library. */
  private record Cell(double nanos, long allocated, int hash) {}

  /** Prints the table. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    if (arguments.length > 0 && arguments[0].equals(CHILD)) {
      child(
          JsonLibrary.valueOf(arguments[1]),
          Payload.valueOf(arguments[2]),
          Integer.parseInt(arguments[3]));
      return;
    }
    String agent = Forked.agent(arguments);
    String warmUp = arguments.length > 1 ? arguments[1] : "4";
    System.out.println(
        "Java "
            + Runtime.version()
            + "; ratio to plain Jackson 2, with the agent to the same library without it (String / bytes);"
            + " bytes allocated a call (String / bytes)");
    for (Payload payload : Payload.values()) {
      Map<JsonLibrary, Cell[]> cells = new EnumMap<>(JsonLibrary.class);
      System.out.println();
      System.out.println(payload.title());
      for (JsonLibrary library : JsonLibrary.values()) {
        Cell[] row = fork(library, payload, warmUp, agent);
        cells.put(library, row);
        print(library, row, cells);
      }
    }
  }

  /** The ratio is to plain Jackson 2, or with the agent to the same library without it. */
  private static void print(JsonLibrary library, Cell[] row, Map<JsonLibrary, Cell[]> cells) {
    boolean accelerated = library.plain() != null;
    Cell[] plain = cells.get(accelerated ? library.plain() : JsonLibrary.JACKSON2);
    boolean different =
        accelerated && (row[0].hash != plain[0].hash || row[1].hash != plain[1].hash);
    System.out.printf(
        Locale.ROOT,
        "  %-24s %6.2f / %-6.2f %,10.0f / %-,10.0f ns %,9d / %-,9d B%s%n",
        library.title(),
        plain[0].nanos / row[0].nanos,
        plain[1].nanos / row[1].nanos,
        row[0].nanos,
        row[1].nanos,
        row[0].allocated,
        row[1].allocated,
        different ? "  OUTPUT DIFFERS" : "");
  }

  private static Cell[] fork(JsonLibrary library, Payload payload, String warmUp, String agent)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + "/bin/java");
    command.addAll(List.of("-Xms1g", "-Xmx1g", "-XX:+UseParallelGC"));
    if (library.plain() != null) {
      command.add("-javaagent:" + agent);
    }
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), WriteTable.class.getName()));
    command.addAll(List.of(CHILD, library.name(), payload.name(), warmUp));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    Cell[] row = new Cell[2];
    try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
      for (int i = 0; i < row.length; i++) {
        String line = reader.readLine();
        if (line == null) {
          throw new IOException("no result from " + command);
        }
        String[] fields = line.split(" ", -1);
        row[i] =
            new Cell(
                Double.parseDouble(fields[0]),
                Long.parseLong(fields[1]),
                Integer.parseInt(fields[2]));
      }
    }
    process.waitFor();
    return row;
  }

  private static void child(JsonLibrary library, Payload payload, int warmUpSeconds) {
    JsonLibrary.Writer writer = library.open();
    Object value = payload.value();
    int calls = Math.max(5, ROUND_BYTES / Math.max(100, writer.bytes(value).length));
    for (boolean asText : new boolean[] {true, false}) {
      for (long end = System.nanoTime() + warmUpSeconds * SECOND; System.nanoTime() < end; ) {
        round(writer, value, calls, asText);
      }
      double best = Double.MAX_VALUE;
      long allocated = Long.MAX_VALUE;
      long end = System.nanoTime() + SECOND;
      for (int rounds = 0; rounds < FEWEST_ROUNDS || System.nanoTime() < end; rounds++) {
        long bytesBefore = THREADS.getCurrentThreadAllocatedBytes();
        long before = THREADS.getCurrentThreadCpuTime();
        round(writer, value, calls, asText);
        best = Math.min(best, (double) (THREADS.getCurrentThreadCpuTime() - before) / calls);
        allocated =
            Math.min(allocated, (THREADS.getCurrentThreadAllocatedBytes() - bytesBefore) / calls);
      }
      int hash = asText ? writer.text(value).hashCode() : Arrays.hashCode(writer.bytes(value));
      System.out.println(best + " " + allocated + " " + hash + (sink == 1 ? " " : ""));
    }
  }

  private static void round(JsonLibrary.Writer writer, Object value, int calls, boolean asText) {
    for (int i = 0; i < calls; i++) {
      sink += asText ? writer.text(value).length() : writer.bytes(value).length;
    }
  }
}
