package io.fastaccel.interceptors.tools.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fastaccel.interceptors.api.Feature;
import io.fastaccel.interceptors.api.Features;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many who ask the same at the same time: one asks the tool, and nobody ever hangs. */
@Timeout(60)
class SingleFlightTest {

  /** Longer than any test may take: who waits to its end hangs. */
  private static final long FOR_EVER = TimeUnit.HOURS.toNanos(1);

  private static final ResultForm TEXTS =
      new ResultForm() {
        @Override
        public String objection(Object result) {
          return null;
        }

        @Override
        public String shown(Object result) {
          return (String) result;
        }

        @Override
        public String toText(Object result) {
          return null;
        }

        @Override
        public Object fromText(String text) {
          return null;
        }
      };

  private final ToolCache cache =
      new ToolCache(
          CacheRules.parse(List.of("get*")),
          TEXTS,
          SingleFlightTest.class.getClassLoader(),
          null,
          System::nanoTime);

  private final AtomicInteger runs = new AtomicInteger();
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @BeforeEach
  void switchOn() {
    Features.of(Feature.TOOLS).switchTo(true);
  }

  @AfterEach
  void end() {
    threads.shutdownNow();
  }

  private Object answer(String tool, long patience, Callable<?> body) throws Exception {
    FakeCall call = new FakeCall(tool, "{}", body);
    try {
      return ToolCache.call(cache.plan(call), call, patience);
    } catch (Exception e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  private Future<Object> inBackground(String tool, Callable<?> body) {
    return threads.submit(() -> answer(tool, FOR_EVER, body));
  }

  /** Returns when so many threads wait for the flight of a tool. */
  private void awaitFollowers(int followers) {
    while (cache.followers() < followers) {
      Thread.onSpinWait();
    }
  }

  @Test
  void manyAskAndTheToolRunsOnce() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    List<Future<Object>> answers = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      answers.add(
          inBackground(
              "get",
              () -> {
                end.await();
                return runs.incrementAndGet();
              }));
    }
    awaitFollowers(7);
    end.countDown();
    for (Future<Object> answer : answers) {
      assertEquals(1, answer.get());
    }
    assertEquals(0, cache.flights());
  }

  @Test
  void whoFollowsAFailureAsksTheTool() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    Future<Object> leader =
        inBackground(
            "get",
            () -> {
              end.await();
              throw new IOException("leader's own");
            });
    awaitFlights(1);
    Future<Object> follower = inBackground("get", () -> "follower's own");
    awaitFollowers(1);
    end.countDown();
    ExecutionException failure = assertThrows(ExecutionException.class, leader::get);
    assertEquals("leader's own", failure.getCause().getMessage());
    assertEquals("follower's own", follower.get());
    assertEquals(0, cache.flights());
  }

  private void awaitFlights(int flights) {
    while (cache.flights() < flights) {
      Thread.onSpinWait();
    }
  }

  @Test
  void anInterruptedLeaderFailsAlone() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    Future<Object> leader =
        inBackground(
            "get",
            () -> {
              never.await();
              return "never";
            });
    awaitFlights(1);
    Future<Object> follower = inBackground("get", () -> "follower's own");
    awaitFollowers(1);
    assertTrue(leader.cancel(true));
    assertEquals("follower's own", follower.get());
  }

  @Test
  void anInterruptedFollowerGoesItsOwnWayAndStaysInterrupted() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    Future<Object> leader =
        inBackground(
            "get",
            () -> {
              end.await();
              return "leader's own";
            });
    awaitFlights(1);
    Thread[] thread = new Thread[1];
    CountDownLatch started = new CountDownLatch(1);
    Future<Boolean> follower =
        threads.submit(
            () -> {
              thread[0] = Thread.currentThread();
              started.countDown();
              assertEquals("own", answer("get", FOR_EVER, () -> "own"));
              return Thread.interrupted();
            });
    started.await();
    awaitFollowers(1);
    thread[0].interrupt();
    assertTrue(follower.get(), "the interrupt was lost");
    end.countDown();
    assertEquals("leader's own", leader.get());
  }

  @Test
  void aToolThatAsksItselfIsAnswered() throws Exception {
    Object answer =
        answer("get", FOR_EVER, () -> "outer of " + answer("get", FOR_EVER, () -> "inner"));
    assertEquals("outer of inner", answer);
    assertEquals(answer, answer("get", FOR_EVER, () -> "not asked"));
  }

  @Test
  void twoToolsThatAskEachOtherAreAnswered() throws Exception {
    CountDownLatch bothRun = new CountDownLatch(2);
    Future<Object> a =
        inBackground(
            "getA",
            () -> {
              bothRun.countDown();
              bothRun.await();
              return "a of " + answer("getB", FOR_EVER, () -> "b");
            });
    Future<Object> b =
        inBackground(
            "getB",
            () -> {
              bothRun.countDown();
              bothRun.await();
              return "b of " + answer("getA", FOR_EVER, () -> "a");
            });
    // The one that ends first may be the other's answer.
    assertTrue(a.get().toString().startsWith("a of b"), a.get().toString());
    assertTrue(b.get().toString().startsWith("b of a"), b.get().toString());
  }

  /** Without the cache the follower, which holds the lock, would not wait for anybody. */
  @Test
  void aFollowerThatHoldsTheLeadersLockGoesItsOwnWay() throws Exception {
    ReentrantLock lock = new ReentrantLock();
    Future<Object> leader;
    lock.lock();
    try {
      leader =
          inBackground(
              "get",
              () -> {
                lock.lock();
                try {
                  return "leader's own";
                } finally {
                  lock.unlock();
                }
              });
      awaitFlights(1);
      assertEquals("own", answer("get", FOR_EVER, () -> "own"));
    } finally {
      lock.unlock();
    }
    assertEquals("leader's own", leader.get());
  }

  @Test
  void aFollowerThatHoldsTheLeadersMonitorGoesItsOwnWay() throws Exception {
    Object monitor = new Object();
    Future<Object> leader;
    synchronized (monitor) {
      leader =
          inBackground(
              "get",
              () -> {
                synchronized (monitor) {
                  return "leader's own";
                }
              });
      awaitFlights(1);
      assertEquals("own", answer("get", FOR_EVER, () -> "own"));
    }
    assertEquals("leader's own", leader.get());
  }

  /**
   * A tool that waits for a thread of its own, which asks the same: nothing tells the two apart.
   */
  @Test
  void patienceEndsWhatNothingElseDoes() throws Exception {
    Object answer =
        answer(
            "get",
            FOR_EVER,
            () -> threads.submit(() -> "outer of " + answer("get", 1, () -> "inner")).get());
    assertEquals("outer of inner", answer);
    assertEquals(0, cache.flights());
  }

  @Test
  void nothingIsLeftOnTheThread() throws Exception {
    answer("get", FOR_EVER, () -> "own");
    assertThrows(
        IOException.class,
        () ->
            answer(
                "getOther",
                FOR_EVER,
                () -> {
                  throw new IOException();
                }));
    assertEquals(false, Flight.isLeading());
  }
}
