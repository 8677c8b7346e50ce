package io.fastaccel.harness;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * A Java program to be run in a process of its own. What the environment says to every JVM ({@code
 * JDK_JAVA_OPTIONS} and the like) and to the agent ({@code FASTACCEL_…}) is not handed on, so that
 * a run depends on this command alone. For one thread.
 */
public final class JavaCommand {

  private final JavaHome home;
  private final List<String> jvmOptions = new ArrayList<>();
  private final List<String> program = new ArrayList<>();
  private final List<String> arguments = new ArrayList<>();
  private final Map<String, String> environment = new HashMap<>();
  private Path directory;
  private Consumer<String> lineListener = line -> {};

  private JavaCommand(JavaHome home) {
    this.home = home;
  }

  /** A command for a JDK. */
  public static JavaCommand on(JavaHome home) {
    return new JavaCommand(home);
  }

  /** Adds options for the JVM, for example {@code -Xmx1g}. */
  public JavaCommand jvmOptions(String... options) {
    jvmOptions.addAll(List.of(options));
    return this;
  }

  /** Adds an agent. */
  public JavaCommand agent(Path jar) {
    return jvmOptions("-javaagent:" + jar.toAbsolutePath());
  }

  /** The program is the main class of a jar. */
  public JavaCommand jar(Path jar) {
    program.addAll(List.of("-jar", jar.toAbsolutePath().toString()));
    return this;
  }

  /** The program is a class. */
  public JavaCommand mainClass(String name, Path... classPath) {
    program.add("-cp");
    program.add(
        Arrays.stream(classPath)
            .map(entry -> entry.toAbsolutePath().toString())
            .collect(Collectors.joining(File.pathSeparator)));
    program.add(name);
    return this;
  }

  /** Adds arguments for the program. */
  public JavaCommand arguments(Object... values) {
    for (Object value : values) {
      arguments.add(value.toString());
    }
    return this;
  }

  /** Sets an environment variable. */
  public JavaCommand environment(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /** Sets the working directory; this process's own when left out. */
  public JavaCommand directory(Path path) {
    directory = path;
    return this;
  }

  /** Hands every line of standard output to a listener as it comes, on another thread. */
  public JavaCommand onLine(Consumer<String> listener) {
    lineListener = listener;
    return this;
  }

  /** Starts the program; the caller must close the result, which ends it. */
  public RunningJava start() throws IOException {
    List<String> command = new ArrayList<>();
    command.add(home.launcher().toString());
    command.addAll(jvmOptions);
    command.addAll(program);
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    if (directory != null) {
      builder.directory(directory.toFile());
    }
    builder
        .environment()
        .keySet()
        .removeIf(
            name ->
                name.equals("JDK_JAVA_OPTIONS")
                    || name.equals("JAVA_TOOL_OPTIONS")
                    || name.equals("_JAVA_OPTIONS")
                    || name.startsWith("FASTACCEL_"));
    builder.environment().putAll(environment);
    return new RunningJava(command, builder.start(), lineListener);
  }

  /**
   * Runs the program to its end, with nothing on standard input.
   *
   * @throws IllegalStateException when it takes longer than {@code limit}; it is killed then, and
   *     the message holds what it had printed
   */
  public FinishedJava run(Duration limit) throws IOException, InterruptedException {
    try (RunningJava running = start()) {
      running.closeInput();
      return running.await(limit);
    }
  }
}
