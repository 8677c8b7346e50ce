package io.fastaccel.compatibility.postgresql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.fastaccel.compatibility.Application;
import io.fastaccel.compatibility.BrokenJar;
import io.fastaccel.compatibility.applications.PostgresSearch;
import io.fastaccel.harness.PostgresServer;
import io.fastaccel.harness.RunningJava;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The jar on a real PostgreSQL: what it advises, what it creates, and what it leaves alone. */
class PostgresIT {

  private static final String OWNER = "owner";
  private static final String READER = "reader";
  private static final String OPERATOR_CLASS = "gin_trgm_ops";

  private static PostgresServer server;

  private Connection admin;

  @BeforeAll
  static void startServer() throws Exception {
    Assumptions.assumeTrue(
        PostgresServer.programs().isPresent(),
        "skipped: PostgreSQL is not installed (on Debian: apt-get install postgresql)");
    server = PostgresServer.start();
  }

  @AfterAll
  static void stopServer() {
    if (server != null) {
      server.close();
    }
  }

  @BeforeEach
  void createMemory() throws SQLException {
    admin = DriverManager.getConnection(server.url(), PostgresServer.USER, PostgresServer.PASSWORD);
    execute("CREATE ROLE " + OWNER + " LOGIN PASSWORD '" + PostgresServer.PASSWORD + "'");
    execute("CREATE ROLE " + READER + " LOGIN PASSWORD '" + PostgresServer.PASSWORD + "'");
    execute("GRANT CREATE ON SCHEMA public TO " + OWNER);
    execute("GRANT CREATE ON DATABASE " + PostgresServer.USER + " TO " + OWNER);
    execute("CREATE TABLE memory(id int PRIMARY KEY, content text, title varchar(99), kind text)");
    execute(
        "INSERT INTO memory SELECT i, 'a common text ' || md5(i::text) || ' needle' || i % 97"
            + " || CASE WHEN i % 1999 = 0 THEN ' a zebra, it''s 100% sure 记忆检索' ELSE '' END,"
            + " 'Needle' || i % 97 || ' title', CASE i % 2 WHEN 0 THEN 'fact' ELSE 'note' END"
            + " FROM generate_series(1, 20000) i");
    execute("ALTER TABLE memory OWNER TO " + OWNER);
    execute("GRANT SELECT ON memory TO " + READER);
    execute("ANALYZE memory");
  }

  @AfterEach
  void dropMemory() throws SQLException {
    if (admin == null) {
      return;
    }
    execute("DROP EXTENSION IF EXISTS pg_trgm CASCADE");
    execute("DROP OWNED BY " + OWNER + ", " + READER + " CASCADE");
    execute("DROP ROLE " + OWNER + ", " + READER);
    admin.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"postgresql-oldest", "postgresql-latest"})
  void indexesAreAdvisedAndNothingIsTouched(String driver) throws Exception {
    Application.Result result = compare(driver, OWNER, "lower(title)\",", "advise");
    JsonNode content = finding(result, "content");
    assertEquals("advised", content.path("state").asText(), content::toString);
    assertTrue(content.path("searches").asInt() > 0, content::toString);
    assertEquals(
        "CREATE EXTENSION IF NOT EXISTS pg_trgm", content.path("statements").path(0).asText());
    assertEquals(List.of(), indexes());
    assertEquals(
        0, number("SELECT count(*) FROM pg_stat_activity WHERE application_name = 'fast-accel'"));
    List<String> lines = lines(result);
    assertEquals(1, lines.stream().filter(line -> line.contains("(\"content\" ")).count());
    assertTrue(lines.stream().noneMatch(line -> line.contains("zebra")), lines::toString);

    // The advice is one that can be followed, and then nothing more is advised for it.
    for (JsonNode statement : content.path("statements")) {
      execute(statement.asText());
    }
    assertTrue(plan("content LIKE '%zebra%'").contains("Bitmap Index Scan"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"postgresql-oldest", "postgresql-latest"})
  void indexesAreCreatedAndServeTheSearch(String driver) throws Exception {
    Application.Result result = compare(driver, OWNER, "\"created\"", "create");
    assertTrue(indexes().size() >= 1, () -> result.feature("memory").toString());
    assertTrue(indexes().stream().allMatch(index -> index.endsWith(" valid")));
    assertTrue(plan("content LIKE '%zebra%'").contains("Bitmap Index Scan"));
    assertEquals(List.of(), lines(result));

    // Once more: there is nothing left to create.
    List<String> before = indexes();
    run(driver, OWNER, "\"memory\"", "create");
    assertTrue(indexes().containsAll(before));
  }

  @Test
  void whatIsLeftOfAnEarlierAttemptIsReplaced() throws Exception {
    Application.Result first = run("postgresql-latest", OWNER, "\"advised\"", "advise");
    for (JsonNode statement : finding(first, "content").path("statements")) {
      execute(statement.asText());
    }
    execute(
        "UPDATE pg_index SET indisvalid = false WHERE indexrelid::regclass::text LIKE 'fastaccel%'");
    assertTrue(indexes().get(0).endsWith(" invalid"));
    execute("CREATE INDEX theirs ON memory USING gin (content gin_trgm_ops) WHERE kind = 'x'");
    execute("UPDATE pg_index SET indisvalid = false WHERE indexrelid::regclass::text = 'theirs'");

    compare("postgresql-latest", OWNER, "\"created\"", "create");
    assertTrue(
        indexes().stream().anyMatch(index -> index.matches(".*_content_[0-9a-f]+ valid")),
        () -> String.valueOf(silently()));
    assertTrue(indexes().contains("theirs invalid"));
  }

  @Test
  void aTransactionThatWritesForLongIsNotWaitedFor() throws Exception {
    execute("CREATE EXTENSION pg_trgm");
    try (Connection other = connect(OWNER);
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("UPDATE memory SET kind = 'locked' WHERE id = 3");
      Application.Result result = run("postgresql-latest", OWNER, "SQL state 55P03", "create");
      assertEquals("creating", finding(result, "content").path("state").asText());
      assertEquals(List.of(), indexes());
      other.rollback();
    }
  }

  @Test
  void whatAnAttemptLeavesBehindIsRemovedAsSoonAsThatIsPossible() throws Exception {
    execute("CREATE EXTENSION pg_trgm");
    try (Connection other = connect(OWNER);
        Statement statement = other.createStatement();
        RunningJava application =
            search("postgresql-latest", OWNER, "\"incompleteIndex\": false")
                .with("needle")
                .withAgent("memory.index-after=100000", "memory.postgresql=create")
                .start()) {
      application.closeInput();
      other.setAutoCommit(false);
      other.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      statement.execute("SELECT count(*) FROM memory");
      // The reader's snapshot is in the way of both, creating the index and dropping it.
      while (indexes().isEmpty()) {
        Thread.onSpinWait();
      }
      while (number(
              "SELECT count(*) FROM pg_locks WHERE relation = 'memory'::regclass"
                  + " AND mode = 'ShareUpdateExclusiveLock'")
          > 0) {
        Thread.onSpinWait();
      }
      assertTrue(indexes().get(0).endsWith(" invalid"));
      other.rollback();
      application.await(Duration.ofMinutes(2)).orThrow();
      assertTrue(indexes().stream().noneMatch(index -> index.endsWith(" invalid")));
    }
  }

  @Test
  void whoMayNotCreateIsOnlyAdvised() throws Exception {
    execute("CREATE EXTENSION pg_trgm");
    Application.Result result =
        compare("postgresql-latest", READER, "not the owner of the table", "create");
    assertEquals("advised", finding(result, "content").path("state").asText());
    assertEquals(List.of(), indexes());
  }

  @Test
  void anExtensionThatMayNotBeCreatedIsSaidAndGivenUp() throws Exception {
    execute("REVOKE CREATE ON DATABASE " + PostgresServer.USER + " FROM " + OWNER);
    Application.Result result = compare("postgresql-latest", OWNER, "SQL state 42501", "create");
    assertEquals("failed", finding(result, "content").path("state").asText());
    assertTrue(
        lines(result).stream().anyMatch(line -> line.contains("by hand: CREATE EXTENSION")),
        () -> lines(result).toString());
    assertEquals(List.of(), indexes());
  }

  @Test
  void whereManySearchesAreTooShortForAnIndexItIsOnlyAdvised() throws Exception {
    Application.Result result =
        search("postgresql-latest", OWNER, "less than three characters")
            .with("ze")
            .withAgent("memory.index-after=1000000", "memory.postgresql=create")
            .run();
    assertEquals("advised", finding(result, "content").path("state").asText());
    assertEquals(List.of(), indexes());
  }

  @Test
  void withAllAdviceBrokenNothingIsDifferent(@TempDir Path folder) throws Exception {
    Path jar = folder.resolve("broken.jar");
    BrokenJar.write(Application.agentJar(), jar);
    List<String> plain =
        search("postgresql-latest", OWNER, "\"memory\"").with("needle").run().output();
    List<String> broken =
        search("postgresql-latest", OWNER, "\"memory\"")
            .with("needle")
            .withAgent(jar, "memory.postgresql=create")
            .run()
            .output();
    assertEquals(String.join("\n", plain), String.join("\n", broken));
    assertEquals(List.of(), indexes());
  }

  @Test
  void switchedOffNobodyLooks() throws Exception {
    Application.Result result = compare("postgresql-latest", OWNER, "\"memory\"", "off");
    assertFalse(result.feature("memory").path("postgresql").elements().hasNext());
    assertEquals(List.of(), lines(result));
  }

  private static Connection connect(String user) throws SQLException {
    return DriverManager.getConnection(server.url(), user, PostgresServer.PASSWORD);
  }

  private static JsonNode finding(Application.Result result, String column) {
    for (JsonNode finding : result.feature("memory").path("postgresql")) {
      if (finding.path("column").asText().equals(column)) {
        return finding;
      }
    }
    throw new AssertionError(result.feature("memory"));
  }

  private static List<String> lines(Application.Result result) {
    return result.errors().stream().filter(line -> line.contains("fast-accel")).toList();
  }

  private static Application.Result compare(String driver, String user, String until, String mode)
      throws Exception {
    List<String> plain = search(driver, user, until).with("needle").run().output();
    Application.Result result = run(driver, user, until, mode);
    assertEquals(String.join("\n", plain), String.join("\n", result.output()));
    return result;
  }

  private static Application.Result run(String driver, String user, String until, String mode)
      throws Exception {
    return search(driver, user, until)
        .with("needle")
        .withAgent("memory.index-after=100000", "memory.postgresql=" + mode)
        .run();
  }

  private static Application search(String driver, String user, String until) {
    return Application.of(PostgresSearch.class)
        .on(driver)
        .with(server.url(), user, PostgresServer.PASSWORD, until);
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = admin.createStatement()) {
      statement.execute(sql);
    }
  }

  private long number(String sql) throws SQLException {
    try (Statement statement = admin.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  private List<String> silently() {
    try {
      return indexes();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Trigram indexes and whether they are valid. */
  private List<String> indexes() throws SQLException {
    List<String> names = new ArrayList<>();
    try (Statement statement = admin.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT i.relname, x.indisvalid FROM pg_index x"
                    + " JOIN pg_class i ON i.oid = x.indexrelid"
                    + " JOIN pg_opclass o ON o.oid = x.indclass[0]"
                    + " WHERE o.opcname = '"
                    + OPERATOR_CLASS
                    + "' ORDER BY 1")) {
      while (rows.next()) {
        names.add(rows.getString(1) + (rows.getBoolean(2) ? " valid" : " invalid"));
      }
    }
    return names;
  }

  private String plan(String condition) throws SQLException {
    StringBuilder plan = new StringBuilder();
    try (Statement statement = admin.createStatement();
        ResultSet rows =
            statement.executeQuery("EXPLAIN SELECT id FROM memory WHERE " + condition)) {
      while (rows.next()) {
        plan.append(rows.getString(1)).append('\n');
      }
    }
    return plan.toString();
  }
}
