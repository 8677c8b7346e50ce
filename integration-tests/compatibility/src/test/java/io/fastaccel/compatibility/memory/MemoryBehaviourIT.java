package io.fastaccel.compatibility.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fastaccel.compatibility.Application;
import io.fastaccel.compatibility.Jdks;
import io.fastaccel.compatibility.applications.MemoryBehaviour;
import io.fastaccel.harness.JavaHome;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MemoryBehaviourIT {

  private static final int ROWS = 12_000;

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {"sqlite-oldest", "sqlite-3.41", "sqlite-3.43", "sqlite-3.47", "sqlite-latest"})
  void anApplicationSeesNoDifferenceWithAnyDriver(String driver) throws Exception {
    compare(driver, JavaHome.running());
  }

  @Test
  void anApplicationSeesNoDifferenceOnTheNewestJdk() throws Exception {
    compare("sqlite-latest", Jdks.latest());
  }

  private void compare(String driver, JavaHome jdk) throws Exception {
    Application.Result plain =
        Application.of(MemoryBehaviour.class)
            .on(driver)
            .on(jdk)
            .with(directory.resolve("plain.db"), ROWS)
            .run();
    Application.Result accelerated =
        Application.of(MemoryBehaviour.class)
            .on(driver)
            .on(jdk)
            .withAgent("memory.index-after=1")
            .with(directory.resolve("accelerated.db"), ROWS)
            .run();
    assertEquals(plain.output(), accelerated.output());
    assertTrue(
        accelerated.accelerated("memory") > 50, () -> accelerated.feature("memory").toString());
    assertTrue(
        accelerated.errors().stream().noneMatch(line -> line.contains("fast-accel")),
        () -> accelerated.errors().toString());
  }
}
