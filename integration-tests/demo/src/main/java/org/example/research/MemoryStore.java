package org.example.research;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** The long-term memory: one table in a SQLite database. May be used by several threads. */
final class MemoryStore implements AutoCloseable {

  private static final String SEARCH =
      "SELECT id, topic, content FROM memory WHERE content LIKE ? "
          + "ORDER BY importance DESC, id LIMIT 6";

  private static final String OPEN_QUESTIONS =
      "SELECT id, topic, content FROM memory WHERE content LIKE 'Open question: %' "
          + "ORDER BY id DESC LIMIT 8";

  private static final String INSERT =
      "INSERT INTO memory(topic, importance, content) VALUES(?, ?, ?)";

  private final Connection connection;
  private final SessionTimers timers;

  MemoryStore(Path file, SessionTimers timers) throws SQLException {
    this.timers = timers;
    connection = DriverManager.getConnection("jdbc:sqlite:" + file);
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA journal_mode=WAL");
      statement.execute(
          "CREATE TABLE IF NOT EXISTS memory("
              + "id INTEGER PRIMARY KEY, topic TEXT NOT NULL, "
              + "importance INTEGER NOT NULL, content TEXT NOT NULL)");
    }
  }

  /** The notes that contain a phrase, most important first. */
  List<Note> search(String phrase) throws SQLException {
    return timers.measure(
        SessionTimers.MEMORY_SEARCH, () -> query(SEARCH, List.of("%" + phrase + "%")));
  }

  /** The notes that contain every one of some words, oldest first. */
  List<Note> searchAll(List<String> words) throws SQLException {
    StringBuilder sql = new StringBuilder("SELECT id, topic, content FROM memory WHERE 1=1");
    List<String> patterns = new ArrayList<>();
    for (String word : words) {
      sql.append(" AND content LIKE ?");
      patterns.add("%" + word + "%");
    }
    sql.append(" ORDER BY id");
    return timers.measure(SessionTimers.MEMORY_SEARCH, () -> query(sql.toString(), patterns));
  }

  /** The latest notes that nobody has answered. */
  List<Note> openQuestions() throws SQLException {
    return timers.measure(SessionTimers.MEMORY_SEARCH, this::queryOpenQuestions);
  }

  /** Adds a note and returns its id. */
  long add(String topic, int importance, String content) throws SQLException {
    return timers.measure(SessionTimers.MEMORY_WRITE, () -> insert(topic, importance, content));
  }

  /** How many notes there are. */
  synchronized int size() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT count(*) FROM memory")) {
      rows.next();
      return rows.getInt(1);
    }
  }

  @Override
  public synchronized void close() throws SQLException {
    connection.close();
  }

  private synchronized List<Note> query(String sql, List<String> patterns) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < patterns.size(); i++) {
        statement.setString(i + 1, patterns.get(i));
      }
      return notes(statement.executeQuery());
    }
  }

  private synchronized List<Note> queryOpenQuestions() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      return notes(statement.executeQuery(OPEN_QUESTIONS));
    }
  }

  private synchronized long insert(String topic, int importance, String content)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(INSERT, Statement.RETURN_GENERATED_KEYS)) {
      statement.setString(1, topic);
      statement.setInt(2, importance);
      statement.setString(3, content);
      statement.executeUpdate();
      try (ResultSet keys = statement.getGeneratedKeys()) {
        keys.next();
        return keys.getLong(1);
      }
    }
  }

  private static List<Note> notes(ResultSet rows) throws SQLException {
    try (rows) {
      List<Note> notes = new ArrayList<>();
      while (rows.next()) {
        notes.add(new Note(rows.getLong("id"), rows.getString("topic"), rows.getString("content")));
      }
      return notes;
    }
  }
}
