package org.example.research;

import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Random;

/** Fills an empty memory with the notes of earlier years; always the same ones. */
final class MemoryArchive {

  /** What the assistant starts with when it finds no memory. */
  static final int ROWS = 100_000;

  private static final int SEED = 20_261_123;
  private static final int BATCH = 5_000;

  private MemoryArchive() {}

  /** Creates the memory and adds {@code rows} notes, telling how far it is. */
  static void load(Path file, int rows, PrintStream progress) throws SQLException {
    new MemoryStore(file, new SessionTimers()).close();
    Prose prose = new Prose(new Random(SEED));
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        PreparedStatement insert =
            connection.prepareStatement(
                "INSERT INTO memory(topic, importance, content) VALUES(?, ?, ?)")) {
      connection.setAutoCommit(false);
      for (int row = 1; row <= rows; row++) {
        String subject = prose.subject();
        insert.setString(1, subject);
        insert.setInt(2, prose.importance());
        insert.setString(3, prose.note(subject));
        insert.addBatch();
        if (row % BATCH == 0 || row == rows) {
          insert.executeBatch();
          connection.commit();
          if (row % (4 * BATCH) == 0 || row == rows) {
            progress.printf("  %,d of %,d notes%n", row, rows);
          }
        }
      }
    }
  }
}
