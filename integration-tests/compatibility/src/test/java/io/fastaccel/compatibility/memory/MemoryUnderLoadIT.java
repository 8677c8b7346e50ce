package io.fastaccel.compatibility.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fastaccel.compatibility.Application;
import io.fastaccel.compatibility.applications.MemorySearch;
import io.fastaccel.compatibility.applications.MemoryUnderLoad;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * An index is begun under steady readers and writers: they get no error from it, and the right
 * rows.
 */
class MemoryUnderLoadIT {

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"DELETE", "WAL"})
  void anIndexIsBegunAndNobodyNotices(String journal) throws Exception {
    Path database = folder.resolve("memory.db");
    MemorySearch.create(database.toString(), 5_000);
    Application.Result result =
        Application.of(MemoryUnderLoad.class)
            .on("sqlite-latest")
            .within(Duration.ofMinutes(5))
            .withAgent("memory.index-after=1")
            .with(database, journal)
            .run();
    assertEquals(List.of("failure: null"), result.output());
    assertTrue(result.accelerated("memory") > 0, () -> result.feature("memory").toString());
  }
}
