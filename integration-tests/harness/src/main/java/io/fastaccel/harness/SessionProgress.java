package io.fastaccel.harness;

import java.io.PrintStream;

/** Shows how far a session of the demo is: in one line, or all that it prints. */
final class SessionProgress {

  private final PrintStream out;
  private final boolean everything;

  SessionProgress(PrintStream out, String title, boolean everything) {
    this.out = out;
    this.everything = everything;
    out.print(title + (everything ? "\n" : " "));
    out.flush();
  }

  /** A line of the application's output. */
  void line(String line) {
    if (everything) {
      out.println("    | " + line);
    } else if (line.startsWith("[")) {
      out.print(' ' + line.substring(1, line.indexOf('/')));
      out.flush();
    }
  }

  /** The session has ended. */
  void end(DemoSession session) {
    out.printf("%s  %.1f s%n", everything ? "  " : "", session.wallMillis() / 1e3);
  }
}
