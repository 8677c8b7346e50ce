package io.fastaccel.compatibility.applications;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** Another process, without the agent, that writes to the application's databases when told to. */
final class MemoryForeigner implements AutoCloseable {

  private final Process process;
  private final PrintWriter in;
  private final BufferedReader out;

  MemoryForeigner() throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xshare:auto",
            "-cp",
            System.getProperty("java.class.path"),
            MemoryForeigner.class.getName());
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    process = builder.start();
    in = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
    out = process.inputReader(StandardCharsets.UTF_8);
  }

  /** Executes one line of SQL there and waits for its end. */
  String execute(Path database, String sql) throws IOException {
    in.println(database);
    in.println(sql);
    String answer = out.readLine();
    if (answer == null) {
      throw new IOException("the other process has ended");
    }
    return answer;
  }

  @Override
  public void close() {
    process.destroy();
  }

  /** The other process. */
  public static void main(String[] arguments) throws IOException {
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    PrintWriter answers =
        new PrintWriter(new java.io.OutputStreamWriter(System.out, StandardCharsets.UTF_8), true);
    for (String file = lines.readLine(); file != null; file = lines.readLine()) {
      // Whoever is answered may put another file in the place: this one must be closed by then.
      answers.println(execute(file, lines.readLine()));
    }
  }

  private static String execute(String file, String sql) {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + file + "?busy_timeout=10000");
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
      return "done";
    } catch (SQLException e) {
      return e.getMessage();
    }
  }
}
