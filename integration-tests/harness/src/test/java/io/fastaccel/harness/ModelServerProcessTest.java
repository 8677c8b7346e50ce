package io.fastaccel.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ModelServerProcessTest {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  /** Starts a server, tells its process and waits for its own end. */
  public static final class Parent {

    public static void main(String... arguments) throws Exception {
      try (ModelServerProcess model =
          ModelServerProcess.start(JavaHome.running(), ModelScript.RESEARCH)) {
        System.out.println(model.pid());
        while (System.in.read() >= 0) {
          // Nothing is expected but the end.
        }
      }
    }
  }

  @Test
  void isReadyWhenStarted() throws Exception {
    try (ModelServerProcess model =
        ModelServerProcess.start(JavaHome.running(), ModelScript.RESEARCH)) {
      assertEquals(List.of(), model.takeRequests());
    }
  }

  @Test
  void endsWithAParentThatIsKilled() throws Exception {
    Path[] classPath =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
            .map(Path::of)
            .toArray(Path[]::new);
    try (RunningJava parent =
        JavaCommand.on(JavaHome.running()).mainClass(Parent.class.getName(), classPath).start()) {
      long pid = Long.parseLong(parent.awaitLine(line -> line.matches("\\d+"), LIMIT));
      ProcessHandle server = ProcessHandle.of(pid).orElseThrow();
      // Not RunningJava.kill, which would kill the server, too.
      ProcessHandle.of(parent.pid()).orElseThrow().destroyForcibly();
      server.onExit().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
      assertFalse(server.isAlive());
    }
  }
}
