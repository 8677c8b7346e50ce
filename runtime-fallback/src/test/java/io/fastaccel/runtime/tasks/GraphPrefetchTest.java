package io.fastaccel.runtime.tasks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class GraphPrefetchTest {

  private static final Callable<Object> NOTHING = () -> null;

  private static TaskThreads threads(int limit) {
    return TaskThreads.create("test-task", limit);
  }

  private static GraphPrefetch prefetch(TaskThreads threads, TaskGraph<Object> graph, int most) {
    return new GraphPrefetch(threads, graph, most, () -> CallerContext.NONE);
  }

  /** What a loop does that handles failures of single calls. */
  private static List<Object> loop(GraphPrefetch prefetch, TaskGraph<Object> graph) {
    List<Object> results = new ArrayList<>();
    try (prefetch) {
      for (int i = 0; i < graph.size(); i++) {
        Object result;
        try {
          Outcome outcome = prefetch.commit(i);
          if (outcome == null) {
            result = graph.work(i).call();
          } else if (outcome.failure() != null) {
            throw (Exception) outcome.failure();
          } else {
            result = outcome.value();
          }
        } catch (Exception e) {
          result = e.getMessage();
        }
        results.add(result);
      }
    }
    return results;
  }

  @Test
  void aCallStartsAsSoonAsWhatItNeedsIsOverThoughOthersAreNot() {
    CountDownLatch dependentRuns = new CountDownLatch(1);
    TaskGraph.Builder<Object> builder = new TaskGraph.Builder<>();
    // The caller is held up until the call that depends on the second one runs.
    int first =
        builder.add(
            "first",
            () -> {
              dependentRuns.await();
              return 1;
            });
    int second = builder.add("second", () -> 2);
    int third =
        builder.add(
            "third",
            () -> {
              dependentRuns.countDown();
              return 3;
            });
    builder.dependsOn(third, second);
    TaskGraph<Object> graph = builder.build();
    assertEquals(List.of(1, 2, 3), loop(prefetch(threads(2), graph, 2), graph));
    assertEquals(0, first);
  }

  @Test
  void whatDependsOnAFailureIsNotBegunBeforeTheCallerIsPastIt() throws Exception {
    AtomicInteger ran = new AtomicInteger();
    CountDownLatch failed = new CountDownLatch(1);
    TaskGraph.Builder<Object> builder = new TaskGraph.Builder<>();
    builder.add(
        "first",
        () -> {
          failed.await();
          return 1;
        });
    int failing =
        builder.add(
            "failing",
            () -> {
              failed.countDown();
              throw new IllegalStateException("no");
            });
    int dependent = builder.add("dependent", ran::incrementAndGet);
    builder.dependsOn(dependent, failing);
    TaskGraph<Object> graph = builder.build();
    TaskThreads threads = threads(2);
    try (GraphPrefetch prefetch = prefetch(threads, graph, 2)) {
      assertNull(prefetch.commit(0));
      assertEquals(1, graph.work(0).call());
      assertEquals("no", prefetch.commit(1).failure().getMessage());
    }
    assertEquals(0, ran.get());
    // A loop that goes on after the failure gets to it in its turn.
    assertEquals(List.of(1, "no", 1), loop(prefetch(threads, graph, 2), graph));
  }

  @Test
  void moreCallsThanThreadsAreAllMadeOnceAndNeverMoreAtATimeThanAllowed() {
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    AtomicInteger calls = new AtomicInteger();
    TaskGraph.Builder<Object> builder = new TaskGraph.Builder<>();
    List<Object> expected = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      int value = i;
      builder.add(
          "call" + i,
          () -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            calls.incrementAndGet();
            now.decrementAndGet();
            return value;
          });
      expected.add(value);
    }
    TaskGraph<Object> graph = builder.build();
    TaskThreads threads = threads(3);
    assertEquals(expected, loop(prefetch(threads, graph, 3), graph));
    assertEquals(2_000, calls.get());
    assertTrue(most.get() <= 4, "3 threads and the caller: " + most);
    assertTrue(threads.mostRunning() <= 3);
  }

  @Test
  void closingDropsWhatHasNotBegun() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    AtomicInteger ran = new AtomicInteger();
    TaskGraph.Builder<Object> builder = new TaskGraph.Builder<>();
    builder.add("first", NOTHING);
    int busy =
        builder.add(
            "busy",
            () -> {
              running.countDown();
              end.await();
              return null;
            });
    for (int i = 0; i < 10; i++) {
      builder.dependsOn(builder.add("later", ran::incrementAndGet), busy);
    }
    TaskThreads threads = threads(1);
    GraphPrefetch prefetch = prefetch(threads, builder.build(), 1);
    assertNull(prefetch.commit(0));
    running.await();
    prefetch.close();
    prefetch.close();
    assertNull(prefetch.commit(1));
    assertEquals(1, prefetch.inVain());
    end.countDown();
    TaskGraph.Builder<Object> after = new TaskGraph.Builder<>();
    CyclicBarrier both = new CyclicBarrier(2);
    after.add("a", both::await);
    after.add("b", both::await);
    TaskGraph<Object> graph = after.build();
    // The only thread is free again when this is over.
    assertEquals(2, loop(prefetch(threads, graph, 1), graph).size());
    assertEquals(0, ran.get());
  }

  @Test
  void anInterruptedCallerMakesTheRestItself() {
    Thread here = Thread.currentThread();
    TaskGraph.Builder<Object> builder = new TaskGraph.Builder<>();
    builder.add("first", NOTHING);
    builder.add("second", () -> Thread.currentThread());
    TaskGraph<Object> graph = builder.build();
    try (GraphPrefetch prefetch = prefetch(threads(1), graph, 1)) {
      here.interrupt();
      assertNull(prefetch.commit(0));
      assertNull(prefetch.commit(1));
    }
    assertTrue(Thread.interrupted());
  }

  @Test
  void newThreadsInheritFromTheCallerAndNotFromACall() {
    InheritableThreadLocal<String> local = new InheritableThreadLocal<>();
    CountDownLatch isSet = new CountDownLatch(1);
    Thread[] ofSetting = new Thread[1];
    List<String> inherited = new CopyOnWriteArrayList<>();
    TaskGraph.Builder<Object> builder = new TaskGraph.Builder<>();
    CyclicBarrier all = new CyclicBarrier(3);
    // The caller is kept here until two calls run that only the end of another one has set free.
    Callable<Object> meeting =
        () -> {
          if (Thread.currentThread() != ofSetting[0]) {
            inherited.add(String.valueOf(local.get()));
          }
          all.await();
          return null;
        };
    builder.add(
        "first",
        () -> {
          isSet.await();
          all.await();
          return null;
        });
    int setting =
        builder.add(
            "setting",
            () -> {
              local.set("of a call");
              ofSetting[0] = Thread.currentThread();
              isSet.countDown();
              return null;
            });
    builder.dependsOn(builder.add("reading", meeting), setting);
    builder.dependsOn(builder.add("reading too", meeting), setting);
    TaskGraph<Object> graph = builder.build();
    local.set("of the caller");
    try {
      loop(prefetch(threads(4), graph, 4), graph);
    } finally {
      local.remove();
    }
    assertEquals(List.of("of the caller"), inherited);
  }

  @Test
  void aCallMayNotDependOnALaterOne() {
    TaskGraph.Builder<Object> builder = new TaskGraph.Builder<>();
    builder.add("first", NOTHING);
    builder.add("second", NOTHING);
    builder.dependsOn(0, 1);
    TaskGraph<Object> graph = builder.build();
    assertThrows(IllegalArgumentException.class, () -> prefetch(threads(1), graph, 1));
  }

  @Test
  void aFailureIsTheVeryObjectThatWasThrown() {
    Error failure = new AssertionError("of the call");
    TaskGraph.Builder<Object> builder = new TaskGraph.Builder<>();
    CountDownLatch thrown = new CountDownLatch(1);
    builder.add("first", NOTHING);
    builder.add(
        "second",
        () -> {
          thrown.countDown();
          throw failure;
        });
    try (GraphPrefetch prefetch = prefetch(threads(1), builder.build(), 1)) {
      assertNull(prefetch.commit(0));
      thrown.await();
      assertSame(failure, prefetch.commit(1).failure());
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void randomGraphsGiveWhatTheSequentialRunGives() {
    Random random = new Random(20261126);
    TaskThreads threads = threads(4);
    int early = 0;
    for (int round = 0; round < 500; round++) {
      long seed = random.nextLong();
      TaskGraph<Object> graph = randomGraph(seed);
      List<Object> expected = new ArrayList<>();
      for (int i = 0; i < graph.size(); i++) {
        try {
          expected.add(graph.work(i).call());
        } catch (Exception e) {
          expected.add(e.getMessage());
        }
      }
      TaskGraph<Object> again = randomGraph(seed);
      GraphPrefetch prefetch = prefetch(threads, again, 1 + random.nextInt(4));
      assertEquals(expected, loop(prefetch, again), () -> "seed " + seed);
      early += prefetch.committed();
    }
    assertTrue(early > 500, "the test has to see early calls: " + early);
  }

  /** Each call appends to what those that it depends on have left in their places. */
  private static TaskGraph<Object> randomGraph(long seed) {
    Random random = new Random(seed);
    int size = 2 + random.nextInt(20);
    String[] left = new String[size];
    TaskGraph.Builder<Object> builder = new TaskGraph.Builder<>();
    for (int i = 0; i < size; i++) {
      int own = i;
      boolean fails = random.nextInt(8) == 0;
      boolean slow = random.nextInt(3) == 0;
      List<Integer> needs = new ArrayList<>();
      for (int j = 0; j < i; j++) {
        if (random.nextInt(5) == 0) {
          needs.add(j);
        }
      }
      builder.add(
          "call" + i,
          () -> {
            if (slow) {
              LockSupport.parkNanos(20_000);
            }
            StringBuilder seen = new StringBuilder("call" + own + "(");
            for (int need : needs) {
              seen.append(left[need]);
            }
            if (fails) {
              throw new IllegalStateException(seen.toString());
            }
            left[own] = seen.append(')').toString();
            return left[own];
          });
      needs.forEach(need -> builder.dependsOn(own, need));
    }
    return builder.build();
  }
}
