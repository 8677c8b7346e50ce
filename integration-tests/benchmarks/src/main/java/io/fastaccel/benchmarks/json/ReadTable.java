package io.fastaccel.benchmarks.json;

import com.fasterxml.jackson.databind.ObjectMapper;
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
 * Prints how many times as fast as plain Jackson 2 each library reads each document, and the agent
 * with Jackson 3 compared with plain Jackson 3: CPU time of the calling thread, least of many
 * rounds, one JVM per library and document, and the bytes allocated a call. It also says where the
 * agent's values are not plain Jackson's.
 *
 * <p>Arguments: the agent's jar; seconds of warm-up per form (default 4); then, if not all are
 * wanted, names of libraries and of cases, for example {@code JACKSON2 FAST_ACCEL CHAT}.
 */
public final class ReadTable {

  private static final String CHILD = "child";
  private static final long SECOND = 1_000_000_000L;
  private static final int ROUND_BYTES = 2_000_000;
  private static final int FEWEST_ROUNDS = 30;

  private static final com.sun.management.ThreadMXBean THREADS =
      (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static long sink;

  private ReadTable() {}

  /** One form of one document by one library. */
  private record Cell(double nanos, long allocated, int hash) {}

  /** Prints the table. */
  public static void main(String[] arguments) throws Exception {
    if (arguments.length > 0 && arguments[0].equals(CHILD)) {
      child(
          ReadingLibrary.valueOf(arguments[1]),
          ReadCase.valueOf(arguments[2]),
          Integer.parseInt(arguments[3]));
      return;
    }
    String agent = Forked.agent(arguments);
    String warmUp = arguments.length > 1 ? arguments[1] : "4";
    List<String> wanted =
        Arrays.asList(arguments).subList(Math.min(2, arguments.length), arguments.length);
    System.out.println(
        "Java "
            + Runtime.version()
            + "; ratio to plain Jackson 2, of fast-accel 3 to plain Jackson 3 (String / bytes),"
            + " bytes allocated a call (String / bytes)");
    for (ReadCase document : chosen(ReadCase.values(), wanted)) {
      Map<ReadingLibrary, Cell[]> cells = new EnumMap<>(ReadingLibrary.class);
      System.out.println();
      System.out.println(document.title());
      for (ReadingLibrary library : chosen(ReadingLibrary.values(), wanted)) {
        Cell[] row = fork(library, document, warmUp, agent);
        if (row != null) {
          cells.put(library, row);
          print(library, row, cells.getOrDefault(library.plain(), row));
        }
      }
    }
  }

  private static <E extends Enum<E>> List<E> chosen(E[] all, List<String> wanted) {
    List<E> chosen = new ArrayList<>();
    for (E element : all) {
      if (wanted.contains(element.name())) {
        chosen.add(element);
      }
    }
    return chosen.isEmpty() ? Arrays.asList(all) : chosen;
  }

  private static void print(ReadingLibrary library, Cell[] row, Cell[] plain) {
    boolean different =
        library.hasAgent() && (row[0].hash != plain[0].hash || row[1].hash != plain[1].hash);
    System.out.printf(
        Locale.ROOT,
        "  %-12s %6.2f / %-6.2f %,10.0f / %-,10.0f ns %,9d / %-,9d B%s%n",
        library.title(),
        plain[0].nanos / row[0].nanos,
        plain[1].nanos / row[1].nanos,
        row[0].nanos,
        row[1].nanos,
        row[0].allocated,
        row[1].allocated,
        different ? "  VALUE DIFFERS" : "");
  }

  private static Cell[] fork(ReadingLibrary library, ReadCase document, String warmUp, String agent)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + "/bin/java");
    // Compiled at once: a busy machine has no time for the JIT's threads.
    command.addAll(List.of("-Xms1g", "-Xmx1g", "-XX:+UseParallelGC", "-Xbatch"));
    if (library.hasAgent()) {
      command.add("-javaagent:" + agent);
    }
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), ReadTable.class.getName()));
    command.addAll(List.of(CHILD, library.name(), document.name(), warmUp));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    Cell[] row = new Cell[2];
    try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
      for (int i = 0; i < row.length; i++) {
        String line = reader.readLine();
        if (line == null) {
          System.out.printf("  %-12s cannot read it%n", library.title());
          return null;
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

  private static void child(ReadingLibrary library, ReadCase document, int warmUpSeconds)
      throws Exception {
    ReadingLibrary.Reader reader = library.open(document.type());
    ObjectMapper mapper = new ObjectMapper();
    String text = document.document(mapper);
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    boolean fails = document == ReadCase.INVALID;
    int calls = Math.max(1, ROUND_BYTES / Math.max(100, bytes.length));
    for (boolean asText : new boolean[] {true, false}) {
      for (long end = System.nanoTime() + warmUpSeconds * SECOND; System.nanoTime() < end; ) {
        round(reader, text, bytes, calls, asText, fails);
      }
      double best = Double.MAX_VALUE;
      long allocated = Long.MAX_VALUE;
      long end = System.nanoTime() + SECOND;
      for (int rounds = 0; rounds < FEWEST_ROUNDS || System.nanoTime() < end; rounds++) {
        long bytesBefore = THREADS.getCurrentThreadAllocatedBytes();
        long before = THREADS.getCurrentThreadCpuTime();
        round(reader, text, bytes, calls, asText, fails);
        best = Math.min(best, (double) (THREADS.getCurrentThreadCpuTime() - before) / calls);
        allocated =
            Math.min(allocated, (THREADS.getCurrentThreadAllocatedBytes() - bytesBefore) / calls);
      }
      int hash =
          fails
              ? 0
              : mapper
                  .writeValueAsString(asText ? reader.text(text) : reader.bytes(bytes))
                  .hashCode();
      System.out.println(best + " " + allocated + " " + hash + (sink == 1 ? " " : ""));
    }
  }

  private static void round(
      ReadingLibrary.Reader reader,
      String text,
      byte[] bytes,
      int calls,
      boolean asText,
      boolean fails)
      throws Exception {
    for (int i = 0; i < calls; i++) {
      try {
        sink +=
            System.identityHashCode((asText ? reader.text(text) : reader.bytes(bytes)).getClass());
      } catch (Exception e) {
        if (!fails) {
          throw e;
        }
        sink++;
      }
    }
  }
}
