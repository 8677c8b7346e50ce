package io.fastaccel.runtime.tasks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TaskGraphTest {

  private static final int PARALLELISM = 4;

  private final TaskThreads threads = TaskThreads.create("test-graph", 16);

  @Test
  void everyTaskRunsOnceAfterAllThatItDependsOnAndWithinTheBound() {
    Random random = new Random(20261123);
    for (int round = 0; round < 300; round++) {
      int size = 1 + random.nextInt(60);
      List<List<Integer>> needs = new ArrayList<>();
      AtomicIntegerArray runs = new AtomicIntegerArray(size);
      AtomicInteger inProgress = new AtomicInteger();
      AtomicInteger violations = new AtomicInteger();
      TaskGraph.Builder<Integer> builder = new TaskGraph.Builder<>();
      for (int i = 0; i < size; i++) {
        int task = i;
        List<Integer> before = new ArrayList<>();
        for (int k = random.nextInt(4); k > 0 && i > 0; k--) {
          before.add(random.nextInt(i));
        }
        needs.add(before);
        builder.add(
            "t" + i,
            () -> {
              if (inProgress.incrementAndGet() > PARALLELISM) {
                violations.incrementAndGet();
              }
              for (int needed : before) {
                if (runs.get(needed) != 1) {
                  violations.incrementAndGet();
                }
              }
              runs.incrementAndGet(task);
              inProgress.decrementAndGet();
              return task;
            });
      }
      for (int task = 0; task < size; task++) {
        for (int needed : needs.get(task)) {
          builder.dependsOn(task, needed);
        }
      }
      TaskGraph<Integer> graph = builder.build();
      TaskRun.Result result = graph.prepare(threads, PARALLELISM, CallerContext.NONE).run();
      assertEquals(0, violations.get());
      assertEquals(size, result.ran());
      assertEquals(-1, result.failed());
      for (int task = 0; task < size; task++) {
        assertEquals(1, runs.get(task));
        assertEquals(task, result.outcomes().get(task).value());
        for (int needed : needs.get(task)) {
          assertTrue(graph.order().indexOf(needed) < graph.order().indexOf(task));
        }
      }
    }
  }

  @Test
  void tasksThatDoNotNeedEachOtherAreInProgressTogether() {
    CyclicBarrier meeting = new CyclicBarrier(3);
    TaskGraph.Builder<Object> builder = new TaskGraph.Builder<>();
    int first = builder.add("first", () -> "first");
    for (int i = 0; i < 3; i++) {
      builder.dependsOn(builder.add("side by side", meeting::await), first);
    }
    TaskRun.Result result = run(builder);
    assertEquals(4, result.ran());
    assertEquals(3, result.mostAtATime());
  }

  @Test
  void aChainStaysOnTheThreadThatAsked() {
    TaskGraph.Builder<Object> builder = new TaskGraph.Builder<>();
    for (int i = 0; i < 50; i++) {
      int task = builder.add("link " + i, Thread::currentThread);
      if (i > 0) {
        builder.dependsOn(task, i - 1);
      }
    }
    TaskGraph<Object> chain = builder.build();
    assertTrue(chain.isChain());
    assertEquals(50, chain.depth());
    TaskRun.Result result = chain.prepare(threads, PARALLELISM, CallerContext.NONE).run();
    result.outcomes().forEach(o -> assertSame(Thread.currentThread(), o.value()));
    assertEquals(0, threads.mostRunning());
  }

  @Test
  void aCycleIsNamed() {
    TaskGraph.Builder<Object> builder = new TaskGraph.Builder<>();
    int start = builder.add("start", () -> null);
    int research = builder.add("research", () -> null);
    int write = builder.add("write", () -> null);
    int review = builder.add("review", () -> null);
    int publish = builder.add("publish", () -> null);
    builder
        .dependsOn(research, start)
        .dependsOn(research, review)
        .dependsOn(write, research)
        .dependsOn(review, write)
        .dependsOn(publish, review);
    CyclicDependencyException e = assertThrows(CyclicDependencyException.class, builder::build);
    assertEquals(3, e.cycle().size());
    List<String> twice = new ArrayList<>(e.cycle());
    twice.addAll(e.cycle());
    int from = twice.indexOf("research");
    assertEquals(List.of("research", "review", "write"), twice.subList(from, from + 3));
    assertTrue(e.getMessage().contains(" -> "));
  }

  @Test
  void aTaskThatNeedsItselfIsACycle() {
    TaskGraph.Builder<Object> builder = new TaskGraph.Builder<>();
    int task = builder.add("self", () -> null);
    builder.dependsOn(task, task);
    assertEquals(
        List.of("self"), assertThrows(CyclicDependencyException.class, builder::build).cycle());
  }

  @Test
  void afterAFailureNothingStartsAndTheSameThrowableIsTold() {
    IllegalStateException failure = new IllegalStateException();
    TaskGraph.Builder<Object> builder = new TaskGraph.Builder<>();
    int failing =
        builder.add(
            "failing",
            () -> {
              throw failure;
            });
    int dependent = builder.add("dependent", () -> "ran");
    builder.dependsOn(dependent, failing);
    TaskRun.Result result = run(builder);
    assertSame(failure, result.outcomes().get(failing).failure());
    assertNull(result.outcomes().get(dependent));
    assertEquals(failing, result.failed());
    assertEquals(1, result.ran());
  }

  @Test
  void cancellingKeepsWhatHasNotBegunFromStarting() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    TaskGraph.Builder<Object> builder = new TaskGraph.Builder<>();
    int running =
        builder.add(
            "running",
            () -> {
              begun.countDown();
              end.await();
              return "ended";
            });
    int next = builder.add("next", () -> "ran");
    builder.dependsOn(next, running);
    TaskRun<Object> run = builder.build().prepare(threads, PARALLELISM, CallerContext.NONE);
    Thread canceller =
        new Thread(
            () -> {
              try {
                begun.await();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
              run.cancel();
              end.countDown();
            });
    canceller.start();
    TaskRun.Result result = run.run();
    assertEquals("ended", result.outcomes().get(running).value());
    assertNull(result.outcomes().get(next));
  }

  @Test
  void anInterruptReachesTasksInProgressAndStays() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    CyclicBarrier begun = new CyclicBarrier(2);
    Thread caller = Thread.currentThread();
    Callable<Object> quick =
        () -> {
          begun.await();
          return null;
        };
    Callable<Object> blocking =
        () -> {
          begun.await();
          try {
            never.await();
            return "not interrupted";
          } catch (InterruptedException e) {
            return Thread.currentThread() == caller ? "wrong thread" : "interrupted";
          }
        };
    TaskGraph.Builder<Object> builder = new TaskGraph.Builder<>();
    // The caller takes the first that is ready.
    builder.add("quick", quick);
    int task = builder.add("blocking", blocking);
    Thread interrupter =
        new Thread(
            () -> {
              while (caller.getState() != Thread.State.WAITING || begun.getNumberWaiting() > 0) {
                Thread.onSpinWait();
              }
              caller.interrupt();
            });
    interrupter.start();
    TaskRun.Result result = run(builder);
    assertEquals("interrupted", result.outcomes().get(task).value());
    assertTrue(Thread.interrupted());
  }

  @Test
  void aTaskThatLeavesItsThreadInterruptedEndsNothing() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    Thread caller = Thread.currentThread();
    Thread[] helper = new Thread[1];
    // Either thread may take either of the two: the caller's waits until the helper's is over.
    Callable<Object> task =
        () -> {
          if (Thread.currentThread() == caller) {
            begun.await();
            Thread.State state = helper[0].getState();
            while (state != Thread.State.WAITING && state != Thread.State.TERMINATED) {
              Thread.onSpinWait();
              state = helper[0].getState();
            }
          } else {
            helper[0] = Thread.currentThread();
            Thread.currentThread().interrupt();
            begun.countDown();
          }
          return "done";
        };
    TaskGraph.Builder<Object> builder = new TaskGraph.Builder<>();
    int first = builder.add("first", task);
    int second = builder.add("second", task);
    int last = builder.add("last", () -> "last");
    builder.dependsOn(last, first);
    builder.dependsOn(last, second);
    TaskRun.Result result = run(builder);
    assertEquals(3, result.ran());
    assertEquals("last", result.outcomes().get(last).value());
    assertFalse(Thread.interrupted());
  }

  @Test
  void withoutTheCallersContextTheCallerDoesAll() {
    CountDownLatch tried = new CountDownLatch(1);
    CallerContext none =
        () -> {
          tried.countDown();
          throw new IllegalStateException("no context");
        };
    TaskGraph.Builder<Object> builder = new TaskGraph.Builder<>();
    builder.add(
        "first",
        () -> {
          tried.await();
          return Thread.currentThread();
        });
    for (int i = 0; i < 5; i++) {
      builder.add("other", Thread::currentThread);
    }
    TaskRun.Result result = builder.build().prepare(threads, PARALLELISM, none).run();
    assertEquals(6, result.ran());
    assertEquals(-1, result.failed());
    result.outcomes().forEach(o -> assertSame(Thread.currentThread(), o.value()));
  }

  @Test
  void anEmptyGraphIsDoneAtOnce() {
    TaskRun.Result result = run(new TaskGraph.Builder<>());
    assertEquals(0, result.ran());
    assertFalse(Thread.currentThread().isInterrupted());
  }

  private TaskRun.Result run(TaskGraph.Builder<Object> builder) {
    return builder.build().prepare(threads, PARALLELISM, CallerContext.NONE).run();
  }
}
