package io.fastaccel.agent.loops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fastaccel.agent.link.LoopTestDispatcher;
import io.fastaccel.interceptors.api.Feature;
import io.fastaccel.interceptors.api.FeatureState;
import io.fastaccel.interceptors.api.Features;
import io.fastaccel.interceptors.api.Setting;
import io.fastaccel.interceptors.api.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Declared loops of an application run their tasks side by side, or are left as they are. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OwnLoopsTest {

  private static final FeatureState TASKS = Features.of(Feature.TASKS);

  private final boolean wasOn = TASKS.isOn();
  private final Settings before = Settings.current();

  @BeforeEach
  void switchOn() {
    TASKS.switchTo(true);
  }

  @AfterEach
  void switchBack() {
    TASKS.switchTo(wasOn);
    Settings.setCurrent(before);
  }

  /** The application's class with a declared loop, woven, and an object of it. */
  private static Object crew(String loop) throws Exception {
    return crew(loop, "0");
  }

  /**
   * @param quickMicros what takes less is left to its turn
   */
  private static Object crew(String loop, String quickMicros) throws Exception {
    Settings settings =
        new Settings(
            Map.of(
                Setting.TASKS_LOOPS,
                Crew.class.getName() + "#" + loop,
                Setting.TASKS_DEPENDS,
                Job.class.getName() + "#getDependencies",
                Setting.TASKS_QUICK_MICROS,
                quickMicros));
    Settings.setCurrent(settings);
    String name = Crew.class.getName().replace('.', '/');
    byte[] woven =
        new OwnLoops(settings)
            .weave(name, bytes(name), LoopTestDispatcher.class.getName().replace('.', '/'));
    if (woven == null) {
      return null;
    }
    ClassLoader loader =
        new ClassLoader(Crew.class.getClassLoader()) {
          @Override
          protected Class<?> loadClass(String className, boolean resolve)
              throws ClassNotFoundException {
            return className.equals(Crew.class.getName())
                ? (findLoadedClass(className) == null
                    ? defineClass(className, woven, 0, woven.length)
                    : findLoadedClass(className))
                : super.loadClass(className, resolve);
          }
        };
    return loader.loadClass(Crew.class.getName()).getConstructor().newInstance();
  }

  private static byte[] bytes(String name) throws IOException {
    try (InputStream in = Crew.class.getClassLoader().getResourceAsStream(name + ".class")) {
      return in.readAllBytes();
    }
  }

  private static Object run(Object crew, String loop, Object... arguments) throws Exception {
    String name = loop.contains(":") ? loop.substring(0, loop.indexOf(':')) : loop;
    for (Method method : crew.getClass().getMethods()) {
      if (method.getName().equals(name)) {
        try {
          return method.invoke(crew, arguments);
        } catch (InvocationTargetException e) {
          if (e.getCause() instanceof Exception cause) {
            throw cause;
          }
          throw e;
        }
      }
    }
    throw new AssertionError(name);
  }

  /** Jobs that wait for each other: without another thread the loop would never end. */
  private static List<Job> meeting(int count) {
    CyclicBarrier barrier = new CyclicBarrier(count);
    List<Job> jobs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String name = "job" + i;
      jobs.add(
          new Job(
              name,
              () -> {
                barrier.await();
                return name;
              }));
    }
    return jobs;
  }

  @ParameterizedTest
  @ValueSource(strings = {"iterator", "indexed", "caught", "byHelper", "untilEmpty"})
  void jobsOfALoopRunSideBySide(String loop) throws Exception {
    Object results = run(crew(loop), loop, meeting(4));
    List<String> expected = new ArrayList<>(List.of("job0", "job1", "job2", "job3"));
    if (loop.equals("untilEmpty")) {
      expected.add("end");
    }
    assertEquals(expected, results);
  }

  @Test
  void jobsThatEndSoonerThanAThreadStartsAreLeftToTheirTurn() throws Exception {
    Object crew = crew("scores", "60000000");
    List<Thread> where = Collections.synchronizedList(new ArrayList<>());
    Job job =
        new Job(
            "job",
            () -> {
              where.add(Thread.currentThread());
              return "";
            });
    Job other =
        new Job(
            "other",
            () -> {
              where.add(Thread.currentThread());
              return "";
            });
    for (int i = 0; i < 20; i++) {
      where.clear();
      run(crew, "scores", new ArrayList<>(List.of(job, other)));
    }
    assertEquals(Collections.nCopies(2, Thread.currentThread()), where);
    assertTrue(
        TASKS.reasons().containsKey("the tasks end sooner than a thread is started"),
        TASKS.reasons()::toString);
  }

  @Test
  void arraysAndListsOfListsAreLoopedOverAsWell() throws Exception {
    Object[] jobs = meeting(3).toArray(new Job[0]);
    assertEquals(
        List.of("job0", "job1", "job2"),
        Arrays.asList((Object[]) run(crew("array"), "array", new Object[] {jobs})));
    assertEquals(
        List.of(List.of("job0", "job1"), List.of("job0", "job1", "job2")),
        run(crew("nested"), "nested", List.of(meeting(2), meeting(3))));
  }

  @Test
  void aLoopMayReadNamesAndCatchFailuresOfItsJobs() throws Exception {
    List<Job> jobs = new ArrayList<>(meeting(2));
    jobs.add(
        new Job(
            "broken",
            () -> {
              throw new IllegalStateException("no");
            }));
    String loop = "named:execute";
    Object expected = new Crew().named(withoutMeeting(jobs), 7);
    assertEquals(expected, run(crew(loop), loop, jobs, 7L));
  }

  private static List<Job> withoutMeeting(List<Job> jobs) {
    List<Job> copies = new ArrayList<>();
    for (Job job : jobs) {
      copies.add(
          job.getName().equals("broken") ? job : new Job(job.getName(), () -> job.getName()));
    }
    return copies;
  }

  @Test
  void theSameFailureComesAtTheSamePlace() throws Exception {
    Exception failure = new Exception("checked");
    List<String> seen = new CopyOnWriteArrayList<>();
    List<Job> jobs = new ArrayList<>(meeting(2));
    jobs.add(
        new Job(
            "failing",
            () -> {
              throw failure;
            }));
    Object crew = crew("iterator");
    assertSame(
        failure, assertThrows(Exception.class, () -> run(crew, "iterator", new ArrayList<>(jobs))));
    assertTrue(seen.isEmpty());
  }

  @Test
  void anEarlyEndOfTheLoopDropsWhatHasNotBegun() throws Exception {
    Settings two = new Settings(Map.of(Setting.TASKS_MAX_PARALLEL, "1"));
    Object crew = crew("untilEmpty");
    Settings.setCurrent(two);
    AtomicInteger ran = new AtomicInteger();
    CountDownLatch busy = new CountDownLatch(1);
    CountDownLatch taken = new CountDownLatch(1);
    List<Job> jobs = new ArrayList<>();
    jobs.add(
        new Job(
            "first",
            () -> {
              taken.await();
              return "";
            }));
    jobs.add(
        new Job(
            "second",
            () -> {
              taken.countDown();
              busy.await();
              return "second";
            }));
    for (int i = 0; i < 20; i++) {
      jobs.add(new Job("later" + i, () -> "later" + ran.incrementAndGet()));
    }
    assertEquals(List.of("end"), run(crew, "untilEmpty", jobs));
    busy.countDown();
    // The next loop is over when the thread of the last one is free again.
    assertEquals(2, ((List<?>) run(crew("iterator"), "iterator", meeting(2))).size());
    assertEquals(0, ran.get());
  }

  @Test
  void dependentJobsStartWhenAllThatTheyNeedIsOver() throws Exception {
    List<String> log = Collections.synchronizedList(new ArrayList<>());
    CyclicBarrier twoAtATime = new CyclicBarrier(2);
    Job research = new Job("research", logged(log, "research", twoAtATime));
    Job prices = new Job("prices", logged(log, "prices", twoAtATime));
    Job draft = new Job("draft", logged(log, "draft", twoAtATime), research, prices);
    Job table = new Job("table", logged(log, "table", twoAtATime), prices);
    Job report = new Job("report", logged(log, "report", null), draft, table);
    assertEquals(
        List.of("research", "prices", "draft", "table", "report"),
        run(crew("iterator"), "iterator", List.of(research, prices, draft, table, report)));
    assertEquals("report", log.get(4));
    assertTrue(log.indexOf("draft") > 1 && log.indexOf("table") > 1, log::toString);
  }

  private static Callable<String> logged(List<String> log, String name, CyclicBarrier barrier) {
    return () -> {
      if (barrier != null) {
        barrier.await();
      }
      log.add(name);
      return name;
    };
  }

  @Test
  void aChainStaysSequentialAndSaysSo() throws Exception {
    Thread here = Thread.currentThread();
    Callable<String> onThisThread =
        () -> {
          assertSame(here, Thread.currentThread());
          return "done";
        };
    Job a = new Job("a", onThisThread);
    Job b = new Job("b", onThisThread, a);
    Job c = new Job("c", onThisThread, b);
    run(crew("iterator"), "iterator", List.of(a, b, c));
    assertEquals("no-op: each task needs the one before", verdict("iterator"));
  }

  @Test
  void circlesAreNamedAndTasksBeforeWhatTheyNeedAreLeftAlone() throws Exception {
    Job a = new Job("a", () -> "a");
    Job b = new Job("b", () -> "b", a);
    Job c = new Job("c", () -> "c", b);
    Object crew = crew("iterator");
    assertEquals(List.of("c", "a", "b"), run(crew, "iterator", List.of(c, a, b)));
    assertEquals(
        "left alone: a task comes before one that it depends on: c before b", verdict("iterator"));
    a.getDependencies().add(c);
    assertEquals(List.of("a", "b", "c"), run(crew, "iterator", List.of(a, b, c)));
    assertTrue(
        verdict("iterator").startsWith("left alone: tasks depend on each other in a circle: "),
        verdict("iterator"));
    assertTrue(verdict("iterator").contains("a -> c"), verdict("iterator"));
  }

  private static String verdict(String loop) {
    Map<?, ?> loops = (Map<?, ?>) TASKS.details().get("loops");
    return (String) loops.get(Crew.class.getName() + "#" + loop);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "liveList | a task might see what the loop collects",
        "field | the loop writes the field last, which a task might read",
        "fieldsList | the loop calls java.util.List.add, which might change what a task reads",
        "escaped | a task might see what the loop collects",
        "someOnly:execute | the task is not called for every element",
        "skipping:execute | the task is not called for every element",
        "twoCalls | the loop makes several calls for each element (getName, execute)",
        "previous | argument 1 of the task is not the same for every element",
        "futures | the task returns java.util.concurrent.CompletableFuture",
        "listener | the loop calls java.lang.Runnable.run, which might change what a task reads",
        "byJob | the loop hands an object to put whose toString might do anything",
        "locked | the loop takes a monitor",
        "straight | there is no loop in it",
        "streamed | it leaves the loop to a stream or to forEach",
        "forEach | it leaves the loop to a stream or to forEach",
        "printed | the loop ",
        "noSuchMethod | there is no method of that name with a body",
        "iterator:noSuchCall | no loop in it calls noSuchCall for each element",
      })
  void whatCannotBeShownToBeSafeIsLeftAlone(String loop, String reason) throws Exception {
    assertNull(crew(loop));
    assertTrue(verdict(loop).startsWith("left alone: " + reason), verdict(loop));
  }

  @Test
  void argumentsThatMayChangeAndUnknownListsAreLeftAlone() throws Exception {
    List<Job> jobs = List.of(new Job("a", () -> "a"), new Job("b", () -> "b"));
    Object crew = crew("shared");
    assertEquals(List.of("x job0", "x job1"), run(crew, "shared", meeting(2), "x"));
    assertTrue(verdict("shared").startsWith("side by side"), verdict("shared"));
    run(crew, "shared", jobs, new ArrayList<>());
    assertEquals(
        "left alone: the tasks share an argument that may change: argument 1, a java.util.ArrayList",
        verdict("shared"));
    run(
        crew,
        "shared",
        new ArrayList<>(jobs) {
          private static final long serialVersionUID = 1L;
        },
        "x");
    assertEquals(
        "left alone: the loop does not run over a list or an array of the JDK's",
        verdict("shared"));
    run(crew, "shared", List.of(jobs.get(0), jobs.get(0)), "x");
    assertEquals("left alone: a task is null or there twice", verdict("shared"));
    String careful = "carefulName:execute";
    run(crew(careful), careful, jobs);
    assertEquals(
        "left alone: the loop calls a method that does more than to read a field: getNameCarefully",
        verdict(careful));
  }

  @Test
  void tasksThatShareAPoolOfOneConnectionTakeTurns() throws Exception {
    Semaphore pool = new Semaphore(1);
    List<Job> jobs = new ArrayList<>();
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      String name = "job" + i;
      jobs.add(
          new Job(
              name,
              () -> {
                pool.acquire();
                try {
                  return name;
                } finally {
                  pool.release();
                }
              }));
      expected.add(name);
    }
    assertEquals(expected, run(crew("iterator"), "iterator", jobs));
  }

  @Test
  void aCallerWithAMonitorIsLeftAlone() throws Exception {
    Object monitor = new Object();
    Callable<String> guarded =
        () -> {
          synchronized (monitor) {
            return "in the monitor";
          }
        };
    Object crew = crew("iterator");
    synchronized (monitor) {
      assertEquals(
          List.of("in the monitor", "in the monitor"),
          run(crew, "iterator", List.of(new Job("a", guarded), new Job("b", guarded))));
    }
    assertEquals("left alone: caller holds a monitor", verdict("iterator"));
  }

  @Test
  void aTaskThatNeedsALockOfTheCallersIsMadeByTheLoop() throws Exception {
    ReentrantLock lock = new ReentrantLock();
    CountDownLatch waits = new CountDownLatch(1);
    Job first =
        new Job(
            "first",
            () -> {
              waits.await();
              return "first";
            });
    Job locked =
        new Job(
            "locked",
            () -> {
              waits.countDown();
              lock.lock();
              try {
                return "under the lock";
              } finally {
                lock.unlock();
              }
            });
    Object crew = crew("underLock");
    lock.lock();
    try {
      assertEquals(
          List.of("first", "under the lock"), run(crew, "underLock", List.of(first, locked)));
    } finally {
      lock.unlock();
    }
    run(crew, "underLock", List.of(new Job("a", () -> "a"), new Job("b", () -> "b")));
    assertEquals("left alone: a task has waited for a lock of its caller", verdict("underLock"));
  }

  @Test
  void aLoopInsideOfATaskThatRunsEarlyIsLeftAlone() throws Exception {
    Object outer = crew("iterator");
    Object inner = crew("indexed");
    Thread here = Thread.currentThread();
    CountDownLatch innerRan = new CountDownLatch(1);
    Job first =
        new Job(
            "first",
            () -> {
              innerRan.await();
              return "first";
            });
    Job second =
        new Job(
            "second",
            () -> {
              Thread early = Thread.currentThread();
              assertNotSame(here, early);
              Callable<String> onSameThread =
                  () -> {
                    assertSame(early, Thread.currentThread());
                    return "inner";
                  };
              Object results =
                  run(
                      inner,
                      "indexed",
                      List.of(new Job("a", onSameThread), new Job("b", onSameThread)));
              innerRan.countDown();
              return results.toString();
            });
    assertEquals(
        List.of("first", "[inner, inner]"), run(outer, "iterator", List.of(first, second)));
    assertEquals("left alone: inside another loop", verdict("indexed"));
  }

  @Test
  void switchedOffAfterWeavingTheLoopIsTheOriginal() throws Exception {
    Object crew = crew("iterator");
    TASKS.switchTo(false);
    Thread here = Thread.currentThread();
    Callable<String> onThisThread =
        () -> {
          assertSame(here, Thread.currentThread());
          return "here";
        };
    assertEquals(
        List.of("here", "here"),
        run(crew, "iterator", List.of(new Job("a", onThisThread), new Job("b", onThisThread))));
  }

  @Test
  void randomGraphsGiveWhatTheSequentialLoopGives() throws Exception {
    Random random = new Random(20261126);
    Object crew = crew("named:execute");
    for (int round = 0; round < 300; round++) {
      long seed = random.nextLong();
      Object expected = new Crew().named(randomJobs(seed), seed);
      assertEquals(expected, run(crew, "named:execute", randomJobs(seed), seed), "seed " + seed);
    }
  }

  /** Each job reads what those before it, on which it depends, have left; some fail. */
  private static List<Job> randomJobs(long seed) {
    Random random = new Random(seed);
    int size = 2 + random.nextInt(12);
    String[] left = new String[size];
    List<Job> jobs = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      List<Integer> needs = new ArrayList<>();
      for (int j = 0; j < i; j++) {
        if (random.nextInt(4) == 0) {
          needs.add(j);
        }
      }
      boolean fails = random.nextInt(6) == 0;
      int own = i;
      jobs.add(
          new Job(
              "job" + i,
              () -> {
                StringBuilder seen = new StringBuilder("job" + own + "(");
                for (int need : needs) {
                  synchronized (left) {
                    seen.append(left[need]);
                  }
                }
                if (fails) {
                  throw new IllegalStateException(seen.toString());
                }
                synchronized (left) {
                  left[own] = seen.append(')').toString();
                  return left[own];
                }
              },
              needs.stream().map(jobs::get).toArray(Job[]::new)));
    }
    return jobs;
  }
}
