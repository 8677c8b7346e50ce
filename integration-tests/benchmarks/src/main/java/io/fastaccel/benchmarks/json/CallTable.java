package io.fastaccel.benchmarks.json;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import tools.jackson.databind.ObjectMapper;

/**
 * Prints how many times as fast as plain Jackson 3 the agent is for each {@link Jackson3Call}: CPU
 * time of the calling thread, least of many rounds, one JVM for each with the agent and one
 * without.
 *
 * <p>Arguments: the agent's jar; seconds for each call (default 4).
 */
public final class CallTable {

  private static final String CHILD = "child";
  private static final int ROUND_BYTES = 400_000;

  private CallTable() {}

  /** Prints the table. */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length > 0 && arguments[0].equals(CHILD)) {
      child(
          Jackson3Call.valueOf(arguments[1]),
          Payload.valueOf(arguments[2]).value(),
          Integer.parseInt(arguments[3]));
      return;
    }
    String agent = Forked.agent(arguments);
    String seconds = arguments.length > 1 ? arguments[1] : "4";
    System.out.println("Java " + Runtime.version() + "; Jackson 3, plain / agent / ratio");
    for (Payload payload : List.of(Payload.MESSAGE, Payload.CHAT)) {
      System.out.println(payload.title());
      for (Jackson3Call call : Jackson3Call.values()) {
        double plain = fork(call, payload, seconds, null);
        double ours = fork(call, payload, seconds, agent);
        System.out.printf(
            Locale.ROOT,
            "  %-46s %,12.0f %,12.0f ns %6.2fx%n",
            call.title(),
            plain,
            ours,
            plain / ours);
      }
    }
  }

  private static double fork(Jackson3Call call, Payload payload, String seconds, String agent)
      throws IOException {
    List<String> lines =
        Forked.run(
            agent,
            System.getProperty("java.class.path"),
            CallTable.class.getName(),
            CHILD,
            call.name(),
            payload.name(),
            seconds);
    return Double.parseDouble(lines.get(0));
  }

  private static void child(Jackson3Call call, Object value, int seconds) {
    ObjectMapper mapper = new ObjectMapper();
    Consumer<Object> writer = call.open(mapper);
    int calls = Math.max(5, ROUND_BYTES / mapper.writeValueAsBytes(value).length);
    double least = CpuTime.least(seconds, calls, () -> writer.accept(value));
    System.out.println(least + (Jackson3Call.kept() == value ? " " : ""));
  }
}
