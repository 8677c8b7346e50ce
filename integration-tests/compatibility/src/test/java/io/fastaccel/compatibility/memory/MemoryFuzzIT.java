package io.fastaccel.compatibility.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fastaccel.compatibility.Application;
import io.fastaccel.compatibility.FaultyJar;
import io.fastaccel.compatibility.applications.MemoryFuzz;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random applications on random databases see the same with and without the agent. How many
 * searches is set with {@code -Dfastaccel.fuzz.searches=1000000}, the first database with {@code
 * -Dfastaccel.fuzz.seed=42}; each 3,000 searches or so are a database.
 */
class MemoryFuzzIT {

  private static final long SEARCHES = Long.getLong("fastaccel.fuzz.searches", 2_400);
  private static final long SEED = Long.getLong("fastaccel.fuzz.seed", 1);
  private static final String PLACE = "io/fastaccel/interceptors/sqlite/";

  @TempDir Path directory;

  /**
   * The index is used also where it does not pay, and built again without a pause: tables can be
   * small, so that there is time for many searches.
   */
  @Test
  void anApplicationSeesNoDifferenceWhateverItDoes() throws Exception {
    Path jar = directory.resolve("eager.jar");
    Map<String, Number> eager =
        Map.of(PLACE + "Searches.scan", 1e12, PLACE + "index/Patience.mayBegin", 1);
    assertEquals(2, FaultyJar.returning(Application.agentJar(), jar, eager).size());
    long served = fuzz(jar, SEARCHES);
    assertTrue(served * 5 > SEARCHES, () -> "served by the index: " + served);
  }

  @Test
  void norWhereTheIndexIsUsedAsItPays() throws Exception {
    fuzz(Application.agentJar(), Math.max(2_400, SEARCHES / 20));
  }

  private long fuzz(Path jar, long searches) throws Exception {
    Application.Result plain = fuzz("plain", searches).run();
    Application.Result accelerated =
        fuzz("accelerated", searches).withAgent(jar, "memory.index-after=0").run();
    assertEquals(plain.output(), accelerated.output());
    assertTrue(
        accelerated.errors().stream().noneMatch(line -> line.contains("fast-accel")),
        () -> accelerated.errors().toString());
    long served = accelerated.accelerated("memory");
    assertTrue(served > 0, () -> accelerated.feature("memory").toString());
    String last = accelerated.output().get(accelerated.output().size() - 1);
    System.out.println(last + ", served by the index: " + served);
    return served;
  }

  private Application fuzz(String folder, long searches) throws Exception {
    return Application.of(MemoryFuzz.class)
        .on("sqlite-latest")
        .jvm("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
        .within(Duration.ofMinutes(3 + searches / 3_000))
        .with(Files.createDirectory(directory.resolve(folder)), SEED, searches);
  }
}
