package io.fastaccel.agent.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class MainTest {

  private record Result(int exitCode, String output, String errors) {}

  private static Result run(String... arguments) {
    StringWriter output = new StringWriter();
    StringWriter errors = new StringWriter();
    int exitCode =
        Main.commandLine()
            .setOut(new PrintWriter(output, true))
            .setErr(new PrintWriter(errors, true))
            .execute(arguments);
    return new Result(exitCode, output.toString(), errors.toString());
  }

  private static void collect(CommandLine command, List<String> path, List<List<String>> all) {
    all.add(path);
    command
        .getSubcommands()
        .forEach(
            (name, each) -> {
              List<String> inner = new ArrayList<>(path);
              inner.add(name);
              collect(each, inner, all);
            });
  }

  @Test
  void everyCommandHasHelp() {
    List<List<String>> commands = new ArrayList<>();
    collect(Main.commandLine(), List.of(), commands);
    assertTrue(commands.size() > 14, commands.toString());
    for (List<String> command : commands) {
      for (String option : List.of("--help", "-h")) {
        List<String> arguments = new ArrayList<>(command);
        arguments.add(option);
        Result result = run(arguments.toArray(String[]::new));
        assertEquals(0, result.exitCode, arguments + result.errors);
        String usage = ("Usage: fast-accel " + String.join(" ", command)).strip();
        assertTrue(result.output.contains(usage), arguments + ": " + result.output);
        assertEquals("", result.errors);
      }
    }
  }

  @Test
  void withoutACommandThereIsHelp() {
    Result result = run();
    assertEquals(0, result.exitCode);
    assertTrue(result.output.contains("Exit codes: 0 done, 1 failed"), result.output);
  }

  @Test
  void mistakesAreNamedWithWhatIsRight() {
    for (String[] mistake :
        new String[][] {
          {"stats", "1"},
          {"status"},
          {"settings", "--jsn"},
          {"index"},
          {"index", "list"},
          {"enable", "1", "jsn"},
          {"enable", "1", "json", "--mode", "of"},
          {"disable", "1", "all"}
        }) {
      Result result = run(mistake);
      assertEquals(2, result.exitCode, String.join(" ", mistake) + result.errors);
      assertEquals("", result.output);
    }
    assertTrue(run("stats", "1").errors.contains("fast-accel status"));
    assertTrue(
        run("enable", "1", "jsn").errors.contains("'jsn' is none of json, memory, tasks, tools"));
    assertTrue(
        run("enable", "1", "json", "--mode", "of")
            .errors
            .contains("'of' is none of on, verify, report"));
  }

  @Test
  void whatCannotBeDoneIsALineAndExitCodeOne(@TempDir Path folder) throws Exception {
    Path text = Files.writeString(folder.resolve("text.jar"), "no archive");
    for (String[] command :
        new String[][] {
          {"doctor", "--app", folder.resolve("none.jar").toString()},
          {"doctor", "--app", text.toString()},
          {"status", "999999999"},
          {"index", "list", "--db", folder.resolve("none.db").toString()}
        }) {
      Result result = run(command);
      assertEquals(1, result.exitCode, String.join(" ", command));
      assertEquals("", result.output);
      assertEquals(1, result.errors.lines().count(), result.errors);
    }
  }

  @Test
  void resultsCanBeReadByPrograms() {
    JsonObject settings =
        JsonParser.parseString(run("settings", "--json").output).getAsJsonObject();
    assertEquals("on", settings.getAsJsonObject("fastaccel.mode").get("default").getAsString());
    JsonObject version = JsonParser.parseString(run("version", "--json").output).getAsJsonObject();
    assertEquals(
        "fast-accel " + version.get("version").getAsString(), run("--version").output.strip());
  }

  @Test
  void theCompletionKnowsFeaturesAndModes() {
    Result result = run("generate-completion");
    assertEquals(0, result.exitCode);
    for (String words :
        List.of("\"json\" \"memory\" \"tasks\" \"tools\"", "\"on\" \"verify\" \"report\"")) {
      assertTrue(result.output.contains(words), words);
    }
  }
}
