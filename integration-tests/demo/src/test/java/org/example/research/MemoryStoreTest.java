package org.example.research;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryStoreTest {

  @TempDir Path directory;

  @Test
  void findsNotesByPhraseMostImportantFirst() throws SQLException {
    try (MemoryStore memory = open("memory.db")) {
      memory.add("a", 2, "固态电池 in the cold");
      memory.add("b", 9, "cold 固态电池");
      memory.add("c", 5, "nothing of the kind");
      assertEquals(List.of("b", "a"), topics(memory.search("固态电池")));
      assertEquals(List.of(), topics(memory.search("warm")));
    }
  }

  @Test
  void findsNotesThatContainAllWordsOldestFirst() throws SQLException {
    try (MemoryStore memory = open("memory.db")) {
      memory.add("a", 1, "Tromsø and Kyoto");
      memory.add("b", 9, "Kyoto, then Tromsø");
      memory.add("c", 9, "Kyoto alone");
      assertEquals(List.of("a", "b"), topics(memory.searchAll(List.of("Kyoto", "Tromsø"))));
    }
  }

  @Test
  void listsTheLatestOpenQuestionsFirst() throws SQLException {
    try (MemoryStore memory = open("memory.db")) {
      memory.add("a", 1, "Open question: why?");
      memory.add("b", 1, "an answer");
      memory.add("c", 1, "Open question: when?");
      assertEquals(List.of("c", "a"), topics(memory.openQuestions()));
    }
  }

  @Test
  void tellsTheIdOfANewNote() throws SQLException {
    try (MemoryStore memory = open("memory.db")) {
      assertEquals(1, memory.add("a", 1, "first"));
      assertEquals(2, memory.add("a", 1, "second"));
      assertEquals(2, memory.size());
    }
  }

  @Test
  void theArchiveIsAlwaysTheSame() throws SQLException {
    ByteArrayOutputStream progress = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(progress, true, StandardCharsets.UTF_8);
    MemoryArchive.load(directory.resolve("one.db"), 500, out);
    MemoryArchive.load(directory.resolve("two.db"), 500, out);
    assertTrue(progress.toString(StandardCharsets.UTF_8).contains("500 of 500"));
    try (MemoryStore one = open("one.db");
        MemoryStore two = open("two.db")) {
      assertEquals(500, one.size());
      List<Note> notes = one.searchAll(List.of("report KX-"));
      assertEquals(500, notes.size());
      assertEquals(notes, two.searchAll(List.of("report KX-")));
    }
  }

  private MemoryStore open(String name) throws SQLException {
    return new MemoryStore(directory.resolve(name), new SessionTimers());
  }

  private static List<String> topics(List<Note> notes) {
    return notes.stream().map(Note::topic).toList();
  }
}
