package io.fastaccel.benchmarks.json;

import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

/**
 * Prints how many times as fast as plain Jackson the agent is for each {@link Conversion}: CPU time
 * of the calling thread, least of many rounds, one JVM for each with the agent and one without.
 *
 * <p>Arguments: the agent's jar; seconds for each (default 4).
 */
public final class ConversionTable {

  private static final String CHILD = "child";
  private static final int CALLS = 500;

  private static Object kept;

  private ConversionTable() {}

  /** Prints the table. */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length > 0 && arguments[0].equals(CHILD)) {
      Conversion conversion = Conversion.valueOf(arguments[2]);
      child(
          arguments[1].equals("2") ? conversion.jackson2() : conversion.jackson3(),
          Integer.parseInt(arguments[3]));
      return;
    }
    String agent = arguments.length > 0 ? arguments[0] : "agent/target/fast-accel.jar";
    if (!new File(agent).isFile()) {
      throw new IOException("no such jar: " + agent);
    }
    String seconds = arguments.length > 1 ? arguments[1] : "4";
    System.out.println("Java " + Runtime.version() + "; plain / agent / ratio");
    for (String jackson : new String[] {"2", "3"}) {
      System.out.println("Jackson " + jackson);
      for (Conversion conversion : Conversion.values()) {
        double plain = fork(jackson, conversion, seconds, null);
        double ours = fork(jackson, conversion, seconds, agent);
        System.out.printf(
            Locale.ROOT,
            "  %-52s %,8.0f %,8.0f ns %6.2fx%n",
            conversion.title(),
            plain,
            ours,
            plain / ours);
      }
    }
  }

  private static double fork(String jackson, Conversion conversion, String seconds, String agent)
      throws IOException {
    List<String> lines =
        Forked.run(
            agent,
            System.getProperty("java.class.path"),
            ConversionTable.class.getName(),
            CHILD,
            jackson,
            conversion.name(),
            seconds);
    return Double.parseDouble(lines.get(0));
  }

  private static void child(Callable<Object> conversion, int seconds) {
    double least = CpuTime.least(seconds, CALLS, () -> run(conversion));
    System.out.println(least + (kept == null ? " " : ""));
  }

  private static void run(Callable<Object> conversion) {
    try {
      kept = conversion.call();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
