package io.fastaccel.interceptors.sqlite.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fastaccel.interceptors.api.Feature;
import io.fastaccel.interceptors.api.Features;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever has closed his database can do with the file what he likes. */
class ClosedDatabaseTest {

  private static final int ENOUGH_MILLIS = 60_000;

  private final CountDownLatch opening = new CountDownLatch(1);
  private final CountDownLatch goOn = new CountDownLatch(1);
  private final AtomicInteger asked = new AtomicInteger();
  private final AtomicInteger opened = new AtomicInteger();

  /** So often the database is said to be open. */
  private int wanted = Integer.MAX_VALUE;

  private final ConnectionOpener opener =
      new ConnectionOpener() {
        @Override
        public Connection open(Path file) throws SQLException {
          opened.incrementAndGet();
          opening.countDown();
          try {
            goOn.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          throw new SQLException("closed again");
        }
      };

  private final WriteGate gate =
      new WriteGate() {
        @Override
        public void begin(Connection user) throws SQLException {
          throw new SQLException("never");
        }

        @Override
        public boolean isWanted() {
          return asked.incrementAndGet() <= wanted;
        }
      };

  @BeforeEach
  void switchOn() {
    Features.of(Feature.MEMORY).switchTo(true);
  }

  @Test
  void nothingIsOpenedThatWasClosedMeanwhile() throws Exception {
    wanted = 1;
    search();
    for (int i = 0; i < ENOUGH_MILLIS && asked.get() < 2; i++) {
      Thread.sleep(1);
    }
    goOn.countDown();
    assertTrue(asked.get() > 1, "asked once more");
    assertEquals(0, opened.get());
  }

  @Test
  void whoClosesWaitsForUs() throws Exception {
    DatabaseIndex index = search();
    assertTrue(opening.await(ENOUGH_MILLIS, TimeUnit.MILLISECONDS));
    assertFalse(index.closeUserConnection(1));
    goOn.countDown();
    assertTrue(index.closeUserConnection(ENOUGH_MILLIS));
  }

  /** As on a machine whose disk is busy: what holds us up is not the application's database. */
  @Test
  void whoClosesDoesNotWaitForAStepThatTakesLong(@TempDir Path directory) throws Exception {
    Path file = directory.toRealPath().resolve("memory.db");
    List<Connection> users = new CopyOnWriteArrayList<>();
    try (Connection application = DriverManager.getConnection("jdbc:sqlite:" + file)) {
      Statements.execute(application, "CREATE TABLE memory(id INTEGER PRIMARY KEY, content TEXT)");
      ConnectionOpener slow =
          wanted -> {
            if (!wanted.equals(file)) {
              return opener.open(wanted);
            }
            users.add(DriverManager.getConnection("jdbc:sqlite:" + file));
            return users.get(users.size() - 1);
          };
      DatabaseIndex index = search(file, slow);
      assertTrue(opening.await(ENOUGH_MILLIS, TimeUnit.MILLISECONDS), "the sidecar");
      assertFalse(users.get(0).isClosed());
      assertTrue(index.closeUserConnection(ENOUGH_MILLIS));
      assertTrue(users.get(0).isClosed());
      goOn.countDown();
      for (int i = 0; i < ENOUGH_MILLIS && users.size() < 2; i++) {
        Thread.sleep(1);
      }
      assertTrue(users.size() > 1, "begun again");
      assertNull(index.failure());
    }
  }

  /** Something to do for the background. */
  private DatabaseIndex search() {
    // Some file that there is, for nobody gets to open it.
    return search(Path.of(System.getProperty("java.home"), "release"), opener);
  }

  private DatabaseIndex search(Path file, ConnectionOpener opener) {
    DatabaseIndex index = new DatabaseIndex(file, opener, gate, 0);
    TableIndex table = index.table("memory");
    table.request();
    assertFalse(index.observe(table, Set.of("content"), true));
    return index;
  }
}
