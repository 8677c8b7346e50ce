package io.fastaccel.compatibility.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fastaccel.compatibility.Application;
import io.fastaccel.compatibility.applications.MemorySearch;
import io.fastaccel.compatibility.applications.MemoryWriter;
import io.fastaccel.harness.RunningJava;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryCrashIT {

  private static final int KILLS = Integer.getInteger("fastaccel.crash.kills", 6);

  @TempDir Path directory;

  @Test
  void aProcessKilledWhileItIndexesLosesNothingAndSearchesStayExact() throws Exception {
    Path database = directory.resolve("memory.db");
    MemorySearch.create(database.toString(), 20_000);
    Random random = new Random(99);
    for (int kill = 0; kill < KILLS; kill++) {
      int rounds = 1 + random.nextInt(400);
      AtomicInteger seen = new AtomicInteger();
      try (RunningJava writer =
          Application.of(MemoryWriter.class)
              .on("sqlite-latest")
              .withAgent("memory.index-after=1")
              .with(database, kill)
              .start()) {
        writer.awaitLine(line -> seen.incrementAndGet() >= rounds, Duration.ofMinutes(2));
        writer.kill();
      }
      assertSound(database);
      Application.Result plain = search().with(database, "search").run();
      Application.Result accelerated =
          search().withAgent("memory.index-after=1").with(database, "search").run();
      assertEquals(plain.output(), accelerated.output());
      assertTrue(
          accelerated.accelerated("memory") > 0, () -> accelerated.feature("memory").toString());
    }
  }

  private static Application search() {
    return Application.of(MemoryWriter.class).on("sqlite-latest");
  }

  private static void assertSound(Path database) throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("PRAGMA integrity_check")) {
      assertTrue(result.next());
      assertEquals("ok", result.getString(1));
    }
  }
}
