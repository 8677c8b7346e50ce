package io.fastaccel.interceptors.sqlite.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RankedSearchTest {

  private static final String[] PIECES = {
    "wind",
    "sun",
    "zz",
    " ",
    " ",
    "\"",
    "\"\"",
    "'",
    "*",
    "^",
    ":",
    "c:",
    "(",
    ")",
    "{",
    "}",
    "+",
    "-",
    "NEAR",
    "NEAR(",
    " AND ",
    " OR ",
    " NOT ",
    ",",
    ";",
    "--",
    "\\",
    "é",
    "记忆",
    "\ud83d\ude00",
    "\u0001"
  };

  @Test
  void wordsOfTheUserAreNeverOperators() throws SQLException {
    RankedSearch search = ranked("SELECT id FROM t WHERE c LIKE '%' || ? || '%'");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:");
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE VIRTUAL TABLE x USING fts5(c, d, tokenize='unicode61')");
      statement.execute("INSERT INTO x(rowid, c) VALUES(1, 'wind'), (2, 'sun'), (3, 'other')");
      Random random = new Random(5);
      try (PreparedStatement match =
          connection.prepareStatement("SELECT rowid FROM x WHERE x MATCH ? ORDER BY rowid")) {
        for (int n = 0; n < 20_000; n++) {
          StringBuilder text = new StringBuilder();
          for (int i = random.nextInt(9); i >= 0; i--) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
          }
          String query = search.query(new Object[] {text.toString()});
          if (query == null) {
            continue;
          }
          match.setString(1, query);
          List<Long> found = new ArrayList<>();
          try (ResultSet rows = match.executeQuery()) {
            while (rows.next()) {
              found.add(rows.getLong(1));
            }
          }
          assertEquals(expected(text.toString()), found, text::toString);
        }
      }
    }
  }

  /** A row is found if a word consists of its token and of what is none. */
  private static List<Long> expected(String text) {
    List<Long> expected = new ArrayList<>();
    for (String word : new String[] {"wind", "sun"}) {
      for (String part : text.replace('%', ' ').replace('_', ' ').split("\\s+", -1)) {
        List<String> tokens = new ArrayList<>();
        for (String token : part.split("[^\\p{L}\\p{N}]+", -1)) {
          if (!token.isEmpty()) {
            tokens.add(token);
          }
        }
        if (tokens.equals(List.of(word))) {
          expected.add(word.equals("wind") ? 1L : 2L);
          break;
        }
      }
    }
    return expected;
  }

  @Test
  void parametersKeepTheirNumbersAndTheOrderIsPutWhereItBelongs() {
    assertEquals(
        "SELECT id FROM t WHERE (a = ?1 AND (c LIKE ?2 OR K IN R)"
            + " AND b > ?3) AND X  ORDER BY (SELECT fastaccel_o.key FROM json_each(?5) AS fastaccel_o"
            + " WHERE fastaccel_o.value = K) LIMIT ?4",
        ranked("SELECT id FROM t WHERE a = ? AND c LIKE ? AND b > ? LIMIT ?")
            .rewritten("K", "R", "?5", "X"));
    assertEquals(
        "SELECT id FROM t WHERE ((c LIKE ?1 OR K IN R)) AND X" + " ORDER BY a",
        ranked("SELECT id FROM t WHERE c LIKE :q ORDER BY a").rewritten("K", "R", "?2", "X"));
  }

  @Test
  void whatCannotBeRankedIsNot() {
    for (String sql :
        List.of(
            "SELECT count(*) FROM t WHERE c LIKE ?",
            "SELECT max(id) FROM t WHERE c LIKE ?",
            "SELECT a FROM t WHERE c LIKE ? GROUP BY a",
            "SELECT id FROM t WHERE c LIKE ? OR d LIKE ?",
            "SELECT id FROM t WHERE c GLOB ?")) {
      Reading reading = SelectReader.read(sql);
      assertNotNull(reading.statement(), sql);
      assertNull(reading.statement().ranked(), sql);
    }
    assertNull(ranked("SELECT id FROM t WHERE c LIKE ?").query(new Object[] {"%-%"}));
    assertNull(ranked("SELECT id FROM t WHERE c LIKE ?").query(new Object[] {null}));
  }

  private static RankedSearch ranked(String sql) {
    RankedSearch search = SelectReader.read(sql).statement().ranked();
    assertNotNull(search, sql);
    return search;
  }
}
