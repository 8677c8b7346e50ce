package io.fastaccel.runtime.tasks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PrefetchTest {

  private final TaskThreads threads = TaskThreads.create("test-task", 8);

  @Test
  void callsOfARunAreInProgressTogether() throws Exception {
    CyclicBarrier meeting = new CyclicBarrier(3);
    Callable<String> call =
        () -> {
          meeting.await();
          return "met";
        };
    assertEquals(List.of("met", "met", "met"), run(threads, call, call, call));
  }

  @Test
  void theFirstCallOfARunStaysWithItsCallerAndTheOthersGoToThreadsOfOurs() throws Exception {
    Callable<Object> call = Thread::currentThread;
    List<Object> where = run(threads, call, gated(call));
    assertSame(Thread.currentThread(), where.get(0));
    Thread other = (Thread) where.get(1);
    assertNotSame(Thread.currentThread(), other);
    assertTrue(other.isDaemon());
    // Of a virtual one the JVM would not tell which lock it waits for.
    assertSame(Thread.class, other.getClass());
    assertTrue(other.getName().startsWith("test-task-"));
  }

  @Test
  void whatFollowsABarrierStartsWhenTheBarrierIsOver() throws Exception {
    AtomicReference<String> booking = new AtomicReference<>("booking");
    Callable<String> get = booking::get;
    List<Callable<?>> declared = Arrays.asList(get, null, get, get);
    List<Callable<?>> program =
        Arrays.asList(
            get,
            () -> {
              booking.set("not found");
              return "cancelled";
            },
            get,
            get);
    assertEquals(
        List.of("booking", "cancelled", "not found", "not found"),
        runDeclared(threads, program, declared));
  }

  @Test
  void aCallThatIsLeftToItsTurnHoldsUpNothingBehindIt() throws Exception {
    CountDownLatch begun = new CountDownLatch(2);
    Callable<Object> early =
        () -> {
          begun.countDown();
          return Thread.currentThread();
        };
    try (Prefetch prefetch = prefetch(threads, Prefetch.IN_TURN, early, Prefetch.IN_TURN, early)) {
      assertNull(prefetch.commit(0));
      begun.await();
      assertNotSame(Thread.currentThread(), prefetch.commit(1).value());
      assertNull(prefetch.commit(2));
      assertNotSame(Thread.currentThread(), prefetch.commit(3).value());
      assertEquals(2, prefetch.committed());
    }
    assertEquals(0, begun.getCount());
  }

  @Test
  void aCallInItsTurnStartsNothingASecondTime() throws Exception {
    AtomicInteger made = new AtomicInteger();
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    Callable<Object> slow =
        () -> {
          begun.countDown();
          end.await();
          return made.incrementAndGet();
        };
    try (Prefetch prefetch = prefetch(threads, () -> 0, Prefetch.IN_TURN, slow)) {
      assertNull(prefetch.commit(0));
      begun.await();
      assertNull(prefetch.commit(1));
      end.countDown();
      assertEquals(1, prefetch.commit(2).value());
    }
    assertEquals(1, made.get());
  }

  @Test
  void itTakesTwoCallsOfARunThatAreNotLeftToTheirTurn() {
    Callable<Object> call = () -> null;
    assertTrue(Prefetch.isWorthwhile(List.of(call, Prefetch.IN_TURN, call)));
    assertFalse(Prefetch.isWorthwhile(List.of(call, Prefetch.IN_TURN, Prefetch.IN_TURN)));
    assertFalse(Prefetch.isWorthwhile(Arrays.asList(call, Prefetch.BARRIER, call)));
  }

  @Test
  void theSameThrowableComesOutWhereTheCallWasDue() throws Exception {
    Error error = new Error("of the tool");
    CountDownLatch thrown = new CountDownLatch(1);
    Callable<Object> failing =
        () -> {
          thrown.countDown();
          throw error;
        };
    try (Prefetch prefetch = prefetch(threads, () -> 1, failing, () -> 3)) {
      assertNull(prefetch.commit(0));
      thrown.await();
      assertSame(error, prefetch.commit(1).failure());
    }
  }

  @Test
  void aCallThatNoThreadTookIsLeftToTheCaller() throws Exception {
    TaskThreads single = TaskThreads.create("test-single", 1);
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    Callable<String> occupying =
        () -> {
          begun.countDown();
          end.await();
          return "early";
        };
    try (Prefetch prefetch = prefetch(single, () -> 0, occupying, () -> "here")) {
      assertNull(prefetch.commit(0));
      begun.await();
      assertNull(prefetch.commit(2));
      end.countDown();
      assertEquals("early", prefetch.commit(1).value());
      assertEquals(1, prefetch.committed());
    }
  }

  @Test
  void anEarlyEndCancelsWhatHasNotBegun() throws Exception {
    TaskThreads single = TaskThreads.create("test-single", 1);
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    AtomicReference<Thread> worker = new AtomicReference<>();
    AtomicBoolean ran = new AtomicBoolean();
    Callable<Object> running =
        () -> {
          worker.set(Thread.currentThread());
          begun.countDown();
          end.await();
          return null;
        };
    Callable<Object> waiting =
        () -> {
          ran.set(true);
          return null;
        };
    Prefetch prefetch = prefetch(single, () -> 0, running, waiting);
    assertNull(prefetch.commit(0));
    begun.await();
    prefetch.close();
    assertEquals(1, prefetch.inVain());
    assertFalse(worker.get().isInterrupted());
    end.countDown();
    worker.get().join();
    awaitIdle(single);
    assertFalse(ran.get());
  }

  @Test
  void anInterruptIsForwardedAndTheFlagIsAsTheCallLeftIt() throws Exception {
    for (boolean restores : new boolean[] {false, true}) {
      CountDownLatch begun = new CountDownLatch(1);
      CountDownLatch never = new CountDownLatch(1);
      Callable<Object> call =
          () -> {
            begun.countDown();
            try {
              never.await();
              return "not interrupted";
            } catch (InterruptedException e) {
              if (restores) {
                Thread.currentThread().interrupt();
              }
              return "interrupted";
            }
          };
      try (Prefetch prefetch = prefetch(threads, () -> 0, call)) {
        assertNull(prefetch.commit(0));
        begun.await();
        interruptOnceWaiting(Thread.currentThread());
        assertEquals("interrupted", prefetch.commit(1).value());
        assertEquals(restores, Thread.interrupted());
      }
    }
  }

  @Test
  void aCallDueOnAnInterruptedThreadIsLeftToIt() throws Exception {
    CountDownLatch done = new CountDownLatch(1);
    Callable<Object> call =
        () -> {
          done.countDown();
          return 1;
        };
    try (Prefetch prefetch = prefetch(threads, () -> 0, call)) {
      assertNull(prefetch.commit(0));
      done.await();
      Thread.currentThread().interrupt();
      assertNull(prefetch.commit(1));
      assertTrue(Thread.interrupted());
    }
  }

  @Test
  void aCallThatNeedsALockOfItsCallersIsLeftToTheCaller() throws Exception {
    ReentrantLock lock = new ReentrantLock();
    CountDownLatch begun = new CountDownLatch(1);
    Callable<Object> call =
        () -> {
          begun.countDown();
          lock.lock();
          try {
            return "with the lock";
          } finally {
            lock.unlock();
          }
        };
    lock.lock();
    try (Prefetch prefetch = prefetch(threads, () -> 0, call)) {
      assertNull(prefetch.commit(0));
      begun.await();
      assertNull(prefetch.commit(1));
      assertEquals("with the lock", call.call());
    } finally {
      lock.unlock();
    }
  }

  @Test
  void aCallThatNeedsAMonitorOfItsCallersIsLeftToTheCaller() throws Exception {
    Object monitor = new Object();
    CountDownLatch begun = new CountDownLatch(1);
    Callable<Object> call =
        () -> {
          begun.countDown();
          synchronized (monitor) {
            return "with the monitor";
          }
        };
    synchronized (monitor) {
      assertTrue(HeldMonitors.byCurrentThread());
      try (Prefetch prefetch = prefetch(threads, () -> 0, call)) {
        assertNull(prefetch.commit(0));
        begun.await();
        assertNull(prefetch.commit(1));
      }
    }
    assertFalse(HeldMonitors.byCurrentThread());
  }

  @Test
  void anInterruptOutlivesAWaitForACallThatTurnsOutToBeStuck() throws Exception {
    Thread caller = Thread.currentThread();
    ReentrantLock lock = new ReentrantLock();
    CountDownLatch begun = new CountDownLatch(1);
    Callable<Object> call =
        () -> {
          begun.countDown();
          while (caller.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
          }
          caller.interrupt();
          lock.lock();
          try {
            return null;
          } finally {
            lock.unlock();
          }
        };
    lock.lock();
    try (Prefetch prefetch = prefetch(threads, () -> 0, call)) {
      assertNull(prefetch.commit(0));
      begun.await();
      assertNull(prefetch.commit(1));
      assertTrue(Thread.interrupted());
      assertTrue(prefetch.isStuck());
    } finally {
      lock.unlock();
    }
  }

  @Test
  void aLockOfTheCallersIsFoundBehindOneOfAnotherEarlyCall() throws Exception {
    ReentrantLock session = new ReentrantLock();
    Object bean = new Object();
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch held = new CountDownLatch(1);
    Callable<Object> contending =
        () -> {
          begun.countDown();
          held.await();
          synchronized (bean) {
            return 1;
          }
        };
    Callable<Object> holding =
        () -> {
          synchronized (bean) {
            held.countDown();
            session.lock();
            try {
              return 2;
            } finally {
              session.unlock();
            }
          }
        };
    session.lock();
    try (Prefetch prefetch = prefetch(threads, () -> 0, contending, holding)) {
      assertNull(prefetch.commit(0));
      begun.await();
      held.await();
      assertNull(prefetch.commit(1));
      assertTrue(prefetch.isStuck());
    } finally {
      session.unlock();
    }
  }

  @Test
  void callsThatUseWhatEndsWithTheirCallerAreWaitedFor() throws Exception {
    Thread caller = Thread.currentThread();
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    AtomicBoolean ended = new AtomicBoolean();
    Callable<Object> call =
        () -> {
          begun.countDown();
          end.await();
          Thread.currentThread().interrupt();
          return ended.getAndSet(true);
        };
    CallerContext request =
        new CallerContext() {
          @Override
          public Scope open() {
            return () -> {};
          }

          @Override
          public boolean endsWithCaller() {
            return true;
          }
        };
    Prefetch prefetch =
        new Prefetch(threads, List.of((Callable<Object>) () -> 0, call), () -> request);
    assertNull(prefetch.commit(0));
    begun.await();
    Thread other =
        new Thread(
            () -> {
              while (caller.getState() != Thread.State.TIMED_WAITING) {
                Thread.onSpinWait();
              }
              end.countDown();
            });
    other.setDaemon(true);
    other.start();
    prefetch.close();
    assertTrue(ended.get());
    assertFalse(Thread.interrupted());
  }

  @Test
  void aLimitedNumberOfCallsWaitsAndCancelledOnesDoNot() throws Exception {
    TaskThreads single = TaskThreads.create("test-single", 1);
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    Callable<Object> hanging =
        () -> {
          begun.countDown();
          end.await();
          return "ended";
        };
    List<Callable<?>> calls = new ArrayList<>(List.of(() -> 0, hanging));
    for (int i = 0; i < 100; i++) {
      calls.add(() -> "here");
    }
    try (Prefetch prefetch = new Prefetch(single, calls, () -> CallerContext.NONE)) {
      assertNull(prefetch.commit(0));
      begun.await();
      int waiting = single.waiting();
      assertTrue(waiting > 0 && waiting < 100, "waiting: " + waiting);
      assertFalse(single.start(() -> {}));
      assertNull(prefetch.commit(2));
      assertEquals(waiting - 1, single.waiting());
      end.countDown();
      assertEquals("ended", prefetch.commit(1).value());
    }
    assertEquals(0, single.waiting());
  }

  @Test
  void theCallersContextSurroundsTheCall() throws Exception {
    List<String> log = new ArrayList<>();
    CallerContext context =
        () -> {
          log.add("open");
          return () -> log.add("close");
        };
    Callable<Object> call = () -> log.add("call") && Prefetch.isInside();
    try (Prefetch prefetch =
        new Prefetch(threads, List.of((Callable<Object>) () -> 0, call), () -> context)) {
      assertNull(prefetch.commit(0));
      awaitIdle(threads);
      assertEquals(true, prefetch.commit(1).value());
    }
    assertEquals(List.of("open", "call", "close"), log);
    assertFalse(Prefetch.isInside());
  }

  @Test
  void withoutItsContextACallIsLeftToItsCaller() throws Exception {
    AtomicBoolean called = new AtomicBoolean();
    CallerContext context =
        () -> {
          throw new IllegalStateException("no context");
        };
    Callable<Object> call = () -> called.getAndSet(true);
    try (Prefetch prefetch =
        new Prefetch(threads, List.of((Callable<Object>) () -> 0, call), () -> context)) {
      assertNull(prefetch.commit(0));
      awaitIdle(threads);
      assertNull(prefetch.commit(1));
    }
    assertFalse(called.get());
  }

  @Test
  void threadLocalsOfOneCallAreNotSeenByTheNext() throws Exception {
    TaskThreads single = TaskThreads.create("test-single", 1);
    ThreadLocal<String> tenant = new ThreadLocal<>();
    InheritableThreadLocal<String> inherited = new InheritableThreadLocal<>();
    inherited.set("of the caller");
    Callable<Object> call =
        () -> {
          String before = tenant.get();
          tenant.set("left behind");
          return before + ", " + inherited.get();
        };
    try {
      assertEquals(
          Arrays.asList(0, "null, of the caller", "null, of the caller"),
          run(single, () -> 0, gated(call), gated(call)));
    } finally {
      inherited.remove();
    }
  }

  @Test
  void twoCallsSideBySideAreNeededForARun() {
    Callable<Object> call = () -> 0;
    assertFalse(Prefetch.isWorthwhile(List.of()));
    assertFalse(Prefetch.isWorthwhile(List.of(call)));
    assertFalse(Prefetch.isWorthwhile(Arrays.asList(call, null, call)));
    assertTrue(Prefetch.isWorthwhile(Arrays.asList(null, call, call)));
  }

  private static Prefetch prefetch(TaskThreads threads, Callable<?>... calls) {
    return new Prefetch(threads, List.of(calls), () -> CallerContext.NONE);
  }

  /** Makes sure that no caller comes before a thread of ours: then the call ran early. */
  private static Callable<Object> gated(Callable<?> call) {
    return new Gated(call);
  }

  private record Gated(Callable<?> inner, CountDownLatch begun) implements Callable<Object> {
    Gated(Callable<?> inner) {
      this(inner, new CountDownLatch(1));
    }

    @Override
    public Object call() throws Exception {
      begun.countDown();
      return inner.call();
    }
  }

  private static List<Object> run(TaskThreads threads, Callable<?>... calls) throws Exception {
    return runDeclared(threads, List.of(calls), List.of(calls));
  }

  private static List<Object> runDeclared(
      TaskThreads threads, List<Callable<?>> calls, List<Callable<?>> declared) throws Exception {
    List<Object> results = new ArrayList<>();
    try (Prefetch prefetch = new Prefetch(threads, declared, () -> CallerContext.NONE)) {
      for (int i = 0; i < calls.size(); i++) {
        if (i > 0 && calls.get(i) instanceof Gated gate) {
          gate.begun.await();
        }
        Outcome outcome = prefetch.commit(i);
        results.add(outcome == null ? calls.get(i).call() : outcome.value());
      }
    }
    return results;
  }

  private static void interruptOnceWaiting(Thread thread) {
    Thread interrupter =
        new Thread(
            () -> {
              while (thread.getState() != Thread.State.TIMED_WAITING) {
                Thread.onSpinWait();
              }
              thread.interrupt();
            });
    interrupter.start();
  }

  private static void awaitIdle(TaskThreads threads) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (threads.running() > 0) {
      assertTrue(System.nanoTime() < deadline);
      Thread.onSpinWait();
    }
  }
}
