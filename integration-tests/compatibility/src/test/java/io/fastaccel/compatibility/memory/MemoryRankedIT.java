package io.fastaccel.compatibility.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fastaccel.compatibility.Application;
import io.fastaccel.compatibility.applications.RankedMemory;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Searches by rank: other rows than without the agent, but those that are promised. */
class MemoryRankedIT {

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"sqlite-oldest", "sqlite-latest"})
  void theRowsThatFitTheWordsBestComeFirst(String driver) throws Exception {
    Map<String, String> found = search(driver, "unicode61", 20);
    assertEquals("10 20 31", found.get("words"));
    assertEquals("40", found.get("text"));
    assertEquals("", found.get("endings"));
    assertEquals("60", found.get("accents"));
    assertEquals("", found.get("parts"));
    assertEquals(20, found.get("many").split(" ", -1).length);
    assertEquals("", found.get("short"));
    assertEquals("10 20", found.get("limit"));
    assertEquals("31 20 10", found.get("own order"));
    assertEquals("10 31", found.get("joined"));
    assertEquals("10 20 31", found.get("two texts"));
    assertEquals("2", found.get("count"));
    assertEquals("10 20 31", found.get("literal"));
    // What was written just now is found by its text, in front of what has a rank.
    assertTrue(found.get("changed").matches("(9001 )?20 31( 9001)?"), found.get("changed"));
    assertTrue(found.get("changed").contains("9001"), found.get("changed"));
    assertEquals("120", found.get("written and found"));
    // A temporary table has no ranks: its rows are searched exactly.
    assertEquals("", found.get("hidden"));
  }

  @Test
  void whatTheUserLooksForIsNeverReadAsAQuery() throws Exception {
    Map<String, String> found = search("sqlite-latest", "unicode61", 2);
    // Each is words to look for; none is an operator, and none an error.
    assertEquals("10 20", found.get("odd NOT turbine"));
    assertEquals("10 20", found.get("odd turbine*"));
    assertEquals("", found.get("odd c:turbine"));
    assertEquals("10 20", found.get("odd {turbine}"));
    assertEquals("10 20", found.get("odd ^turbine"));
    assertEquals("", found.get("odd \""));
    assertEquals("10 20", found.get("odd turbine) --"));
    assertEquals("10 20", found.get("odd -turbine +wind"));
  }

  @Test
  void tokenizersCanBeChosenAndLiveSideBySide() throws Exception {
    Path file = directory.resolve("memory.db");
    assertEquals("", search("sqlite-latest", "unicode61", 20, file).get("endings"));
    assertEquals("50", search("sqlite-latest", "porter", 20, file, "filled").get("endings"));
    assertEquals("9001 20", search("sqlite-latest", "trigram", 20, file, "filled").get("parts"));
    assertEquals(
        "9001 20 31", search("sqlite-latest", "unicode61", 20, file, "filled").get("words"));
  }

  @Test
  void withoutTheSwitchNothingIsRanked() throws Exception {
    List<String> plain = application("plain.db").run().output();
    List<String> exact = application("exact.db").withAgent("memory.index-after=1").run().output();
    assertEquals(plain, exact);
  }

  private Application application(String file) {
    return Application.of(RankedMemory.class).on("sqlite-latest").with(directory.resolve(file));
  }

  private Map<String, String> search(String driver, String tokenizer, int limit) throws Exception {
    return search(driver, tokenizer, limit, directory.resolve("memory.db"));
  }

  private static Map<String, String> search(
      String driver, String tokenizer, int limit, Object... arguments) throws Exception {
    Application.Result result =
        Application.of(RankedMemory.class)
            .on(driver)
            .with(arguments)
            .withAgent(
                "memory.index-after=1",
                "memory.ranked=bm25",
                "memory.ranked.tokenizer=" + tokenizer,
                "memory.ranked.limit=" + limit)
            .run();
    assertTrue(
        result.feature("memory").path("ranked").asInt() >= 10,
        () -> result.feature("memory").toString());
    assertTrue(
        result.errors().stream().noneMatch(line -> line.contains("fast-accel")),
        () -> result.errors().toString());
    Map<String, String> found = new TreeMap<>();
    for (String line : result.output()) {
      int colon = line.lastIndexOf(':');
      found.put(line.substring(0, colon), line.substring(colon + 1).trim());
    }
    return found;
  }
}
