package io.fastaccel.interceptors.tools.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fastaccel.interceptors.tools.cache.StoredResult;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Protocol.Command;

/** Against real servers, and against what is wrong with real networks. */
@Timeout(120)
class RedisStoreTest {

  /** Long enough for a busy machine, where a test waits for an answer. */
  private static final int PATIENT = 20_000;

  @TempDir Path folder;

  private static StoredResult awaitStored(RedisStore store, String key) {
    StoredResult stored = store.get(key);
    while (stored == null) {
      Thread.onSpinWait();
      stored = store.get(key);
    }
    return stored;
  }

  @Test
  void oneMachineFindsWhatAnotherHasKept() throws Exception {
    try (RedisServer server = RedisServer.start(folder)) {
      RedisStore one = new RedisStore(server.address("", 0), PATIENT);
      RedisStore other = new RedisStore(server.address("", 0), PATIENT);
      assertNull(one.get("key"));
      String text = "é \u0000 😀 \n" + "long ".repeat(50_000);
      one.put("key", text, 600_000);
      StoredResult stored = awaitStored(other, "key");
      assertEquals(text, stored.text());
      assertTrue(stored.remainingMillis() > 0 && stored.remainingMillis() <= 600_000);
      assertNull(other.get("another key"));
    }
  }

  @Test
  void timesEndOnTheServerToo() throws Exception {
    try (RedisServer server = RedisServer.start(folder);
        Commands redis = new Commands(server.port())) {
      RedisStore store = new RedisStore(server.address("", 0), PATIENT);
      store.put("key", "text", 600_000);
      awaitStored(store, "key");
      String name = redis.onlyKey();
      assertTrue(redis.remaining(name) > 0 && redis.remaining(name) <= 600_000);
      redis.ask(Command.PEXPIRE, name, "5000");
      assertTrue(store.get("key").remainingMillis() <= 5_000);
      redis.ask(Command.PERSIST, name);
      assertNull(store.get("key"), "what never ends is not ours");
      redis.ask(Command.DEL, name);
      assertNull(store.get("key"));
    }
  }

  @Test
  void whatIsNotOfThisVersionIsNotThere() throws Exception {
    try (RedisServer server = RedisServer.start(folder);
        Commands redis = new Commands(server.port())) {
      RedisStore store = new RedisStore(server.address("", 0), PATIENT);
      store.put("key", "text", 600_000);
      awaitStored(store, "key");
      String name = redis.onlyKey();
      assertTrue(name.startsWith("fast-accel:tools:1:"), name);
      redis.ask(Command.PSETEX, name, "60000", "fast-accel 2\ntext");
      assertNull(store.get("key"));
      redis.ask(Command.PSETEX, name, "60000", "");
      assertNull(store.get("key"));
      redis.ask(Command.DEL, name);
      redis.ask(Command.LPUSH, name, "a list");
      redis.ask(Command.PEXPIRE, name, "60000");
      assertNull(store.get("key"));
    }
  }

  @Test
  void textWithoutAFormInUtf8IsNotKept() throws Exception {
    try (RedisServer server = RedisServer.start(folder)) {
      RedisStore store = new RedisStore(server.address("", 0), PATIENT);
      store.put("half", "a \ud83d b", 600_000);
      store.put("key", "text", 600_000);
      awaitStored(store, "key");
      assertNull(store.get("half"));
    }
  }

  @Test
  void addressesSayUserPasswordAndDatabase() throws Exception {
    try (RedisServer server = RedisServer.start(folder, "--requirepass", "top secret/@")) {
      String password = ":top%20secret%2F%40@";
      RedisStore third = new RedisStore(server.address(password, 3), PATIENT);
      third.put("key", "in the third", 600_000);
      assertEquals("in the third", awaitStored(third, "key").text());
      assertNull(new RedisStore(server.address(password, 0), PATIENT).get("key"));
      assertNull(new RedisStore(server.address(":wrong@", 3), PATIENT).get("key"));
      assertNotNull(
          awaitStored(new RedisStore(server.address("default" + password, 3), PATIENT), "key"));
    }
  }

  @Test
  void aServerThatIsNotThereIsNotAskedAgainAtOnce() throws Exception {
    RedisStore store =
        new RedisStore("redis://127.0.0.1:" + RedisServer.freePort() + "/0", PATIENT);
    for (int i = 0; i < 10_000; i++) {
      assertNull(store.get("key"));
      store.put("key", "text", 1_000);
    }
    assertTrue(counts(store).contains("hits=0"), counts(store));
    assertFalse(failures(store) > 100, counts(store));
  }

  private static String counts(RedisStore store) {
    return store.counts().toString();
  }

  private static long failures(RedisStore store) {
    return (long) store.counts().get("failures");
  }

  @Test
  void aServerThatComesBackIsUsedAgain() throws Exception {
    int port;
    RedisStore store;
    try (RedisServer server = RedisServer.start(folder)) {
      port = server.port();
      store = new RedisStore(server.address("", 0), PATIENT);
      store.put("key", "before", 600_000);
      awaitStored(store, "key");
    }
    assertNull(store.get("key"));
    try (RedisServer again = RedisServer.startAt(port, folder)) {
      RedisStore other = new RedisStore(again.address("", 0), PATIENT);
      other.put("key", "after", 600_000);
      assertEquals("after", awaitStored(store, "key").text());
    }
  }

  /** Idle connections that a server has closed cost a caller nothing but a new one. */
  @Test
  void connectionsThatTheServerClosedAreReplaced() throws Exception {
    try (RedisServer server = RedisServer.start(folder);
        Commands redis = new Commands(server.port())) {
      AtomicReference<RedisStore> made = new AtomicReference<>();
      // A connection that is closed while the store makes it is a failure.
      redis.awaitPing(() -> made.set(new RedisStore(server.address("", 0), PATIENT)));
      RedisStore store = made.get();
      store.put("key", "text", 600_000);
      awaitStored(store, "key");
      redis.ask(Command.CLIENT, "KILL", "TYPE", "normal", "SKIPME", "yes");
      assertEquals("text", store.get("key").text());
      assertEquals(0, failures(store), counts(store));
    }
  }

  @Test
  void thereAreFewConnectionsHoweverManyAsk() throws Exception {
    try (RedisServer server = RedisServer.start(folder);
        Commands redis = new Commands(server.port())) {
      RedisStore store = new RedisStore(server.address("", 0), PATIENT);
      CountDownLatch start = new CountDownLatch(1);
      List<Thread> callers = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        Thread caller =
            new Thread(
                () -> {
                  try {
                    start.await();
                  } catch (InterruptedException e) {
                    return;
                  }
                  for (int j = 0; j < 20; j++) {
                    store.get("key");
                    store.put("key", "text", 600_000);
                  }
                });
        caller.start();
        callers.add(caller);
      }
      start.countDown();
      for (Thread caller : callers) {
        caller.join();
      }
      long ours = redis.clients() - 1;
      assertTrue(ours <= RedisStore.MOST_CONNECTIONS, "connections: " + ours);
    }
  }

  /** Does with each connection what it is told to. */
  private interface Behaviour {
    void with(Socket socket) throws Exception;
  }

  private static ServerSocket misbehaving(Behaviour behaviour) throws Exception {
    ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread thread =
        new Thread(
            () -> {
              while (!server.isClosed()) {
                try {
                  Socket socket = server.accept();
                  Thread one =
                      new Thread(
                          () -> {
                            try (socket) {
                              behaviour.with(socket);
                            } catch (Exception e) {
                              // The client has gone.
                            }
                          });
                  one.setDaemon(true);
                  one.start();
                } catch (Exception e) {
                  return;
                }
              }
            });
    thread.setDaemon(true);
    thread.start();
    return server;
  }

  private static void expectMissesInTime(ServerSocket server) {
    RedisStore store = new RedisStore("redis://127.0.0.1:" + server.getLocalPort() + "/0", 5);
    // Each of the calls may take its 5 ms; a thousand of them take nothing near 5 seconds, since
    // most are not made. A call that hung would end the test's time.
    for (int i = 0; i < 1_000; i++) {
      assertNull(store.get("key"));
      store.put("key", "text", 1_000);
    }
    assertTrue((long) store.counts().get("notInTime") + failures(store) > 0, counts(store));
    assertTrue((long) store.counts().get("notInTime") < 500, counts(store));
  }

  @Test
  void aServerThatNeverAnswersIsAMiss() throws Exception {
    try (ServerSocket server = misbehaving(socket -> Thread.sleep(60_000))) {
      expectMissesInTime(server);
    }
  }

  @Test
  void aServerThatAnswersByteByByteIsAMiss() throws Exception {
    try (ServerSocket server =
        misbehaving(
            socket -> {
              OutputStream out = socket.getOutputStream();
              for (byte b : "$1000000\r\n".repeat(1_000).getBytes(StandardCharsets.US_ASCII)) {
                out.write(b);
                out.flush();
                Thread.sleep(100);
              }
            })) {
      expectMissesInTime(server);
    }
  }

  @Test
  void aServerThatEndsInTheMiddleOfAnAnswerIsAMiss() throws Exception {
    try (ServerSocket server =
        misbehaving(
            socket -> {
              if (socket.getInputStream().read() >= 0) {
                socket
                    .getOutputStream()
                    .write("$1000\r\nhalf of it".getBytes(StandardCharsets.US_ASCII));
              }
            })) {
      expectMissesInTime(server);
    }
  }

  @Test
  void aServerThatSpeaksSomethingElseIsAMiss() throws Exception {
    try (ServerSocket server =
        misbehaving(
            socket -> {
              InputStream in = socket.getInputStream();
              while (in.read() >= 0) {
                socket
                    .getOutputStream()
                    .write("HTTP/1.1 400\r\n".getBytes(StandardCharsets.US_ASCII));
              }
            })) {
      expectMissesInTime(server);
    }
  }

  @Test
  void aServerThatIsStoppedInMidWorkIsAMissAndIsUsedAgainLater() throws Exception {
    try (RedisServer server = RedisServer.start(folder)) {
      RedisStore store = new RedisStore(server.address("", 0), PATIENT);
      RedisStore hasty = new RedisStore(server.address("", 0), 5);
      store.put("key", "text", 600_000);
      awaitStored(store, "key");
      awaitStored(hasty, "key");
      server.suspend(true);
      for (int i = 0; i < 1_000; i++) {
        assertNull(hasty.get("key"));
      }
      server.suspend(false);
      assertEquals("text", awaitStored(hasty, "key").text());
    }
  }

  @Test
  void anInterruptedCallerStaysInterrupted() throws Exception {
    try (ServerSocket server = misbehaving(socket -> Thread.sleep(60_000))) {
      RedisStore store =
          new RedisStore("redis://127.0.0.1:" + server.getLocalPort() + "/0", PATIENT);
      Thread.currentThread().interrupt();
      assertNull(store.get("key"));
      assertTrue(Thread.interrupted());
    }
  }
}
