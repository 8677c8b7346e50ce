package io.fastaccel.agent.cli;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URISyntaxException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.List;

/**
 * A running JVM, reached by the JVM's attach mechanism, which lets in the same user alone. Requests
 * and answers are files in a new folder that nobody else can enter. Not for several threads.
 *
 * <p>The attach API is called by reflection: its module belongs to the application class loader,
 * which the agent's does not see.
 */
final class AttachedJvm implements AutoCloseable {

  private final Class<?> type;
  private final Object machine;
  private final String pid;

  private AttachedJvm(Class<?> type, Object machine, String pid) {
    this.type = type;
    this.machine = machine;
    this.pid = pid;
  }

  static AttachedJvm attach(String pid) throws CommandFailure {
    try {
      Class<?> type =
          Class.forName(
              "com.sun.tools.attach.VirtualMachine", true, ClassLoader.getSystemClassLoader());
      return new AttachedJvm(type, type.getMethod("attach", String.class).invoke(null, pid), pid);
    } catch (ClassNotFoundException e) {
      throw new CommandFailure(
          "this Java has no module jdk.attach; run the command with the java of a JDK");
    } catch (InvocationTargetException e) {
      throw new CommandFailure(reasonNotAttached(pid, e.getCause()));
    } catch (ReflectiveOperationException e) {
      throw new CommandFailure("cannot attach to " + pid + ": " + e);
    }
  }

  private static String reasonNotAttached(String pid, Throwable cause) {
    boolean runs = pid.matches("\\d{1,18}") && ProcessHandle.of(Long.parseLong(pid)).isPresent();
    if (!runs) {
      return "there is no process " + pid + " that this user can see";
    }
    return "cannot attach to "
        + pid
        + ": "
        + cause.getMessage()
        + ". It must be a JVM of the same user, in the same container, that was not started with"
        + " -XX:+DisableAttachMechanism; statistics can still be had at its end with"
        + " -Dfastaccel.stats=FILE, and features be switched by settings at its start.";
  }

  /** Starts the agent in it, with settings as behind {@code -javaagent:fast-accel.jar=}. */
  void start(String settings) throws CommandFailure {
    loadAgent(settings);
  }

  /** Asks the agent in it; one word of the request a line. */
  String ask(String... request) throws CommandFailure {
    Path folder = null;
    try {
      folder = privateFolder();
      Files.write(folder.resolve("request"), List.of(request));
      giveTo(owner(), folder);
      loadAgent("control:" + folder.toAbsolutePath());
      Path answer = folder.resolve("answer");
      if (!Files.exists(answer)) {
        throw new CommandFailure(
            "no agent is active in "
                + pid
                + ": it was started without -javaagent:fast-accel.jar or with"
                + " fastaccel.enabled=false. The command attach starts it.");
      }
      return Files.readString(answer);
    } catch (IOException e) {
      throw new CommandFailure("no answer from " + pid + ": " + e);
    } finally {
      delete(folder);
    }
  }

  private static Path privateFolder() throws IOException {
    try {
      return Files.createTempDirectory(
          "fast-accel-",
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (UnsupportedOperationException e) {
      // Windows: the user's own folder for temporary files is private.
      return Files.createTempDirectory("fast-accel-");
    }
  }

  /** The user that the process runs as; {@code null} where that cannot be told. */
  private UserPrincipal owner() {
    try {
      return Files.getOwner(Path.of("/proc", pid));
    } catch (IOException | UnsupportedOperationException e) {
      return null;
    }
  }

  /** An administrator may ask another user's JVM, which must be able to read and to answer. */
  private static void giveTo(UserPrincipal user, Path folder) throws IOException {
    if (user != null && !user.equals(Files.getOwner(folder))) {
      try {
        Files.setOwner(folder.resolve("request"), user);
        Files.setOwner(folder, user);
      } catch (FileSystemException e) {
        // Not an administrator: attaching has told whether it is allowed.
        return;
      }
    }
  }

  private static void delete(Path folder) {
    if (folder == null) {
      return;
    }
    for (String file : List.of("request", "answer", "answer.part", "")) {
      try {
        Files.deleteIfExists(folder.resolve(file));
      } catch (IOException e) {
        // It is private, empty or nearly so, and where temporary files are.
        return;
      }
    }
  }

  private void loadAgent(String arguments) throws CommandFailure {
    try {
      Path jar =
          Path.of(AttachedJvm.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      type.getMethod("loadAgent", String.class, String.class)
          .invoke(machine, jar.toString(), arguments);
    } catch (InvocationTargetException e) {
      throw new CommandFailure("the JVM " + pid + " does not load the agent: " + e.getCause());
    } catch (ReflectiveOperationException | URISyntaxException e) {
      throw new CommandFailure("the JVM " + pid + " does not load the agent: " + e);
    }
  }

  @Override
  public void close() {
    try {
      type.getMethod("detach").invoke(machine);
    } catch (ReflectiveOperationException e) {
      // This process ends in a moment.
      return;
    }
  }
}
