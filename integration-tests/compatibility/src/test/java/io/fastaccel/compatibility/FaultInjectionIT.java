package io.fastaccel.compatibility;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fastaccel.compatibility.applications.GsonReader;
import io.fastaccel.compatibility.applications.Jackson3Reader;
import io.fastaccel.compatibility.applications.JsonReader;
import io.fastaccel.compatibility.applications.JsonWriter;
import io.fastaccel.compatibility.applications.MemorySearch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Methods of advice, of what loads and links it, of plans and of the index throw at random places:
 * the application prints what it prints without the agent. {@code -Dfaults.seeds=100} tries that
 * many sets of places.
 */
class FaultInjectionIT {

  private static final List<String> BROKEN =
      List.of(
          "io/fastaccel/agent/weave/Weaver.",
          "io/fastaccel/agent/weave/HookInserter.",
          "io/fastaccel/agent/weave/HookIndex.",
          "io/fastaccel/agent/link/",
          "io/fastaccel/interceptors/api/Kernels.",
          "io/fastaccel/interceptors/gson/",
          "io/fastaccel/interceptors/jackson2/",
          "io/fastaccel/interceptors/jackson3/",
          "io/fastaccel/interceptors/json/",
          "io/fastaccel/interceptors/sqlite/");

  /** The guard itself: what catches everything else, in a line or two each. */
  private static final List<String> GUARD =
      List.of(
          "Linker.apply",
          "AdviceHandles.isNull",
          "AdviceHandles.unwrap",
          "AdviceHandles.raise",
          "AdviceHandles.unchecked",
          "AdviceHandles.failed",
          // The way back to the original for a stream of which something was read. What fails
          // there is thrown: better than a value of which the beginning is lost.
          "/read/ValueReader.original",
          "/read/ValueReader$MapperCall.original",
          "/read/ValueReader$ReaderCall.original",
          "/jackson3/read/ValueReader$MapperCall.context",
          "/jackson3/read/ValueReader$ReaderCall.context",
          "/jackson3/read/ReaderInternals.context",
          "/jackson3/read/ValueReader$Call.jsonFactory",
          "/read/ReaderInternals.original",
          "/read/ReaderInternals.parser",
          "/read/Replay.read",
          "/read/Replay.endingWith",
          "/read/Replay.available",
          "/read/Replay.close",
          "/jackson3/read/Source.failureAtEnd",
          // What the application itself calls of an iterator that it was given, and the way to
          // Jackson's own.
          "/read/DocumentIterator.hasNextValue",
          "/read/DocumentIterator.isThere",
          "/read/DocumentIterator.nextValue",
          "/read/DocumentIterator.close",
          "/read/DocumentIterator.note",
          "/read/DocumentIterator.original",
          "/read/ReaderInternals.values",
          "/jackson3/read/Source.parser",
          // Empty, and called by the driver in the midst of an update.
          "LoggedChanges.onUpdate");

  @TempDir static Path folder;

  private static Path jar;
  private static List<String> json;
  private static final List<List<String>> read = new ArrayList<>();
  private static List<String> memory;

  @BeforeAll
  static void prepare() throws Exception {
    jar = folder.resolve("faulty.jar");
    List<String> places =
        FaultyJar.throwing(
            Application.agentJar(),
            jar,
            place ->
                BROKEN.stream().anyMatch(place::startsWith)
                    && GUARD.stream().noneMatch(place::endsWith));
    assertTrue(places.size() > 300, "places: " + places.size());
    json = writer().run().output();
    for (Application reader : readers()) {
      read.add(reader.run().output());
    }
    Path plain = folder.resolve("plain.db");
    MemorySearch.create(plain.toString(), 5_000);
    Files.copy(plain, folder.resolve("without.db"));
    memory = search("without").run().output();
  }

  private static Application writer() {
    return Application.of(JsonWriter.class).on("jackson-latest").with(60);
  }

  private static List<Application> readers() {
    return List.of(
        Application.of(JsonReader.class).on("jackson-latest").with(60),
        Application.of(Jackson3Reader.class).on("jackson3-latest").with(60),
        Application.of(GsonReader.class).on("gson-latest").with(60));
  }

  private static Application search(String database) {
    return Application.of(MemorySearch.class)
        .on("sqlite-latest")
        .with(folder.resolve(database + ".db"), 60);
  }

  @ParameterizedTest
  @MethodSource("io.fastaccel.compatibility.FaultyJar#seeds")
  void jsonIsTheSame(int seed) throws Exception {
    Application.Result result =
        writer().jvm("-Dfaults.seed=" + seed).withAgent(jar, "json.hot-calls=0").run();
    assertEquals(json, result.output(), () -> "seed " + seed + ": " + result.errors());
    FaultyJar.assertThrown(result.errors());
  }

  @ParameterizedTest
  @MethodSource("io.fastaccel.compatibility.FaultyJar#seeds")
  void whatIsReadFromJsonIsTheSame(int seed) throws Exception {
    List<Application> readers = readers();
    for (int i = 0; i < readers.size(); i++) {
      Application.Result result =
          readers.get(i).jvm("-Dfaults.seed=" + seed).withAgent(jar, "json.hot-calls=0").run();
      assertEquals(read.get(i), result.output(), () -> "seed " + seed + ": " + result.errors());
      FaultyJar.assertThrown(result.errors());
    }
  }

  @ParameterizedTest
  @MethodSource("io.fastaccel.compatibility.FaultyJar#seeds")
  void memoryIsTheSame(int seed) throws Exception {
    Files.copy(folder.resolve("plain.db"), folder.resolve("with-" + seed + ".db"));
    Application.Result result =
        search("with-" + seed)
            .jvm("-Dfaults.seed=" + seed)
            .withAgent(jar, "memory.index-after=0")
            .run();
    assertEquals(memory, result.output(), () -> "seed " + seed + ": " + result.errors());
    FaultyJar.assertThrown(result.errors());
  }
}
