package io.fastaccel.interceptors.sqlite.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Compares searches through the index with the same searches without it, while everything that may
 * happen to a database happens to it. The number of compared searches is set with {@code
 * -Dfastaccel.fuzz.searches=1000000}, the first seed with {@code -Dfastaccel.fuzz.seed=42}.
 */
class SearchFuzzTest {

  private static final int SEARCHES = Integer.getInteger("fastaccel.fuzz.searches", 1_000);
  private static final long SEED = Long.getLong("fastaccel.fuzz.seed", 20_261_123L);

  @TempDir Path directory;

  @Test
  void searchesThroughTheIndexGiveTheSameRowsInTheSameOrder() throws Exception {
    Outcome outcome = run(SEARCHES, UnaryOperator.identity());
    assertEquals("", outcome.firstDifference);
    assertTrue(
        outcome.throughIndex * 4 > outcome.searches,
        () -> "too few of the searches went through the index: " + outcome.throughIndex);
  }

  @Test
  void aConditionThatForgetsTheLogIsFoundOut() throws Exception {
    Outcome outcome =
        run(
            SEARCHES,
            sql ->
                sql.replaceFirst(
                    "UNION ALL SELECT rid FROM main\\.\"[^\"]*\" WHERE v > \\?\\d+", ""));
    assertTrue(outcome.firstDifference.length() > 0, "nothing was found");
  }

  @Test
  void aConditionThatDoesNotCompareHistoriesIsFoundOut() throws Exception {
    Outcome outcome =
        run(SEARCHES, sql -> sql.replaceFirst("IS NOT \\?\\d+ OR", "IS NULL AND 0 OR"));
    assertTrue(outcome.firstDifference.length() > 0, "nothing was found");
  }

  private static final class Outcome {
    String firstDifference = "";
    int searches;
    int throughIndex;
  }

  private Outcome run(int searches, UnaryOperator<String> sabotage) throws Exception {
    Outcome outcome = new Outcome();
    for (long seed = SEED; outcome.searches < searches; seed++) {
      Path scenarioDirectory = directory.resolve("s" + seed);
      java.nio.file.Files.createDirectory(scenarioDirectory);
      try (FuzzScenario scenario = new FuzzScenario(seed, scenarioDirectory, sabotage)) {
        for (int step = 0; step < 150; step++) {
          String difference = scenario.step();
          if (difference != null) {
            outcome.firstDifference = "seed " + seed + ", step " + step + ": " + difference;
            return outcome;
          }
        }
        outcome.searches += scenario.searches();
        outcome.throughIndex += scenario.searchesThroughIndex();
      }
    }
    return outcome;
  }
}
