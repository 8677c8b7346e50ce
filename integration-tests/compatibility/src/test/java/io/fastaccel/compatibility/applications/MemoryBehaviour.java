package io.fastaccel.compatibility.applications;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Random;
import org.sqlite.Function;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConnection;

/**
 * Uses everything that JDBC offers around a text search, and prints what it sees. With {@code
 * check} as its second argument only searches an existing database.
 */
@SuppressWarnings("try") // Closing at the wrong moment is what it tries.
public final class MemoryBehaviour {

  private static final String[] WORDS = {
    "river",
    "mountain",
    "Battery",
    "climate",
    "token",
    "prompt",
    "sidecar",
    "\u8bb0\u5fc6\u68c0\u7d22",
    "\u65e5\u672c\u8a9e\u306e\u6587",
    "emoji \ud83d\ude00 face",
    "100% sure",
    "under_score",
    "it's",
    "agent"
  };

  private static final String SEARCH =
      "SELECT id, content, kind FROM memory WHERE content LIKE ? ORDER BY kind, id";

  private MemoryBehaviour() {}

  public static void main(String[] arguments) throws Exception {
    String url = "jdbc:sqlite:" + arguments[0];
    try (Connection connection = DriverManager.getConnection(url)) {
      if (arguments.length > 1 && arguments[1].equals("check")) {
        searches(connection);
        return;
      }
      fill(connection, Integer.parseInt(arguments[1]));
      MemoryIndex.await(
          connection, "SELECT count(*) FROM memory WHERE content LIKE ?1 OR title LIKE ?1");
      searches(connection);
      statements(connection);
      cursors(connection);
      writes(connection);
      transactions(connection);
      surprises(connection);
    }
    closing(url);
    try (Connection connection = DriverManager.getConnection(url)) {
      own(connection);
      searches(connection);
    }
    try (Connection connection = DriverManager.getConnection(url + "-analyzed")) {
      fill(connection, Integer.parseInt(arguments[1]));
      statistics(connection);
    }
  }

  private static void fill(Connection connection, int rows) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE memory(id INTEGER PRIMARY KEY, content TEXT, title TEXT, kind INTEGER)");
    }
    Random random = new Random(7);
    connection.setAutoCommit(false);
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO memory(content, title, kind) VALUES(?, ?, ?)")) {
      for (int i = 0; i < rows; i++) {
        insert.setString(1, text(random, i));
        insert.setString(2, WORDS[random.nextInt(WORDS.length)] + i);
        insert.setInt(3, random.nextInt(5));
        insert.executeUpdate();
      }
    }
    connection.commit();
    connection.setAutoCommit(true);
  }

  private static String text(Random random, int i) {
    StringBuilder text = new StringBuilder("note ").append(i);
    for (int n = 0; n < 12; n++) {
      text.append(' ').append(Integer.toString(random.nextInt(50_000), 36));
    }
    if (random.nextInt(40) == 0) {
      text.append(' ').append(WORDS[random.nextInt(WORDS.length)]);
    }
    return text.toString();
  }

  private static void searches(Connection connection) throws SQLException {
    String[] patterns = {
      "%battery%",
      "%climate%",
      "%\u8bb0\u5fc6\u68c0%",
      "%\u672c\u8a9e\u306e%",
      "%\ud83d\ude00 fa%",
      "%100\\% s%",
      "%r_score%",
      "%it's%",
      "%nothing like this%",
      "%ab%",
      "note 12%",
      "%",
      ""
    };
    String[] queries = {
      SEARCH,
      "SELECT count(*) FROM memory WHERE content LIKE ?",
      "SELECT id FROM memory WHERE content LIKE ? LIMIT 3 OFFSET 1",
      "SELECT id FROM memory WHERE content LIKE ? ESCAPE '\\'",
      "SELECT id FROM memory AS m WHERE lower(m.content) LIKE lower(?) AND kind > 1 ORDER BY id DESC",
      "SELECT id FROM memory WHERE content LIKE '%' || ? || '%'",
      "SELECT kind, group_concat(id) FROM memory WHERE content LIKE ? GROUP BY kind",
      "SELECT id FROM memory WHERE (content LIKE ? OR title LIKE '%sidecar1%') ORDER BY title",
      "SELECT max(id) FROM main.memory WHERE content LIKE ?;",
      "SELECT m.* FROM \"memory\" m WHERE m.\"content\" LIKE ?1 AND ?1 <> 'x' ORDER BY kind DESC LIMIT 4"
    };
    for (String query : queries) {
      try (PreparedStatement search = connection.prepareStatement(query)) {
        for (String pattern : patterns) {
          search.setString(1, pattern);
          print(query + " " + pattern, search.executeQuery());
        }
      }
    }
  }

  private static void statements(Connection connection) throws SQLException {
    try (PreparedStatement search = connection.prepareStatement(SEARCH)) {
      describe(search.getMetaData());
      search.setString(1, "%climate%");
      System.out.println(search.getParameterMetaData().getParameterCount());
      System.out.println(search.execute() + " " + search.getUpdateCount());
      try (ResultSet result = search.getResultSet()) {
        System.out.println(result.getStatement() == search);
        describe(result.getMetaData());
        print("execute", result);
      }
      search.setMaxRows(2);
      print("two rows", search.executeQuery());
      search.setMaxRows(0);
      search.clearParameters();
      print("cleared", search.executeQuery());
      search.setInt(1, 12);
      print("a number", search.executeQuery());
      search.setBytes(1, "%climate%".getBytes(java.nio.charset.StandardCharsets.UTF_8));
      print("bytes", search.executeQuery());
      search.setString(1, "%climate%");
      try (ResultSet first = search.executeQuery()) {
        System.out.println(first.next() + " " + first.getInt(1));
        ResultSet second = search.executeQuery();
        print("executed again", second);
        System.out.println(first.isClosed());
      }
      attempt("a query as an update", search::executeUpdate);
      attempt(
          "a query in a batch",
          () -> {
            search.addBatch();
            return Arrays.toString(search.executeBatch());
          });
      attempt("after the batch", () -> count(search.executeQuery()));
    }
    try (Statement plain = connection.createStatement()) {
      print(
          "plain",
          plain.executeQuery("SELECT * FROM memory WHERE content LIKE '%climate%' ORDER BY kind"));
      print("another text", plain.executeQuery("SELECT count(*) FROM memory"));
      System.out.println(plain.execute("SELECT id FROM memory WHERE content LIKE '%token%'"));
      print("execute", plain.getResultSet());
      plain.closeOnCompletion();
      ResultSet result = plain.executeQuery("SELECT id FROM memory WHERE content LIKE '%token%'");
      result.next();
      result.close();
      System.out.println(plain.isClosed());
    }
    attempt(
        "no such column",
        () -> connection.prepareStatement("SELECT nothing FROM memory WHERE content LIKE '%a%'"));
    attempt(
        "bad escape",
        () -> {
          try (PreparedStatement search =
              connection.prepareStatement("SELECT id FROM memory WHERE content LIKE ? ESCAPE ''")) {
            search.setString(1, "%climate%");
            return count(search.executeQuery());
          }
        });
  }

  private static void cursors(Connection connection) throws SQLException {
    try (PreparedStatement a = connection.prepareStatement(SEARCH);
        PreparedStatement b = connection.prepareStatement(SEARCH)) {
      a.setString(1, "%climate%");
      b.setString(1, "%token%");
      try (ResultSet first = a.executeQuery();
          ResultSet second = b.executeQuery()) {
        boolean more = true;
        while (more) {
          more = first.next();
          if (more) {
            System.out.print(first.getInt("id") + " ");
          }
          if (second.next()) {
            System.out.print(second.getInt(1) + "' ");
            more = true;
          }
        }
        System.out.println();
      }
      ResultSet left = a.executeQuery();
      left.next();
      a.close();
      System.out.println(left.isClosed());
      attempt("a closed statement", a::executeQuery);
    }
  }

  private static void writes(Connection connection) throws SQLException {
    try (Statement plain = connection.createStatement()) {
      System.out.println(
          plain.executeUpdate("INSERT INTO memory(content, kind) VALUES('zebra one', 1)"));
      System.out.println(
          plain.executeUpdate(
              "INSERT INTO memory(content, kind) VALUES('zebra two', 1), ('zebra three', 2)"));
      System.out.println(
          plain.executeUpdate("UPDATE memory SET kind = 9 WHERE content LIKE '%zebra%'"));
      System.out.println(
          plain.executeUpdate(
              "UPDATE memory SET kind = 8 WHERE id = 1; DELETE FROM memory WHERE id = 2"));
      plain.addBatch("UPDATE memory SET kind = 3 WHERE id < 5");
      plain.addBatch("INSERT INTO memory(content, kind) VALUES('zebra four', 2)");
      System.out.println(Arrays.toString(plain.executeBatch()));
      System.out.println(plain.execute("UPDATE memory SET kind = 4 WHERE id = 7"));
      System.out.println(plain.getUpdateCount());
      print("changes", plain.executeQuery("SELECT changes(), last_insert_rowid()"));
    }
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT OR REPLACE INTO memory(id, content, kind) VALUES(?, ?, ?)",
            Statement.RETURN_GENERATED_KEYS)) {
      insert.setInt(1, 3);
      insert.setString(2, "zebra replaced");
      insert.setInt(3, 6);
      System.out.println(insert.executeUpdate());
      printGeneratedKeys(insert);
    }
    StringBuilder events = new StringBuilder();
    SQLiteConnection sqlite = connection.unwrap(SQLiteConnection.class);
    sqlite.addUpdateListener(
        (type, database, table, rowid) -> events.append(type).append(table).append(rowid));
    try (Statement plain = connection.createStatement()) {
      System.out.println(plain.executeUpdate("UPDATE memory SET title = 'seen' WHERE id = 9"));
    }
    System.out.println(events);
    print("after writing", connection, "SELECT * FROM memory WHERE content LIKE '%zebra%'");
    try (PreparedStatement search =
            connection.prepareStatement("SELECT id FROM memory WHERE content LIKE '%zebra%'");
        PreparedStatement update =
            connection.prepareStatement("UPDATE memory SET kind = kind + 1 WHERE id = ?");
        ResultSet result = search.executeQuery()) {
      while (result.next()) {
        update.setInt(1, result.getInt(1));
        System.out.println(update.executeUpdate());
      }
    }
  }

  private static void transactions(Connection connection) throws SQLException {
    connection.setAutoCommit(false);
    try (Statement plain = connection.createStatement()) {
      plain.executeUpdate("INSERT INTO memory(content) VALUES('a giraffe, uncommitted')");
      print("inside", connection, "SELECT content FROM memory WHERE content LIKE '%giraffe%'");
      connection.rollback();
      print("rolled back", connection, "SELECT content FROM memory WHERE content LIKE '%giraffe%'");
      plain.executeUpdate("INSERT INTO memory(content) VALUES('a giraffe, committed')");
      connection.commit();
    }
    connection.setAutoCommit(true);
    print("committed", connection, "SELECT content FROM memory WHERE content LIKE '%giraffe%'");
  }

  private static void surprises(Connection connection) throws SQLException {
    String search = "SELECT id, content FROM memory WHERE content LIKE '%zebra%'";
    try (Statement plain = connection.createStatement()) {
      plain.execute("PRAGMA reverse_unordered_selects = 1");
      print("reversed", connection, search);
      plain.execute("PRAGMA reverse_unordered_selects = 0");
      plain.execute("PRAGMA case_sensitive_like = 1");
      print("case matters", connection, search.replace("zebra", "ZEBRA"));
      plain.execute("PRAGMA case_sensitive_like = 0");
      plain.execute("CREATE TEMP TABLE memory(id INTEGER PRIMARY KEY, content TEXT)");
      plain.execute("INSERT INTO temp.memory VALUES(5, 'a temporary zebra')");
      print("hidden by a temporary table", connection, search);
      print("the real one", connection, search.replace("memory", "main.memory"));
      plain.execute("BEGIN");
      plain.execute("DROP TABLE temp.memory");
      print("no longer hidden", connection, search);
      plain.execute("ROLLBACK");
      print("hidden again", connection, search);
      plain.execute("DROP TABLE temp.memory");
      plain.execute("CREATE INDEX by_content ON memory(content)");
      print("with an index", connection, search);
      print("covered", connection, search.replace("id, content", "content"));
      plain.execute("DROP INDEX by_content");
      plain.execute("ALTER TABLE memory ADD COLUMN extra TEXT DEFAULT 'zebra'");
      print("another column", connection, search);
      plain.execute("VACUUM");
      print("vacuumed", connection, search);
    }
    Function.create(
        connection,
        "like",
        new Function() {
          @Override
          protected void xFunc() throws SQLException {
            result(value_text(1) != null && value_text(1).length() % 2 == 0 ? 1 : 0);
          }
        });
    print("own like", connection, "SELECT count(*) FROM memory WHERE content LIKE '%zebra%'");
    Function.destroy(connection, "like");
  }

  /** The engine may choose another order when it has other statistics, which no version tells. */
  private static void statistics(Connection connection) throws Exception {
    String search = "SELECT id FROM memory WHERE content LIKE '%battery%' AND kind IN (3, 1)";
    try (Statement plain = connection.createStatement()) {
      plain.execute("CREATE INDEX by_kind ON memory(kind)");
      plain.execute("ANALYZE");
      // Not all drivers have it, and it would say more than what is written here.
      attempt("samples", () -> plain.execute("DELETE FROM sqlite_stat4"));
      learn(plain, "12000 12000");
      MemoryIndex.await(connection, "SELECT count(*) FROM memory WHERE content LIKE ?1");
      for (int i = 0; i < 40; i++) {
        print("scanned", connection, search);
      }
      learn(plain, "12000 400");
      print("not scanned", connection, search);
    }
  }

  private static void learn(Statement plain, String statistics) throws SQLException {
    plain.execute("UPDATE sqlite_stat1 SET stat = '" + statistics + "' WHERE idx = 'by_kind'");
    plain.execute("ANALYZE sqlite_master");
  }

  private static void closing(String url) throws SQLException {
    Connection connection = DriverManager.getConnection(url);
    PreparedStatement search = connection.prepareStatement(SEARCH);
    search.setString(1, "%zebra%");
    ResultSet result = search.executeQuery();
    System.out.println(result.next() + " " + result.getString(2));
    connection.close();
    System.out.println(connection.isClosed());
    attempt("a closed connection", result::next);
    attempt("a closed connection", search::executeQuery);
    SQLiteConfig readOnly = new SQLiteConfig();
    readOnly.setReadOnly(true);
    try (Connection reader = readOnly.createConnection(url)) {
      print("read-only", reader, "SELECT id FROM memory WHERE content LIKE '%zebra%'");
    }
    try (Connection memory = DriverManager.getConnection("jdbc:sqlite::memory:");
        Statement plain = memory.createStatement()) {
      plain.execute("CREATE TABLE memory(id INTEGER PRIMARY KEY, content TEXT)");
      System.out.println(plain.executeUpdate("INSERT INTO memory VALUES(1, 'zebra')"));
      print("in memory", memory, "SELECT id FROM memory WHERE content LIKE '%zebra%'");
    }
  }

  /** Objects of our own in the database must not show in what the application prints. */
  private static void own(Connection connection) throws SQLException {
    print(
        "tables",
        connection,
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'fastaccel%'");
    print("integrity", connection, "PRAGMA integrity_check");
  }

  private interface Action {
    Object run() throws SQLException;
  }

  private static void attempt(String what, Action action) {
    try {
      Object result = action.run();
      System.out.println(what + ": " + (result instanceof AutoCloseable ? "done" : result));
    } catch (SQLException e) {
      System.out.println(what + ": " + e.getClass().getName() + " " + e.getMessage());
    }
  }

  private static int count(ResultSet result) throws SQLException {
    int rows = 0;
    while (result.next()) {
      rows++;
    }
    result.close();
    return rows;
  }

  private static void describe(ResultSetMetaData metaData) throws SQLException {
    for (int i = 1; i <= metaData.getColumnCount(); i++) {
      System.out.print(
          metaData.getColumnName(i)
              + " "
              + metaData.getColumnLabel(i)
              + " "
              + metaData.getColumnTypeName(i)
              + " "
              + metaData.getTableName(i)
              + ", ");
    }
    System.out.println();
  }

  private static void print(String what, Connection connection, String sql) throws SQLException {
    for (int i = 0; i < 2; i++) {
      try (PreparedStatement statement = connection.prepareStatement(sql)) {
        print(what, statement.executeQuery());
      }
    }
  }

  private static void print(String what, ResultSet result) throws SQLException {
    System.out.println("-- " + what);
    int columns = result.getMetaData().getColumnCount();
    while (result.next()) {
      StringBuilder row = new StringBuilder();
      for (int i = 1; i <= columns; i++) {
        row.append(result.getString(i)).append('|');
      }
      System.out.println(row);
    }
    result.close();
  }

  /** The driver took generated keys away in 3.43.0, and gave them back a few releases later. */
  private static void printGeneratedKeys(PreparedStatement statement) throws SQLException {
    try {
      print("keys", statement.getGeneratedKeys());
    } catch (SQLFeatureNotSupportedException e) {
      System.out.println("no generated keys: " + e.getMessage());
    }
  }
}
