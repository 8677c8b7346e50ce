package io.fastaccel.harness;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the comparison was asked to do. */
record DemoOptions(
    Path agent,
    Path demo,
    Path work,
    Path json,
    int java,
    int turns,
    int sessions,
    int warmUp,
    int rows,
    boolean verbose) {

  static final String USAGE =
      """
      Runs an ordinary LangChain4j application without and with the agent, checks that its
      results are the same, and prints what became faster.

        --turns N      questions in a session (12)
        --sessions N   sessions that are measured, without and with the agent (2)
        --warm-up N    sessions at most before them, in which the agent builds its index of the
                       memory in the background (3)
        --rows N       notes in the application's memory (100000)
        --java N       the JDK that runs the application, for example 25 (the running one)
        --json FILE    also write the table as JSON
        --verbose      show everything that the application prints
        --agent FILE   the agent (agent/target/fast-accel.jar)
        --demo FILE    the application (integration-tests/demo/target/demo.jar)
        --work DIR     where it runs (integration-tests/demo/target/comparison)""";

  /**
   * Reads the arguments.
   *
   * @throws IllegalArgumentException when they make no sense, with a message for the user
   */
  static DemoOptions parse(List<String> arguments) {
    Map<String, String> given = new HashMap<>();
    boolean verbose = false;
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      if (argument.equals("--verbose")) {
        verbose = true;
      } else if (!argument.startsWith("--") || i + 1 == arguments.size()) {
        throw new IllegalArgumentException("cannot understand " + argument);
      } else {
        given.put(argument.substring(2), arguments.get(++i));
      }
    }
    String json = given.remove("json");
    DemoOptions options =
        new DemoOptions(
            Path.of(removeOr(given, "agent", "agent/target/fast-accel.jar")),
            Path.of(removeOr(given, "demo", "integration-tests/demo/target/demo.jar")),
            Path.of(removeOr(given, "work", "integration-tests/demo/target/comparison")),
            json == null ? null : Path.of(json),
            number(given, "java", Runtime.version().feature(), 17),
            number(given, "turns", 12, 1),
            number(given, "sessions", 2, 1),
            number(given, "warm-up", 3, 0),
            number(given, "rows", 100_000, 1),
            verbose);
    if (!given.isEmpty()) {
      throw new IllegalArgumentException("unknown option --" + given.keySet().iterator().next());
    }
    return options;
  }

  private static String removeOr(Map<String, String> given, String name, String otherwise) {
    String value = given.remove(name);
    return value == null ? otherwise : value;
  }

  private static int number(Map<String, String> given, String name, int otherwise, int least) {
    String value = removeOr(given, name, Integer.toString(otherwise));
    try {
      int number = Integer.parseInt(value);
      if (number >= least) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Told below, with the option's name.
    }
    throw new IllegalArgumentException(
        "--" + name + " needs a number from " + least + ", not " + value);
  }
}
