package io.fastaccel.interceptors.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fastaccel.interceptors.api.Feature;
import io.fastaccel.interceptors.api.FeatureState;
import io.fastaccel.interceptors.api.Features;
import io.fastaccel.interceptors.api.NullResult;
import io.fastaccel.interceptors.api.Raise;
import io.fastaccel.interceptors.api.Setting;
import io.fastaccel.interceptors.api.Settings;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ToolLoopTest {

  private static final FeatureState TASKS = Features.of(Feature.TASKS);
  private static final FeatureState TOOLS = Features.of(Feature.TOOLS);
  private static final ApplicationThreads THREADS =
      new ApplicationThreads(ClassLoader.getPlatformClassLoader());

  private boolean tasksWereOn;
  private boolean toolsWereOn;

  @BeforeAll
  static void declare() {
    Settings before = Settings.current();
    Settings.setCurrent(new Settings(Map.of(Setting.TASKS_PARALLEL, "get*")));
    try {
      // The declarations are read with the first candidate.
      TASKS.switchTo(true);
      assertTrue(ToolLoop.isCandidate(2));
    } finally {
      Settings.setCurrent(before);
    }
  }

  @BeforeEach
  void switchOn() {
    tasksWereOn = TASKS.isOn();
    toolsWereOn = TOOLS.isOn();
    TASKS.switchTo(true);
    TOOLS.switchTo(true);
  }

  @AfterEach
  void switchBack() {
    TASKS.switchTo(tasksWereOn);
    TOOLS.switchTo(toolsWereOn);
  }

  /** A tool that a framework would call. */
  private record Tool(String name, Callable<Object> body) {
    PredictedCall predicted(Object context) {
      return new PredictedCall(name, null, this, "{}", context, ToolCalls.early(name, body));
    }
  }

  /** What a framework does: a loop with advice at its beginning, at each call and at its end. */
  private static List<Object> frameworkLoop(List<Tool> tools, List<Tool> predicted) {
    Object context = new Object();
    List<Object> answers = new ArrayList<>();
    if (ToolLoop.isCandidate(tools.size())) {
      ToolLoop.enter(
          context, predicted.stream().map(tool -> tool.predicted(context)).toList(), THREADS);
    }
    try {
      for (Tool tool : tools) {
        Object answer = ToolCalls.answer(tool.name, tool.body, tool, "{}", context);
        answers.add(answer == null ? original(tool) : answer);
      }
    } finally {
      ToolLoop.exit(context);
    }
    return answers;
  }

  private static Object original(Tool tool) {
    try {
      return tool.body.call();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void declaredCallsRunSideBySideAndUndeclaredOnesAreBarriers() {
    CountDownLatch both = new CountDownLatch(2);
    int[] writes = new int[1];
    Callable<Object> meeting =
        () -> {
          both.countDown();
          both.await();
          return writes[0];
        };
    Tool get = new Tool("getMeeting", meeting);
    Tool cancel = new Tool("cancel", () -> "cancelled " + ++writes[0]);
    Tool getLater = new Tool("getLater", () -> writes[0]);
    long before = TASKS.acceleratedCount();
    List<Tool> tools = List.of(get, get, cancel, getLater, getLater);
    assertEquals(List.of(0, 0, "cancelled 1", 1, 1), frameworkLoop(tools, tools));
    assertEquals(before + 1, TASKS.acceleratedCount());
  }

  @Test
  void toolsThatEndSoonerThanAThreadStartsAreLeftToTheirTurn() {
    List<Thread> where = Collections.synchronizedList(new ArrayList<>());
    Tool quick =
        new Tool(
            "getQuick",
            () -> {
              where.add(Thread.currentThread());
              return null;
            });
    // On a busy machine one of the first calls may have to wait; that is forgotten after some more.
    while (!ToolTable.ofThisJvm().isQuick("getQuick")) {
      ToolCalls.answer("getQuick", quick.body, quick, "{}", new Object());
    }
    long before = TASKS.acceleratedCount();
    where.clear();
    List<Tool> tools = List.of(quick, quick, quick);
    frameworkLoop(tools, tools);
    assertEquals(Collections.nCopies(3, Thread.currentThread()), where);
    assertEquals(before, TASKS.acceleratedCount());
    assertTrue(
        TASKS.reasons().containsKey("tools that end sooner than a thread is started"),
        TASKS.reasons()::toString);
  }

  @Test
  void whereToolsAreNotTimedNoneIsTakenForQuick() {
    CountDownLatch both = new CountDownLatch(2);
    Tool meeting =
        new Tool(
            "getUntimed",
            () -> {
              both.countDown();
              both.await();
              return null;
            });
    for (int i = 0; i < Pace.FIRST_TIMES; i++) {
      ToolCalls.answer("getUntimed", () -> null, meeting, "{}", new Object());
    }
    TOOLS.switchTo(false);
    try {
      long before = TASKS.acceleratedCount();
      List<Tool> tools = List.of(meeting, meeting);
      frameworkLoop(tools, tools);
      assertEquals(before + 1, TASKS.acceleratedCount());
    } finally {
      TOOLS.switchTo(true);
    }
  }

  @Test
  void failuresAndNullsOfEarlyCallsAreThoseOfTheTool() {
    IllegalStateException failure = new IllegalStateException("of the tool");
    Tool first = new Tool("getOneBeforeFailure", () -> 1);
    Tool failing =
        new Tool(
            "getFailing",
            () -> {
              throw failure;
            });
    Tool nothing = new Tool("getNothing", () -> null);
    List<Tool> tools = List.of(first, failing, nothing);
    List<Object> answers = frameworkLoop(tools, tools);
    assertSame(failure, ((Raise) answers.get(1)).throwable());
    assertSame(NullResult.INSTANCE, answers.get(2));
  }

  @Test
  void afterACallThatWasNotPredictedNothingIsTakenFromBeforeIt() {
    int[] state = new int[1];
    CountDownLatch early = new CountDownLatch(1);
    Tool get =
        new Tool(
            "getFirstState",
            () -> {
              early.await();
              return 0;
            });
    AtomicInteger reads = new AtomicInteger();
    Tool read =
        new Tool(
            "getState",
            () -> {
              int seen = state[0];
              reads.incrementAndGet();
              early.countDown();
              return seen;
            });
    Tool surprise =
        new Tool(
            "getOtherState",
            () -> {
              state[0] = 7;
              return 7;
            });
    assertEquals(
        List.of(0, 7, 7), frameworkLoop(List.of(get, surprise, read), List.of(get, get, read)));
    assertEquals(2, reads.get());
  }

  @Test
  void toolsThatShareAPoolOfOneConnectionTakeTurns() {
    Semaphore pool = new Semaphore(1);
    AtomicInteger number = new AtomicInteger();
    Tool get =
        new Tool(
            "getPooled",
            () -> {
              pool.acquire();
              try {
                return "read " + number.incrementAndGet();
              } finally {
                pool.release();
              }
            });
    List<Tool> tools = List.of(get, get, get, get, get);
    List<Object> answers = frameworkLoop(tools, tools);
    assertEquals(5, new HashSet<>(answers).size(), answers::toString);
    assertEquals(1, pool.availablePermits());
  }

  @Test
  void aTimeOutOfTheCallerReachesTheToolThatItWaitsFor() throws Exception {
    CountDownLatch inSecond = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    Thread caller = Thread.currentThread();
    Tool first = new Tool("getInTime", () -> inSecond.await(60, TimeUnit.SECONDS));
    Tool second =
        new Tool(
            "getTooLate",
            () -> {
              inSecond.countDown();
              never.await();
              return "not interrupted";
            });
    // As Future.cancel and executors' time-outs do.
    Thread timeOut =
        new Thread(
            () -> {
              while (!isWaitingForAnEarlyCall(caller)) {
                Thread.onSpinWait();
              }
              caller.interrupt();
            });
    timeOut.start();
    List<Tool> tools = List.of(first, second);
    List<Object> answers = frameworkLoop(tools, tools);
    timeOut.join();
    assertEquals(true, answers.get(0));
    assertEquals(InterruptedException.class, ((Raise) answers.get(1)).throwable().getClass());
    // The tool has taken the interrupt, as it would have on the caller's own thread.
    assertFalse(Thread.interrupted());
  }

  private static boolean isWaitingForAnEarlyCall(Thread caller) {
    for (StackTraceElement frame : caller.getStackTrace()) {
      if (frame.getClassName().endsWith(".EarlyCall") && frame.getMethodName().equals("await")) {
        return true;
      }
    }
    return false;
  }

  @Test
  void aLoopInsideOfALoopIsLeftAlone() {
    Thread caller = Thread.currentThread();
    List<Thread> inner = new ArrayList<>();
    Tool innerGet = new Tool("getInner", () -> inner.add(Thread.currentThread()));
    Tool outerGet =
        new Tool(
            "getOuter",
            () -> frameworkLoop(List.of(innerGet, innerGet), List.of(innerGet, innerGet)));
    CountDownLatch begun = new CountDownLatch(1);
    Tool other =
        new Tool(
            "getOther",
            () -> {
              begun.countDown();
              return 1;
            });
    long before = TASKS.reasons().getOrDefault("inside another loop", 0L);
    List<Tool> tools = List.of(outerGet, other);
    assertEquals(List.of(List.of(true, true), 1), frameworkLoop(tools, tools));
    assertEquals(List.of(caller, caller), inner);
    assertEquals(before + 1, TASKS.reasons().get("inside another loop"));
  }

  @Test
  void aCallerThatHoldsAMonitorIsLeftAlone() {
    Thread caller = Thread.currentThread();
    Tool get = new Tool("getBesideAMonitor", Thread::currentThread);
    List<Tool> tools = List.of(get, get);
    synchronized (this) {
      assertEquals(List.of(caller, caller), frameworkLoop(tools, tools));
    }
    assertTrue(TASKS.reasons().containsKey("caller holds a monitor"));
  }

  @Test
  void toolsThatWaitedForALockOfTheirCallerAreNotTriedAgain() throws Exception {
    Thread caller = Thread.currentThread();
    ReentrantLock lock = new ReentrantLock();
    CountDownLatch early = new CountDownLatch(1);
    Tool first =
        new Tool(
            "getFirst",
            () -> {
              early.await();
              return Thread.currentThread();
            });
    Tool locked =
        new Tool(
            "getLocked",
            () -> {
              early.countDown();
              lock.lock();
              try {
                return Thread.currentThread();
              } finally {
                lock.unlock();
              }
            });
    String reason = "a tool has waited for a lock of its caller";
    long before = TASKS.reasons().getOrDefault(reason, 0L);
    List<Tool> tools = List.of(first, locked);
    lock.lock();
    try {
      assertEquals(List.of(caller, caller), frameworkLoop(tools, tools));
      assertEquals(List.of(caller, caller), frameworkLoop(tools, tools));
    } finally {
      lock.unlock();
    }
    assertEquals(before + 1, TASKS.reasons().get(reason));
  }

  @Test
  void aLoopWhoseInnerLoopsEndWasNotSeenEndsAllTheSame() {
    Tool get = new Tool("getOne", () -> 1);
    Object outer = new Object();
    Object inner = new Object();
    ToolLoop.enter(outer, List.of(get.predicted(outer), get.predicted(outer)), THREADS);
    ToolLoop.enter(inner, List.of(get.predicted(inner), get.predicted(inner)), THREADS);
    ToolLoop.exit(outer);
    long before = TASKS.reasons().get("inside another loop");
    List<Tool> tools = List.of(get, get);
    assertEquals(List.of(1, 1), frameworkLoop(tools, tools));
    assertEquals(before, TASKS.reasons().get("inside another loop"));
  }

  @Test
  void callersOnVirtualThreadsAreLeftAlone() throws Exception {
    Method start = null;
    for (Method method : Thread.class.getMethods()) {
      if (method.getName().equals("startVirtualThread")) {
        start = method;
      }
    }
    assumeTrue(Runtime.version().feature() >= 21 && start != null);
    Tool get = new Tool("getOnVirtual", Thread::currentThread);
    List<Tool> tools = List.of(get, get);
    List<Object> where = new ArrayList<>();
    Runnable loop = () -> where.addAll(frameworkLoop(tools, tools));
    Thread virtual = (Thread) start.invoke(null, loop);
    virtual.join();
    assertEquals(List.of(virtual, virtual), where);
    assertTrue(TASKS.reasons().containsKey("cannot tell which monitors the caller holds"));
  }

  @Test
  void statisticsOfToolsAreExactUnderConcurrency() throws Exception {
    int threads = 4;
    int calls = 2_000;
    List<Thread> all = new ArrayList<>();
    for (int t = 0; t < threads; t++) {
      Thread thread =
          new Thread(
              () -> {
                for (int i = 0; i < calls; i++) {
                  boolean fails = i % 4 == 0;
                  Object answer =
                      ToolCalls.answer(
                          "counted",
                          () -> {
                            if (fails) {
                              throw new IllegalStateException();
                            }
                            return "";
                          },
                          this,
                          "{}",
                          this);
                  assertEquals(fails, answer instanceof Raise);
                }
              });
      all.add(thread);
      thread.start();
    }
    for (Thread thread : all) {
      thread.join();
    }
    Map<?, ?> byTool = (Map<?, ?>) TOOLS.details().get("byTool");
    Map<?, ?> counted = (Map<?, ?>) byTool.get("counted");
    assertEquals((long) threads * calls, counted.get("calls"));
    assertEquals((long) threads * calls / 4, counted.get("failures"));
  }

  @Test
  void switchedOffNothingHappens() {
    TASKS.switchTo(false);
    TOOLS.switchTo(false);
    assertFalse(ToolLoop.isCandidate(5));
    assertFalse(ToolCalls.isActive());
  }
}
