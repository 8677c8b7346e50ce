package io.fastaccel.agent.cli;

import io.fastaccel.interceptors.sqlite.index.IndexAdministration;
import java.io.Console;
import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Shows progress on a terminal's standard error, a few times a second; nothing elsewhere. */
final class ProgressBar implements IndexAdministration.Progress {

  private static final int WIDTH = 30;
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final PrintStream terminal;
  private long shownAt = System.nanoTime() - PAUSE_NANOS;
  private boolean shown;

  private ProgressBar(PrintStream terminal) {
    this.terminal = terminal;
  }

  @SuppressWarnings("SystemConsoleNull") // asked more below
  static ProgressBar create() {
    return new ProgressBar(isTerminal(System.console()) ? System.err : null);
  }

  /** From JDK 22 on there is a console also where there is no terminal; then it can be asked. */
  private static boolean isTerminal(Console console) {
    if (console == null || Runtime.version().feature() < 22) {
      return console != null;
    }
    try {
      return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }

  @Override
  public void rows(long done, long total) {
    long now = System.nanoTime();
    if (terminal == null || (done < total && now - shownAt < PAUSE_NANOS)) {
      return;
    }
    shownAt = now;
    shown = true;
    int filled = total == 0 ? 0 : (int) Math.min(WIDTH, WIDTH * done / total);
    terminal.printf(
        Locale.ROOT,
        "\r[%s%s] %,d of %,d rows ",
        "#".repeat(filled),
        ".".repeat(WIDTH - filled),
        done,
        total);
  }

  void end() {
    if (shown) {
      terminal.println();
    }
  }
}
