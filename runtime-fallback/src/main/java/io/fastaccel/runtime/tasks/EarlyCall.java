package io.fastaccel.runtime.tasks;

import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * One call that is made on a thread of ours before its caller gets to it. The thread and the caller
 * compete for it: whoever comes first makes it.
 */
final class EarlyCall implements Runnable {

  private enum State {
    /** Nobody has begun. */
    NEW,
    /** On our thread. */
    RUNNING,
    /** Ended on our thread. */
    DONE,
    /** The caller makes it, or nobody does. */
    TAKEN
  }

  /** A wait is looked at first after so long, then after ever longer times. */
  private static final long FIRST_LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private static final long LONGEST_LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  /** So long may a lock whose owner is not known hold up our thread. */
  private static final long UNKNOWN_OWNER_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** A call that does next to nothing is over sooner than a thread is parked and woken. */
  private static final int SPINS = 100;

  private static final ThreadLocal<Boolean> INSIDE = new ThreadLocal<>();

  static {
    // To be there before any call is made: nothing may fail once one has been.
    Outcome ignored = new Outcome(null, null);
  }

  private final Callable<?> work;
  private final CallerContext context;
  private final LockWait lockWait = new LockWait(Thread.currentThread());

  // Guarded by this; state and outcome are also read without it.
  private volatile State state = State.NEW;
  private volatile Outcome outcome;
  private Thread runner;
  private boolean leftInterrupted;

  private volatile Thread waiter;

  // Of the waiting thread alone: whether it was interrupted, and why it gave up.
  private boolean interrupted;
  private boolean stuck;

  /** By the thread that is going to wait. */
  EarlyCall(Callable<?> work, CallerContext context) {
    this.work = work;
    this.context = context;
  }

  /** Whether the current thread is one of ours, at work on an early call. */
  static boolean isInside() {
    return INSIDE.get() != null;
  }

  /** Makes sure that our thread does not begin the call. Returns whether it had not. */
  synchronized boolean take() {
    if (state != State.NEW) {
      return false;
    }
    state = State.TAKEN;
    return true;
  }

  boolean isTaken() {
    return state == State.TAKEN;
  }

  boolean isRunning() {
    return state == State.RUNNING;
  }

  boolean isDone() {
    return state == State.DONE;
  }

  @Override
  public void run() {
    synchronized (this) {
      if (state != State.NEW) {
        return;
      }
      state = State.RUNNING;
      runner = Thread.currentThread();
    }
    INSIDE.set(Boolean.TRUE);
    Outcome result = null;
    try {
      result = callInContext();
    } finally {
      INSIDE.remove();
      synchronized (this) {
        leftInterrupted = Thread.interrupted();
        runner = null;
        outcome = result;
        state = State.DONE;
      }
      LockSupport.unpark(waiter);
    }
  }

  /** {@code null} when the call could not be made as its caller would have made it. */
  private Outcome callInContext() {
    CallerContext.Scope scope;
    try {
      scope = context.open();
    } catch (Throwable noContext) {
      return null;
    }
    try {
      return new Outcome(work.call(), null);
    } catch (Throwable e) {
      return new Outcome(null, e);
    } finally {
      try {
        scope.close();
      } catch (Throwable leftOnAThreadThatEnds) {
        // Nothing is lost: the thread is not used again.
      }
    }
  }

  /**
   * Waits for a call that our thread has begun. Interrupts of the waiting thread are passed on to
   * the call, as if it ran here, and afterwards the waiting thread is as interrupted as the call
   * left its own.
   *
   * @return {@code null} when there is no usable outcome, or when the call is {@link #isStuck
   *     stuck}: the caller then has to make the call himself, as interrupted as he was
   */
  Outcome await() {
    for (int spin = 0; state != State.DONE && spin < SPINS; spin++) {
      Thread.onSpinWait();
    }
    waiter = Thread.currentThread();
    boolean tooLate = false;
    long look = FIRST_LOOK_NANOS;
    while (state != State.DONE) {
      LockSupport.parkNanos(this, look);
      if (Thread.interrupted()) {
        interrupted = true;
        if (!interruptRunner()) {
          tooLate = true;
        }
      }
      Thread thread = runner();
      if (thread != null && lockWait.isStuck(thread, UNKNOWN_OWNER_NANOS)) {
        stuck = true;
        if (interrupted) {
          Thread.currentThread().interrupt();
        }
        return null;
      }
      look = Math.min(2 * look, LONGEST_LOOK_NANOS);
    }
    synchronized (this) {
      if (leftInterrupted || tooLate || (interrupted && outcome == null)) {
        Thread.currentThread().interrupt();
      }
    }
    return outcome;
  }

  /**
   * Waits for the end of a call whose outcome nobody wants, because what it works with ends with
   * its caller; not if it is stuck. An interrupt is passed on to it, and stays.
   */
  void awaitEnd() {
    boolean before = Thread.interrupted();
    if (before && interruptRunner()) {
      interrupted = true;
    }
    Outcome ignored = await();
    // How the call has left its thread does not matter to this one.
    if (Thread.interrupted() && !before && !interrupted) {
      return;
    }
    if (before || interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether the call was found to wait for a lock that the thread which waited for it holds. */
  boolean isStuck() {
    return stuck;
  }

  /** Whether what the call carries ends with the work of its caller. */
  boolean endsWithCaller() {
    return context.endsWithCaller();
  }

  private synchronized Thread runner() {
    return runner;
  }

  private synchronized boolean interruptRunner() {
    if (runner == null) {
      return false;
    }
    runner.interrupt();
    return true;
  }
}
