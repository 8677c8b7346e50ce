package io.fastaccel.compatibility.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fastaccel.compatibility.Application;
import io.fastaccel.compatibility.FaultyJar;
import io.fastaccel.compatibility.applications.MemoryLife;
import io.fastaccel.compatibility.applications.MemorySearch;
import io.fastaccel.harness.FinishedJava;
import io.fastaccel.harness.JavaCommand;
import io.fastaccel.harness.JavaHome;
import io.fastaccel.harness.RunningJava;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Kills a process between two steps of ours, at every n-th with {@code -Dfastaccel.crash.stride=n}:
 * an application whose index is built, brought forward and built anew, and commands at an index.
 * Whatever it leaves, a process without the agent and one with it find what is in the table.
 */
class MemoryKillIT {

  private static final int STRIDE = Integer.getInteger("fastaccel.crash.stride", 83);
  private static final int FIRST = Integer.getInteger("fastaccel.crash.first", 1);
  private static final int KILLED = 137;
  private static final int ROWS = 1_500;
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final String PLACES = "io/fastaccel/interceptors/sqlite/";

  /** What does something to one of the two databases, or to files. */
  private static final List<String> STEPS =
      List.of(
          "index/Statements.execute",
          "index/Statements.rows",
          "index/Sidecar.create",
          "index/Sidecar.restrict",
          "index/Sidecar.delete",
          "index/Sidecar.deleteUnused",
          "index/Unit.insert",
          "index/TableIndex.readRange",
          "index/TableIndex.readRows",
          "QuietMoment.begin",
          "QuietMoment.confirm",
          "QuietMoment.end",
          "StoppedConnections.stop");

  @TempDir static Path folder;

  private static Path jar;
  private static Path template;
  private static List<String> schema;

  @BeforeAll
  static void prepare() throws Exception {
    jar = folder.resolve("faulty.jar");
    List<String> places =
        FaultyJar.throwing(
            Application.agentJar(),
            jar,
            place -> place.startsWith(PLACES) && STEPS.contains(place.substring(PLACES.length())));
    assertTrue(places.size() >= STEPS.size(), () -> "not all steps are there: " + places);
    template = folder.resolve("template.db");
    MemorySearch.create(template.toString(), ROWS);
    schema = column(template, "SELECT sql FROM sqlite_master ORDER BY name");
  }

  @ParameterizedTest
  @ValueSource(strings = {"DELETE", "WAL"})
  void anApplicationIsKilled(String journal) throws Exception {
    for (int step = FIRST; ; step += STRIDE) {
      Path database = copy("application-" + journal + step);
      Application application =
          Application.of(MemoryLife.class)
              .on("sqlite-latest")
              .jvm("-Dfaults.kill-at=" + step)
              .withAgent(jar, "memory.index-after=1")
              .with(database, journal);
      int exitCode;
      try (RunningJava running = application.start()) {
        exitCode = running.await(LIMIT).exitCode();
      }
      assertSound(database, "killed at step " + step);
      if (exitCode == 0) {
        assertTrue(step > 150, "too few steps: the work was not done");
        return;
      }
      assertEquals(KILLED, exitCode);
      delete(database);
    }
  }

  @Test
  void aCommandIsKilled() throws Exception {
    Path ready = copy("ready");
    command(0, "build", "--table", "memory", "--db", ready);
    for (String name : List.of("build", "drop")) {
      int exitCode = KILLED;
      for (int step = FIRST; exitCode != 0; step += STRIDE) {
        Path database = folder.resolve(name + step + ".db");
        copy(name.equals("build") ? template : ready, database);
        FinishedJava killed =
            name.equals("build")
                ? command(step, name, "--db", database, "--table", "memory")
                : command(step, name, "--db", database);
        exitCode = killed.exitCode();
        assertTrue(exitCode == 0 || exitCode == KILLED, killed::toString);
        assertSound(database, name + " killed at step " + step);
        command(0, "drop", "--db", database).orThrow();
        assertEquals(schema, column(database, "SELECT sql FROM sqlite_master ORDER BY name"));
        assertFalse(Files.exists(sidecar(database)));
        delete(database);
      }
    }
  }

  private static FinishedJava command(int step, Object... words) throws Exception {
    List<Object> all = new ArrayList<>(List.of("index"));
    all.addAll(List.of(words));
    return JavaCommand.on(JavaHome.running())
        .jvmOptions("-XX:TieredStopAtLevel=1", "-Dfaults.kill-at=" + (step > 0 ? step : 1 << 30))
        .jar(jar)
        .arguments(all.toArray())
        .run(LIMIT);
  }

  /** A process without the agent, which is this one, and then one with it. */
  private static void assertSound(Path database, String when) throws Exception {
    List<String> expected = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database)) {
      List<String> answers = MemoryLife.answers(connection);
      for (int i = 0; i < MemoryLife.SEARCHES; i++) {
        expected.addAll(answers);
      }
    }
    assertEquals(List.of("ok"), column(database, "PRAGMA integrity_check"), when);
    Application.Result found =
        Application.of(MemoryLife.class)
            .on("sqlite-latest")
            .withAgent("memory.index-after=1")
            .with(database, "search")
            .run();
    assertEquals(expected, found.output(), when);
    assertTrue(found.accelerated("memory") > 0, () -> when + found.feature("memory"));
    assertEquals(List.of("ok"), column(database, "PRAGMA integrity_check"), when);
  }

  private static List<String> column(Path database, String sql) throws Exception {
    List<String> values = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      while (result.next()) {
        values.add(result.getString(1));
      }
    }
    return values;
  }

  private static Path copy(String name) throws Exception {
    Path database = folder.resolve(name + ".db");
    copy(template, database);
    return database;
  }

  /** With its index, which takes the copy for another database: it is not good for it. */
  private static void copy(Path from, Path database) throws Exception {
    Files.copy(from, database);
    if (Files.exists(sidecar(from))) {
      Files.copy(sidecar(from), sidecar(database));
    }
  }

  private static Path sidecar(Path database) {
    return database.resolveSibling(database.getFileName() + ".fastaccel");
  }

  private static void delete(Path database) throws Exception {
    for (String suffix : List.of("", "-wal", "-shm", "-journal")) {
      Files.deleteIfExists(database.resolveSibling(database.getFileName() + suffix));
      Path sidecar = sidecar(database);
      Files.deleteIfExists(sidecar.resolveSibling(sidecar.getFileName() + suffix));
    }
  }
}
