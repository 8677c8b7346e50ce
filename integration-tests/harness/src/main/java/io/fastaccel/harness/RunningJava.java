package io.fastaccel.harness;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * A Java program that was started in a process of its own. Its output is read all the time, so it
 * never blocks on a full pipe; every wait has a limit. May be used by several threads.
 */
public final class RunningJava implements AutoCloseable {

  /** How long output may lag behind the end of the process, or a killed process live on. */
  private static final Duration GRACE = Duration.ofSeconds(10);

  private final List<String> command;
  private final Process process;
  private final List<String> output = new ArrayList<>();
  private final List<String> errors = new ArrayList<>();
  private final Thread outputReader;
  private final Thread errorReader;
  private final Thread killer;
  private boolean outputEnded;

  RunningJava(List<String> command, Process process, Consumer<String> lineListener) {
    this.command = List.copyOf(command);
    this.process = process;
    // Nothing that was started outlives this JVM, not even when it is interrupted from a keyboard.
    killer = new Thread(this::kill, "kill " + process.pid());
    Runtime.getRuntime().addShutdownHook(killer);
    outputReader = reader("output of " + process.pid(), () -> readOutput(lineListener));
    errorReader = reader("errors of " + process.pid(), this::readErrors);
  }

  /** The process's number. */
  public long pid() {
    return process.pid();
  }

  /** Whether the process is still there. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** Sends a line to the program's standard input. */
  public void writeLine(String line) throws IOException {
    process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().flush();
  }

  /** Ends the program's standard input. */
  public void closeInput() {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      // The program has ended or does not listen any more.
    }
  }

  /**
   * Waits for the first line of standard output that fulfils a condition.
   *
   * @throws IllegalStateException when the output ends or {@code limit} passes before
   */
  public String awaitLine(Predicate<String> condition, Duration limit) throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    int seen = 0;
    synchronized (output) {
      while (true) {
        for (; seen < output.size(); seen++) {
          if (condition.test(output.get(seen))) {
            return output.get(seen);
          }
        }
        long left = deadline - System.nanoTime();
        if (outputEnded || left <= 0) {
          break;
        }
        TimeUnit.NANOSECONDS.timedWait(output, left);
      }
    }
    throw new IllegalStateException(
        (isAlive() ? "no such line within " + limit : "ended without such a line")
            + ": "
            + soFar());
  }

  /**
   * Waits for the end of the program.
   *
   * @throws IllegalStateException when it takes longer than {@code limit}; the program is killed
   *     then, and the message holds what it had printed
   */
  public FinishedJava await(Duration limit) throws InterruptedException {
    if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
      kill();
      throw new IllegalStateException("still running after " + limit + ": " + soFar());
    }
    outputReader.join(GRACE.toMillis());
    errorReader.join(GRACE.toMillis());
    return soFar();
  }

  /** Kills the program as the operating system does it: without shutdown hooks. */
  public void kill() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  /** Ends the program if it still runs. */
  @Override
  public void close() {
    kill();
    try {
      if (!process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IllegalStateException("cannot kill " + soFar());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    try {
      Runtime.getRuntime().removeShutdownHook(killer);
    } catch (IllegalStateException e) {
      // This JVM is ending: the hook runs or has run.
    }
  }

  private FinishedJava soFar() {
    synchronized (output) {
      return new FinishedJava(
          command,
          process.isAlive() ? -1 : process.exitValue(),
          List.copyOf(output),
          List.copyOf(errors));
    }
  }

  private void readOutput(Consumer<String> listener) {
    try {
      readLines(
          process.getInputStream(),
          line -> {
            synchronized (output) {
              output.add(line);
              output.notifyAll();
            }
            listener.accept(line);
          });
    } finally {
      synchronized (output) {
        outputEnded = true;
        output.notifyAll();
      }
    }
  }

  private void readErrors() {
    readLines(
        process.getErrorStream(),
        line -> {
          synchronized (output) {
            errors.add(line);
          }
        });
  }

  private static void readLines(InputStream in, Consumer<String> lines) {
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      String line;
      while ((line = reader.readLine()) != null) {
        lines.accept(line);
      }
    } catch (IOException e) {
      // The stream of a killed process ends like this; anything else shows as missing output.
      if (!String.valueOf(e.getMessage()).contains("closed")) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static Thread reader(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }
}
