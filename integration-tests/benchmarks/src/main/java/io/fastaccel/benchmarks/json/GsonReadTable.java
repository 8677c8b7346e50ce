package io.fastaccel.benchmarks.json;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/**
 * Prints how many times as fast as plain Gson the agent reads each {@link ReadCase} from a string:
 * CPU time of the calling thread, least of many rounds, one JVM for each with the agent and one
 * without.
 *
 * <p>Arguments: the agent's jar; seconds for each document (default 4).
 */
public final class GsonReadTable {

  private static final String CHILD = "child";
  private static final String TREE = "TREE";
  private static final int ROUND_BYTES = 400_000;
  private static final int FEWEST_BYTES = 40;

  private static long sink;

  private GsonReadTable() {}

  /** Prints the table. */
  public static void main(String[] arguments) throws Exception {
    if (arguments.length > 0 && arguments[0].equals(CHILD)) {
      child(arguments[1], Integer.parseInt(arguments[2]));
      return;
    }
    String agent = Forked.agent(arguments);
    String seconds = arguments.length > 1 ? arguments[1] : "4";
    System.out.println("Java " + Runtime.version() + "; Gson.fromJson, plain / agent / ratio");
    for (ReadCase document : ReadCase.values()) {
      if (document != ReadCase.LARGE_TREE) {
        print(document.title(), document.name(), seconds, agent);
      }
    }
    print("JsonParser.parseString: " + ReadCase.CHAT.title(), TREE, seconds, agent);
  }

  private static void print(String title, String document, String seconds, String agent)
      throws IOException {
    double plain = fork(document, seconds, null);
    double ours = fork(document, seconds, agent);
    System.out.printf(
        Locale.ROOT, "  %-66s %,10.0f %,10.0f ns %6.2fx%n", title, plain, ours, plain / ours);
  }

  private static double fork(String document, String seconds, String agent) throws IOException {
    List<String> lines =
        Forked.runWith(
            // Compiled at once: a busy machine has no time for the JIT's threads.
            List.of("-Xbatch"),
            agent,
            System.getProperty("java.class.path"),
            GsonReadTable.class.getName(),
            CHILD,
            document,
            seconds);
    return Double.parseDouble(lines.get(0));
  }

  private static void child(String name, int seconds) throws IOException {
    boolean isTree = name.equals(TREE);
    ReadCase document = isTree ? ReadCase.CHAT : ReadCase.valueOf(name);
    String text = document.document(new ObjectMapper());
    ReadingLibrary.Reader reader = ReadingLibrary.GSON.open(document.type());
    boolean fails = document == ReadCase.INVALID;
    int calls = Math.max(5, ROUND_BYTES / Math.max(FEWEST_BYTES, text.length()));
    double least =
        CpuTime.least(
            seconds,
            calls,
            () -> sink += System.identityHashCode(read(reader, text, isTree, fails)));
    System.out.println(least + (sink == 1 ? " " : ""));
  }

  private static Object read(
      ReadingLibrary.Reader reader, String text, boolean isTree, boolean fails) {
    try {
      return isTree ? JsonParser.parseString(text) : reader.text(text);
    } catch (Exception e) {
      if (!fails) {
        throw new IllegalStateException(e);
      }
      return e;
    }
  }
}
