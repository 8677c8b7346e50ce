package io.fastaccel.compatibility;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.fastaccel.compatibility.applications.MemorySearch;
import io.fastaccel.harness.FinishedJava;
import io.fastaccel.harness.JavaHome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Indexes from the command line, with the driver in the jar and with one of the user's. */
class IndexCommandIT {

  @TempDir Path folder;

  @Test
  void buildListVerifyAndDrop() throws Exception {
    Path database = folder.resolve("memory.db");
    MemorySearch.create(database.toString(), 2_000);
    Operator operator = new Operator(JavaHome.running());
    for (String look : List.of("list", "verify")) {
      assertEquals(
          List.of("no indexes"), operator.runs("index", look, "--db", database).orThrow().output());
    }

    operator.runs("index", "build", "--db", database, "--table", "memory").orThrow();
    JsonNode index = operator.json("index", "list", "--db", database).path("indexes").path(0);
    assertEquals("ready", index.path("state").asText(), index.toString());
    assertEquals(2_000, index.path("rows").asLong());

    JsonNode verified = operator.json("index", "verify", "--db", database, "--table", "memory");
    assertEquals(2_000, verified.path("rows").asLong());
    assertEquals(0, verified.path("missing").asLong());
    assertEquals(verified, operator.json("index", "verify", "--db", database), "all tables");

    Path driver = Application.libraries("sqlite-latest").get(0).getParent();
    operator.runs("index", "drop", "--db", database, "--driver", driver).orThrow();
    assertEquals(0, operator.json("index", "list", "--db", database).path("indexes").size());
    assertFalse(Files.exists(folder.resolve("memory.db.fastaccel")), "the file beside it");
  }

  @Test
  void mistakesAreToldInOneLine() throws Exception {
    Operator operator = new Operator(JavaHome.running());
    FinishedJava nowhere = operator.runs("index", "list", "--db", folder.resolve("none.db"));
    assertEquals(1, nowhere.exitCode());
    assertTrue(nowhere.errors().get(0).startsWith("there is no database"), nowhere.toString());

    Path database = folder.resolve("memory.db");
    MemorySearch.create(database.toString(), 10);
    FinishedJava noTable = operator.runs("index", "build", "--db", database, "--table", "nothing");
    assertEquals(1, noTable.exitCode(), noTable.toString());
    assertEquals(1, noTable.errors().size(), noTable.toString());
    assertEquals(2, operator.runs("index", "build", "--db", database).exitCode());
  }

  @Test
  void theDoctorLooksIntoAnApplication() throws Exception {
    Operator operator = new Operator(JavaHome.running());
    Path latest = Application.libraries("jackson-latest").get(0).getParent();
    Path tooOld = Application.libraries("jackson-too-old").get(0).getParent();
    JsonNode libraries = operator.json("doctor", "--app", latest).path("libraries");
    JsonNode jackson = find(libraries, "Jackson 2");
    assertTrue(jackson.path("accelerated").asBoolean(), libraries.toString());
    assertFalse(find(libraries, "sqlite-jdbc").path("found").asBoolean());
    JsonNode old = find(operator.json("doctor", "--app", tooOld).path("libraries"), "Jackson 2");
    assertEquals("tested are 2.13 and later, before 3", old.path("reason").asText());
  }

  private static JsonNode find(JsonNode libraries, String name) {
    for (JsonNode library : libraries) {
      if (library.path("library").asText().equals(name)) {
        return library;
      }
    }
    throw new AssertionError(name + " is not in " + libraries);
  }
}
