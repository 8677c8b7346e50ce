package io.fastaccel.benchmarks.json;

import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/**
 * Prints how many times as fast the clients of model providers and tool servers write and read with
 * the agent: CPU time of the calling thread, least of many rounds, without and with the agent in
 * turn; and what they allocate.
 *
 * <p>Arguments: the agent's jar; the folder with the program of the clients; seconds for each
 * exchange (default 4).
 */
public final class ClientTable {

  private ClientTable() {}

  /** Prints the table. */
  public static void main(String[] arguments) throws IOException {
    String agent = arguments.length > 0 ? arguments[0] : "agent/target/fast-accel.jar";
    String folder =
        arguments.length > 1 ? arguments[1] : "integration-tests/programs/clients/target";
    String seconds = arguments.length > 2 ? arguments[2] : "4";
    for (String file : List.of(agent, folder + "/program.jar")) {
      if (!new File(file).isFile()) {
        throw new IOException("no such jar: " + file);
      }
    }
    String classPath = folder + "/program.jar" + File.pathSeparator + folder + "/lib/*";
    String program = "org.example.clients.Traffic";
    System.out.println("Java " + Runtime.version() + "; plain, agent, ratio; bytes allocated");
    List<String> plain = Forked.run(null, classPath, program, seconds);
    List<String> ours = Forked.run(agent, classPath, program, seconds);
    for (int i = 0; i < plain.size(); i++) {
      String[] before = plain.get(i).split("\t", -1);
      String[] after = ours.get(i).split("\t", -1);
      System.out.printf(
          Locale.ROOT,
          "  %-36s %,10.0f %,10.0f ns %6.2fx %,10d %,10d B%n",
          before[0],
          Double.valueOf(before[1]),
          Double.valueOf(after[1]),
          Double.parseDouble(before[1]) / Double.parseDouble(after[1]),
          Long.valueOf(before[2]),
          Long.valueOf(after[2]));
    }
  }
}
