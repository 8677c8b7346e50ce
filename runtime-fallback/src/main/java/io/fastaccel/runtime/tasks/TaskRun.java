package io.fastaccel.runtime.tasks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One run of a {@link TaskGraph}: a task starts as soon as all that it depends on has ended. The
 * thread that asks works with the others, so that a chain costs no change of threads and a lack of
 * threads stops nothing.
 *
 * <p>The first task that fails, or a call of {@link #cancel}, keeps all tasks from starting that
 * have not begun; those in progress end by themselves.
 *
 * @param <T> what tasks return
 */
public final class TaskRun<T> {

  private final TaskGraph<T> graph;
  private final TaskThreads threads;
  private final int parallelism;
  private final CallerContext context;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  // All below is guarded by the lock, but for the outcomes, which are read when all has ended.
  private final int[] missing;
  private final int[] ready;
  private int readyFrom;
  private int readyTo;
  private int unfinished;
  private int working;
  private int mostWorking;
  private int helpers;
  private int idle;
  private int ran;
  private boolean stopped;
  private boolean begun;
  private boolean callerAlone;
  private final Outcome[] outcomes;
  private final List<Thread> helping = new ArrayList<>();

  TaskRun(TaskGraph<T> graph, TaskThreads threads, int parallelism, CallerContext context) {
    if (parallelism < 1) {
      throw new IllegalArgumentException("parallelism " + parallelism);
    }
    this.graph = graph;
    this.threads = threads;
    this.parallelism = parallelism;
    this.context = context;
    this.missing = graph.dependencyCounts();
    this.ready = new int[graph.size()];
    this.unfinished = graph.size();
    this.outcomes = new Outcome[graph.size()];
  }

  /**
   * What came of a run.
   *
   * @param outcomes by the task's number; {@code null} for one that was not run
   * @param ran how many tasks were
   * @param mostAtATime how many were in progress together
   * @param failed the number of the task that failed first in topological order, or -1
   */
  public record Result(List<Outcome> outcomes, int ran, int mostAtATime, int failed) {}

  /**
   * Carries out the run, on this thread and others; once. An interrupt is passed on to the tasks in
   * progress and cancels the rest; this thread is interrupted again when it is over.
   */
  public Result run() {
    lock.lock();
    try {
      if (begun) {
        throw new IllegalStateException("a run can be carried out once");
      }
      begun = true;
      for (int task : graph.order()) {
        if (missing[task] == 0) {
          ready[readyTo++] = task;
        }
      }
      callHelpers();
    } finally {
      lock.unlock();
    }
    boolean interrupted = work(true);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return result();
  }

  /** Keeps tasks from starting that have not begun. By any thread. */
  public void cancel() {
    lock.lock();
    try {
      stop();
    } finally {
      lock.unlock();
    }
  }

  private Result result() {
    int failed = -1;
    for (int task : graph.order()) {
      if (outcomes[task] != null && outcomes[task].failure() != null) {
        failed = task;
        break;
      }
    }
    return new Result(
        Collections.unmodifiableList(Arrays.asList(outcomes)), ran, mostWorking, failed);
  }

  /** Takes tasks until none is left. Returns whether the caller's thread was interrupted. */
  private boolean work(boolean caller) {
    boolean interrupted = false;
    lock.lock();
    try {
      while (true) {
        if (!stopped && readyFrom < readyTo) {
          int task = ready[readyFrom++];
          working++;
          mostWorking = Math.max(mostWorking, working);
          lock.unlock();
          Outcome outcome;
          try {
            outcome = call(task, caller);
            if (!caller) {
              // Left by the task; it is no wish that the run should end.
              boolean ignored = Thread.interrupted();
            }
          } finally {
            lock.lock();
          }
          if (outcome == null) {
            giveBack(task);
            return interrupted;
          }
          ended(task, outcome);
        } else if (unfinished == 0 || (stopped && (working == 0 || !caller))) {
          return interrupted;
        } else {
          idle++;
          try {
            changed.await();
          } catch (InterruptedException e) {
            // Only the caller can be interrupted from outside of a task.
            interrupted = caller;
            stop();
            helping.forEach(Thread::interrupt);
          } finally {
            idle--;
          }
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /** {@code null} where the caller's context cannot be had. */
  private Outcome call(int task, boolean caller) {
    CallerContext.Scope scope;
    try {
      scope = caller ? null : context.open();
    } catch (Throwable noContext) {
      return null;
    }
    try {
      return new Outcome(graph.work(task).call(), null);
    } catch (Throwable e) {
      return new Outcome(null, e);
    } finally {
      if (scope != null) {
        try {
          scope.close();
        } catch (Throwable leftOnAThreadThatEnds) {
          // Nothing is lost: the thread serves this run alone.
        }
      }
    }
  }

  /** What cannot be done here as its caller would do it, the caller does, and all that follows. */
  private void giveBack(int task) {
    working--;
    ready[--readyFrom] = task;
    callerAlone = true;
    changed.signalAll();
  }

  private void ended(int task, Outcome outcome) {
    outcomes[task] = outcome;
    working--;
    unfinished--;
    ran++;
    if (outcome.failure() != null) {
      stop();
    }
    for (int dependent : graph.dependentsOf(task)) {
      if (--missing[dependent] == 0) {
        ready[readyTo++] = dependent;
      }
    }
    if (stopped || unfinished == 0) {
      changed.signalAll();
    } else if (readyTo - readyFrom > 1) {
      // One of them is for the thread that is here now.
      callHelpers();
    }
  }

  private void stop() {
    stopped = true;
    changed.signalAll();
  }

  /** Wakes or starts a thread for each task that waits for one, up to the bound. */
  private void callHelpers() {
    if (callerAlone) {
      changed.signalAll();
      return;
    }
    int wanted = readyTo - readyFrom - 1;
    for (int i = Math.min(wanted, idle); i > 0; i--) {
      changed.signal();
    }
    for (int i = wanted - idle; i > 0 && helpers < parallelism - 1; i--) {
      helpers++;
      if (!threads.start(this::help)) {
        helpers--;
        return;
      }
    }
  }

  private void help() {
    lock.lock();
    try {
      helping.add(Thread.currentThread());
    } finally {
      lock.unlock();
    }
    try {
      boolean ignored = work(false);
    } finally {
      lock.lock();
      try {
        helping.remove(Thread.currentThread());
        helpers--;
      } finally {
        lock.unlock();
      }
    }
  }
}
