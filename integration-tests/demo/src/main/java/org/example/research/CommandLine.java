package org.example.research;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** What the user asked for. */
record CommandLine(
    String command,
    Path database,
    String modelUrl,
    Path transcript,
    Path metrics,
    int turns,
    int rows) {

  static final String USAGE =
      """
      usage: java -jar demo.jar [import] [options]

        --model-url URL    an OpenAI-compatible server, for example http://localhost:8080/v1;
                           the environment variable OPENAI_API_KEY is its key, if it needs one
        --db FILE          the memory, a SQLite database (research.db); filled when it is missing
        --transcript FILE  where the session is saved (transcript.json, and transcript.jsonl)
        --metrics FILE     where to write how long things took (nowhere)
        --turns N          how many questions to ask (12)

        import             only fill the memory
        --rows N           how many notes a new memory gets (100000)""";

  /**
   * Reads the arguments.
   *
   * @throws IllegalArgumentException when they make no sense, with a message for the user
   */
  static CommandLine parse(String... arguments) {
    String command = "research";
    Map<String, String> options = new HashMap<>();
    for (int i = 0; i < arguments.length; i++) {
      String argument = arguments[i];
      if (i == 0 && argument.equals("import")) {
        command = argument;
      } else if (!argument.startsWith("--") || i + 1 == arguments.length) {
        throw new IllegalArgumentException("cannot understand " + argument);
      } else {
        options.put(argument.substring(2), arguments[++i]);
      }
    }
    String metrics = options.remove("metrics");
    CommandLine commandLine =
        new CommandLine(
            command,
            Path.of(removeOr(options, "db", "research.db")),
            options.remove("model-url"),
            Path.of(removeOr(options, "transcript", "transcript.json")),
            metrics == null ? null : Path.of(metrics),
            number("turns", removeOr(options, "turns", Integer.toString(Agenda.count()))),
            number("rows", removeOr(options, "rows", Integer.toString(MemoryArchive.ROWS))));
    if (!options.isEmpty()) {
      throw new IllegalArgumentException("unknown option --" + options.keySet().iterator().next());
    }
    if (command.equals("research") && commandLine.modelUrl() == null) {
      throw new IllegalArgumentException("--model-url is missing");
    }
    return commandLine;
  }

  private static String removeOr(Map<String, String> options, String name, String otherwise) {
    String value = options.remove(name);
    return value == null ? otherwise : value;
  }

  private static int number(String name, String value) {
    try {
      int number = Integer.parseInt(value);
      if (number > 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Told below, with the option's name.
    }
    throw new IllegalArgumentException("--" + name + " needs a number above zero, not " + value);
  }
}
