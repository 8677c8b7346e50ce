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
    long served = fuzz(eagerJar(), 0, SEARCHES);
    assertTrue(served * 5 > SEARCHES, () -> "served by the index: " + served);
  }

  @Test
  void norWhereTheIndexIsUsedAsItPays() throws Exception {
    fuzz(Application.agentJar(), 0, Math.max(2_400, SEARCHES / 20));
  }

  /** The work in the background is held up at any place, so that it meets any of what is done. */
  @Test
  void norWhereTheMachineIsBusy() throws Exception {
    Path jar = directory.resolve("slow.jar");
    // Nobody waits for what looks at texts alone, and it is called often.
    FaultyJar.throwing(
        eagerJar(),
        jar,
        method ->
            method.startsWith(PLACE)
                && !method.startsWith(PLACE + "sql/")
                && !method.startsWith(PLACE + "index/Sample."));
    fuzz(jar, 300, Math.max(1_200, SEARCHES / 50));
  }

  private Path eagerJar() throws Exception {
    Path jar = directory.resolve("eager.jar");
    Map<String, Number> eager =
        Map.of(PLACE + "Searches.scan", 1e12, PLACE + "index/Patience.mayBegin", 1);
    assertEquals(2, FaultyJar.returning(Application.agentJar(), jar, eager).size());
    return jar;
  }

  private long fuzz(Path jar, int pauseOneIn, long searches) throws Exception {
    Application.Result plain = fuzz("plain", searches).run();
    Application.Result accelerated =
        fuzz("accelerated", searches)
            .jvm("-Dfaults.pause-one-in=" + pauseOneIn)
            .withAgent(jar, "memory.index-after=0")
            .run();
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
