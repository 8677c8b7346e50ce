package io.fastaccel.compatibility.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fastaccel.compatibility.Application;
import io.fastaccel.compatibility.FaultyJar;
import io.fastaccel.compatibility.applications.MemorySearch;
import io.fastaccel.compatibility.applications.MemoryVersions;
import io.fastaccel.harness.FinishedJava;
import io.fastaccel.harness.RunningJava;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Two processes with agents of two formats work on one database at once. Each finds what is in the
 * table, the newer one has an index, and neither creates anything again and again.
 */
class MemoryVersionsIT {

  private static final int FORMAT = 2;
  private static final int NEWER = FORMAT + 1;
  private static final String ROUNDS = "150";
  private static final Duration LIMIT = Duration.ofMinutes(2);

  @TempDir static Path jars;
  @TempDir Path folder;

  private static Path newer;

  private final List<Path> statistics = new ArrayList<>();
  private Path database;

  @BeforeAll
  static void makeNewer() throws Exception {
    newer = jars.resolve("newer.jar");
    List<String> places =
        FaultyJar.returning(
            Application.agentJar(),
            newer,
            Map.of("io/fastaccel/interceptors/sqlite/index/Names.format", NEWER));
    assertEquals(1, places.size(), places.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"DELETE", "WAL"})
  void theNewerTakesOver(String journal) throws Exception {
    create(journal);
    try (RunningJava older = start(Application.agentJar(), "older");
        RunningJava later = start(newer, "newer")) {
      tell(older, "index");
      assertEquals(List.of(FORMAT), formats());
      older.writeLine(ROUNDS);
      tell(later, "index");
      done(older);
      // The older one may have been about to begin anew; now it knows.
      both(older, later);
      tell(later, "index");
      final long version = both(older, later);
      assertEquals(version, both(older, later), "somebody created something again");
      assertEquals(List.of(NEWER), formats());
      end(older);
      end(later);
    }
    assertServed(statistics.get(1));
    assertLeftAlone(statistics.get(0));
    assertEquals("ok", column("PRAGMA integrity_check").get(0));
  }

  @Test
  void theOlderLeavesTheNewerAlone() throws Exception {
    create("WAL");
    try (RunningJava first = start(newer, "newer");
        RunningJava older = start(Application.agentJar(), "older")) {
      final long version = tell(first, "index");
      assertEquals(version, both(first, older));
      assertEquals(version, both(first, older));
      assertEquals(List.of(NEWER), formats());
      end(first);
      end(older);
    }
    assertServed(statistics.get(0));
    assertLeftAlone(statistics.get(1));
  }

  /** Both find a database that nobody has indexed, at the same time. */
  @Test
  void twoThatBeginAtOnceComeToAnEnd() throws Exception {
    create("WAL");
    try (RunningJava older = start(Application.agentJar(), "older");
        RunningJava later = start(newer, "newer")) {
      both(older, later);
      tell(later, "index");
      final long version = both(older, later);
      assertEquals(version, both(older, later), "somebody created something again");
      assertEquals(List.of(NEWER), formats());
      end(older);
      end(later);
    }
    assertServed(statistics.get(1));
  }

  private void create(String journal) throws Exception {
    database = folder.resolve("memory.db");
    MemorySearch.create(database.toString(), 3_000);
    column("PRAGMA journal_mode = " + journal);
  }

  private RunningJava start(Path jar, String name) throws Exception {
    Path file = folder.resolve(name + ".json");
    statistics.add(file);
    return Application.of(MemoryVersions.class)
        .on("sqlite-latest")
        .withAgent(jar, "memory.index-after=1", "stats=" + file)
        .with(database, name)
        .start();
  }

  private static long both(RunningJava one, RunningJava other) throws Exception {
    one.writeLine(ROUNDS);
    other.writeLine(ROUNDS);
    return Math.max(done(one), done(other));
  }

  private static long tell(RunningJava java, String what) throws Exception {
    java.writeLine(what);
    return done(java);
  }

  /** The next line, which must not be one that tells of a difference. */
  private static long done(RunningJava java) throws Exception {
    String line = java.awaitLine(any -> true, LIMIT);
    assertTrue(line.startsWith("done "), line);
    return Long.parseLong(line.substring("done ".length()));
  }

  private static void end(RunningJava java) throws Exception {
    java.closeInput();
    FinishedJava finished = java.await(LIMIT);
    assertEquals(0, finished.exitCode(), finished::toString);
  }

  /** The formats whose objects are in the database. */
  private List<Integer> formats() throws Exception {
    return column("SELECT name FROM sqlite_master WHERE name LIKE 'fastaccel\\_%' ESCAPE '\\'")
        .stream()
        .map(name -> Integer.valueOf(name.split("_", -1)[1]))
        .distinct()
        .toList();
  }

  private List<String> column(String sql) throws Exception {
    List<String> values = new ArrayList<>();
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + database + "?busy_timeout=60000");
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      while (result.next()) {
        values.add(result.getString(1));
      }
    }
    return values;
  }

  private static JsonNode memory(Path file) throws Exception {
    return new ObjectMapper().readTree(file.toFile()).path("features").path("memory");
  }

  private static void assertServed(Path file) throws Exception {
    JsonNode memory = memory(file);
    assertTrue(memory.path("accelerated").asLong() > 0, memory.toString());
  }

  private static void assertLeftAlone(Path file) throws Exception {
    JsonNode memory = memory(file);
    assertTrue(
        memory.path("reasons").path("index of a newer version").asLong() > 0, memory.toString());
  }
}
