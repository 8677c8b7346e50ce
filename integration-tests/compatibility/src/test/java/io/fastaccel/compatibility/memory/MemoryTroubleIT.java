package io.fastaccel.compatibility.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fastaccel.compatibility.Application;
import io.fastaccel.compatibility.applications.MemorySearch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever happens to a database and to the index beside it: the application finds what it finds
 * without the agent.
 */
class MemoryTroubleIT {

  private static final int ROUNDS = 100;

  @TempDir Path folder;

  private Path plain;
  private Path indexed;

  @BeforeEach
  void createDatabases() throws Exception {
    plain = folder.resolve("plain.db");
    MemorySearch.create(plain.toString(), 10_000);
    indexed = Files.copy(plain, folder.resolve("indexed.db"));
  }

  @Test
  void aDatabaseThatIsOpenedReadOnlyIsNotTouched() throws Exception {
    byte[] before = Files.readAllBytes(indexed);
    assertSameSearches("read-only");
    assertTrue(Arrays.equals(before, Files.readAllBytes(indexed)));
    assertFalse(Files.exists(sidecar()));
  }

  @Test
  void aDatabaseThatAnotherProcessHasLockedIsSearchedAsEver() throws Exception {
    try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + indexed);
        Statement statement = other.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      statement.execute(
          "INSERT INTO memory(kind, content) VALUES('other', 'a zebra not committed')");
      Application.Result result = assertSameSearches("search-only");
      assertEquals("on", result.feature("memory").path("state").asText());
      statement.execute("ROLLBACK");
    }
    // Free again: now it is given an index.
    assertTrue(assertSameSearches("search-only").accelerated("memory") > 0);
  }

  @Test
  void aDamagedIndexIsNoticed() throws Exception {
    assertTrue(assertSameSearches().accelerated("memory") > 0);

    Files.write(
        sidecar(),
        "no database at all".repeat(1000).getBytes(java.nio.charset.StandardCharsets.UTF_8));
    assertSameSearches();

    deleteSidecar();
    assertSameSearches();

    truncateSidecar();
    assertSameSearches();

    deleteSidecar();
    Files.createSymbolicLink(sidecar(), folder.resolve("elsewhere"));
    assertSameSearches();
    assertFalse(Files.exists(folder.resolve("elsewhere")));
  }

  @Test
  void whatIsInItsPlaceIsLeftAlone() throws Exception {
    Files.createDirectory(sidecar());
    assertSameSearches("search-only");
    assertTrue(Files.isDirectory(sidecar()));
  }

  @Test
  void aFolderThatCannotBeWrittenToIsNotTouched() throws Exception {
    assumeTrue(folder.toFile().setWritable(false) && !Files.isWritable(folder), "not as root");
    try {
      assertSameSearches("search-only");
      assertFalse(Files.exists(sidecar()));
    } finally {
      assertTrue(folder.toFile().setWritable(true));
    }
  }

  private Path sidecar() {
    return folder.resolve("indexed.db.fastaccel");
  }

  private void deleteSidecar() throws IOException {
    for (String ending : List.of("", "-wal", "-shm", "-journal")) {
      Files.deleteIfExists(folder.resolve("indexed.db.fastaccel" + ending));
    }
  }

  private void truncateSidecar() throws IOException {
    byte[] bytes = Files.readAllBytes(sidecar());
    deleteSidecar();
    Files.write(sidecar(), Arrays.copyOf(bytes, bytes.length / 2));
  }

  private Application.Result assertSameSearches(String... how) throws Exception {
    List<String> expected = search(plain, how).run().output();
    Application.Result result = search(indexed, how).withAgent("memory.index-after=1").run();
    assertEquals(expected, result.output());
    return result;
  }

  private static Application search(Path file, String... how) {
    return Application.of(MemorySearch.class)
        .on("sqlite-latest")
        .with(file, ROUNDS)
        .with((Object[]) how);
  }
}
