package io.fastaccel.interceptors.sqlite.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.JDBC;

/**
 * Ends the work between every two statements of ours on either database, as a killed process does,
 * and lets another process go on.
 */
class InterruptedWorkTest {

  private static final int ROWS = 2_300;
  private static final int STEPS = 12;
  private static final IndexAdministration.Progress SILENT = (done, total) -> {};
  private static final WriteGate GATE =
      connection -> Statements.execute(connection, "BEGIN IMMEDIATE");

  /** How often {@link #dies} is run over the statements: every n-th of them. */
  private static final int STRIDE = Integer.getInteger("fastaccel.crash.stride", 41);

  @TempDir Path directory;
  private final ConnectionOpener opener = new DriverOpener(new JDBC());

  private static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  @Test
  void anotherProcessGoesOnWhereverTheFirstOneDied() throws Exception {
    Path template = directory.toRealPath().resolve("template.db");
    create(template);
    int statements = 1;
    Set<String> endings = new HashSet<>();
    boolean died = true;
    while (died) {
      Path file = Files.copy(template, template.resolveSibling("at" + statements + ".db"));
      died = dies(file, statements);
      endings.add(goOn(file));
      Files.delete(file);
      Sidecar.delete(Sidecar.of(file));
      statements += STRIDE;
    }
    assertEquals(1, endings.size(), endings::toString);
    assertTrue(statements > 100, "too few statements: the work was not done");
  }

  private static void create(Path file) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
      Statements.execute(connection, "CREATE TABLE memory(id INTEGER PRIMARY KEY, content TEXT)");
      Statements.execute(
          connection,
          "WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < ?)"
              + " INSERT INTO memory(content) SELECT 'row ' || i || ' of many' FROM c",
          ROWS);
    }
  }

  /** Works until that many statements were begun; whether there were as many. */
  private boolean dies(Path file, int statements) throws SQLException {
    int[] left = {statements};
    TableIndex index = new TableIndex("memory", 64);
    index.want(Set.of("content"));
    index.request();
    Connection user = opener.open(file);
    Connection sidecar = Sidecar.openForWriting(opener, file, "UTF-8");
    try (Connection application = opener.open(file)) {
      for (int i = 0; i < STEPS; i++) {
        index.expectChanges();
        index.step(dying(user, left), dying(sidecar, left), GATE);
        change(application, i);
      }
      return false;
    } catch (Killed e) {
      return true;
    } finally {
      // Whatever was not committed is gone, as it would be with the process.
      sidecar.close();
      user.close();
    }
  }

  private static void change(Connection application, int i) throws SQLException {
    Statements.execute(
        application,
        "UPDATE memory SET content = content || ' changed' WHERE id IN (?, ?)",
        1 + i,
        ROWS - i);
  }

  private static Connection dying(Connection connection, int[] left) {
    return (Connection)
        Proxy.newProxyInstance(
            Connection.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("prepareStatement") && --left[0] < 0) {
                throw new Killed();
              }
              try {
                return method.invoke(connection, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  /** Completes the index in another process's way, and says how that ends. */
  private String goOn(Path file) throws Exception {
    IndexAdministration administration = new IndexAdministration(opener, file);
    try (Connection application = opener.open(file)) {
      change(application, 100);
      administration.build("memory", Set.of("content"), SILENT);
      assertEquals(
          "ok", Statements.text(application, "PRAGMA integrity_check"), "the user's database");
    }
    List<IndexAdministration.Entry> entries = administration.list();
    return entries.size()
        + " valid "
        + entries.get(0).valid()
        + " "
        + administration.verify("memory", SILENT);
  }
}
