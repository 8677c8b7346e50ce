package org.example.research;

import dev.langchain4j.agent.tool.P;
import dev.langchain4j.agent.tool.Tool;
import java.sql.SQLException;
import java.util.List;

/** What the model may do. Everything but {@link #saveNote} only reads. */
public final class ResearchTools {

  private final MemoryStore memory;
  private final SimulatedWeb web;

  ResearchTools(MemoryStore memory, SimulatedWeb web) {
    this.memory = memory;
    this.web = web;
  }

  /** Searches the memory for a phrase. */
  @Tool("Finds notes in the team's memory that contain a phrase")
  public String searchMemory(@P("the phrase, word for word") String phrase) throws SQLException {
    return listed(memory.search(phrase));
  }

  /** Searches the memory for several words. */
  @Tool("Finds notes in the team's memory that contain all of several words")
  public String searchMemoryForAll(@P("the words") List<String> words) throws SQLException {
    return listed(memory.searchAll(words));
  }

  /** Lists what is still open. */
  @Tool("Lists the latest open questions in the team's memory")
  public String searchOpenQuestions() throws SQLException {
    return listed(memory.openQuestions());
  }

  /** Searches the web. */
  @Tool("Searches the web")
  public String searchWeb(@P("what to search for") String query) {
    return web.search(query);
  }

  /** Reads a web page. */
  @Tool("Reads a web page")
  public String fetchPage(@P("the address of the page") String url) {
    return web.page(url);
  }

  /** Reads a document. */
  @Tool("Reads a document of the team's library")
  public String readFile(@P("the path of the document") String path) {
    return web.document(path);
  }

  /** Writes a note. */
  @Tool("Saves a note in the team's memory")
  public String saveNote(
      @P("the topic in a few words") String topic,
      @P("from 1, minor, to 9") int importance,
      @P("the note") String content)
      throws SQLException {
    return "Saved as note " + memory.add(topic, importance, content);
  }

  private static String listed(List<Note> notes) {
    StringBuilder list = new StringBuilder(notes.size() + " notes\n");
    for (Note note : notes) {
      list.append('#').append(note.id()).append(" [").append(note.topic()).append("] ");
      list.append(note.content()).append('\n');
    }
    return list.toString();
  }
}
