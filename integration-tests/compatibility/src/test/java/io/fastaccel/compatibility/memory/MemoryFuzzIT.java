package io.fastaccel.compatibility.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fastaccel.compatibility.Application;
import io.fastaccel.compatibility.applications.MemoryFuzz;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random applications on random databases see the same with and without the agent. How many
 * searches is set with {@code -Dfastaccel.fuzz.searches=1000000}, the first database with {@code
 * -Dfastaccel.fuzz.seed=42}; each 2,100 searches or so are a database.
 */
class MemoryFuzzIT {

  private static final long SEARCHES = Long.getLong("fastaccel.fuzz.searches", 2_400);
  private static final long SEED = Long.getLong("fastaccel.fuzz.seed", 1);

  @TempDir Path directory;

  @Test
  void anApplicationSeesNoDifferenceWhateverItDoes() throws Exception {
    Application.Result plain = fuzz("plain").run();
    Application.Result accelerated = fuzz("accelerated").withAgent("memory.index-after=0").run();
    assertEquals(plain.output(), accelerated.output());
    assertTrue(
        accelerated.accelerated("memory") * 100 > SEARCHES,
        () -> accelerated.feature("memory").toString());
    assertTrue(
        accelerated.errors().stream().noneMatch(line -> line.contains("fast-accel")),
        () -> accelerated.errors().toString());
  }

  private Application fuzz(String folder) throws Exception {
    return Application.of(MemoryFuzz.class)
        .on("sqlite-latest")
        .within(Duration.ofMinutes(3 + SEARCHES / 300))
        .with(Files.createDirectory(directory.resolve(folder)), SEED, SEARCHES);
  }
}
