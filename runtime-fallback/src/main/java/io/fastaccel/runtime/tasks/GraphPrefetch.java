package io.fastaccel.runtime.tasks;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * A sequence of calls that may all be made before their turn, each as soon as those that it depends
 * on have ended: predict, check, commit in order, as {@link Prefetch} does for runs of independent
 * calls.
 *
 * <p>The calls begin when the turn of the first has come; that one is left to the caller. So is any
 * call whose turn comes before one of our threads took it: by then all before it are over, so
 * nothing that it needs is missing, and a lack of threads never stops the sequence. What depends on
 * a call that failed is not begun before the caller has gone past the failure.
 *
 * <p>A few threads share the calls. They serve this sequence alone, so that what a call leaves on
 * its thread can be seen by calls of the same sequence, as it would be on the caller's own, and by
 * no others.
 *
 * <p>Confined to the thread of the sequence.
 */
public final class GraphPrefetch implements AutoCloseable {

  private final TaskThreads threads;
  private final TaskGraph<?> graph;
  private final int parallelism;
  private final EarlyCall[] calls;

  // Of the caller alone.
  private boolean begun;
  private int passed;
  private int committed;
  private int inVain;
  private boolean stuck;

  // Guarded by the lock.
  private final Object lock = new Object();
  private final int[] missing;
  private final boolean[] over;
  private final ArrayDeque<Integer> ready = new ArrayDeque<>();
  private final List<TaskThreads.Prepared> unstarted = new ArrayList<>();
  private final List<TaskThreads.Prepared> started = new ArrayList<>();
  private int workers;
  private int working;
  private int mostWorking;

  // Written under the lock.
  private volatile boolean closed;

  /** Whether a thread was wanted for which there was no place. */
  private volatile boolean starved;

  /**
   * @param graph the calls by their place in the sequence; each may only depend on earlier ones
   * @param parallelism how many may be made at a time on threads of ours
   * @param capture asked for the caller's context once
   * @throws IllegalArgumentException if a call depends on a later one
   */
  public GraphPrefetch(
      TaskThreads threads,
      TaskGraph<?> graph,
      int parallelism,
      Supplier<? extends CallerContext> capture) {
    this.threads = threads;
    this.graph = graph;
    this.calls = new EarlyCall[graph.size()];
    this.missing = graph.dependencyCounts();
    this.over = new boolean[graph.size()];
    CallerContext context = capture.get();
    for (int call = 0; call < calls.length; call++) {
      for (int dependent : graph.dependentsOf(call)) {
        if (dependent <= call) {
          throw new IllegalArgumentException(
              graph.name(dependent) + " comes before what it depends on: " + graph.name(call));
        }
      }
      int place = call;
      calls[call] = new EarlyCall(() -> callAndRelease(place), context);
    }
    this.parallelism = parallelism;
  }

  /**
   * The turn of a call has come.
   *
   * @return how it ended, or {@code null}: then the caller makes it now
   */
  public Outcome commit(int index) {
    if (closed) {
      return null;
    }
    if (Thread.currentThread().isInterrupted()) {
      // The original call would begin on an interrupted thread. Ours does not.
      close();
      return null;
    }
    EarlyCall call = calls[index];
    boolean callersOwn = call.take();
    goPast(index);
    if (callersOwn) {
      return null;
    }
    Outcome outcome = call.await();
    if (outcome == null) {
      stuck |= call.isStuck();
      inVain++;
      close();
      return null;
    }
    calls[index] = null;
    committed++;
    return outcome;
  }

  /** What comes before is over, whoever made it and however it ended. */
  private void goPast(int index) {
    if (begun && !starved && !isNeeded(passed, index)) {
      passed = index;
      return;
    }
    synchronized (lock) {
      if (!begun) {
        begun = true;
        for (int call = 0; call < calls.length; call++) {
          if (missing[call] == 0) {
            addReady(call);
          }
        }
      }
      for (; passed < index; passed++) {
        release(passed);
      }
      // Made here, since a thread inherits from the one that makes it.
      int useful = Math.min(parallelism, calls.length - 1 - index);
      while (unstarted.size() + workers < useful) {
        unstarted.add(threads.prepare(this::work));
      }
      callWorkers(ready.size());
    }
  }

  /** Whether another call depends on one of these. */
  private boolean isNeeded(int from, int to) {
    for (int call = from; call < to; call++) {
      if (graph.dependentsOf(call).length > 0) {
        return true;
      }
    }
    return false;
  }

  private Object callAndRelease(int call) throws Exception {
    Object value = graph.work(call).call();
    if (!isNeeded(call, call + 1)) {
      return value;
    }
    synchronized (lock) {
      release(call);
      // One of those that are ready now is for the thread that is here.
      callWorkers(ready.size() - 1);
    }
    return value;
  }

  private void release(int call) {
    if (over[call] || closed) {
      return;
    }
    over[call] = true;
    for (int dependent : graph.dependentsOf(call)) {
      if (--missing[dependent] == 0) {
        addReady(dependent);
      }
    }
  }

  private void addReady(int call) {
    if (isOpen(calls[call])) {
      ready.add(call);
    }
  }

  /** Whether the caller has not come to it yet. */
  private static boolean isOpen(EarlyCall call) {
    return call != null && !call.isTaken();
  }

  private void callWorkers(int wanted) {
    starved = false;
    for (int i = wanted - (workers - working); i > 0 && !unstarted.isEmpty() && !closed; i--) {
      TaskThreads.Prepared thread = unstarted.remove(unstarted.size() - 1);
      if (!threads.start(thread)) {
        unstarted.add(thread);
        starved = true;
        return;
      }
      workers++;
      started.add(thread);
    }
  }

  /** Of a thread of ours: makes what is ready until nothing is. */
  private void work() {
    boolean atWork = false;
    while (true) {
      EarlyCall call;
      synchronized (lock) {
        if (atWork) {
          working--;
        }
        call = nextReady();
        if (call == null) {
          workers--;
          return;
        }
        working++;
        mostWorking = Math.max(mostWorking, working);
        atWork = true;
      }
      call.run();
    }
  }

  private EarlyCall nextReady() {
    while (!closed && !ready.isEmpty()) {
      EarlyCall call = calls[ready.poll()];
      if (isOpen(call)) {
        return call;
      }
    }
    return null;
  }

  /** The sequence is over, or does not go as predicted; see {@link Prefetch#close}. */
  @Override
  public void close() {
    synchronized (lock) {
      if (closed) {
        return;
      }
      closed = true;
      ready.clear();
      started.forEach(threads::forget);
      started.clear();
    }
    List<EarlyCall> running = new ArrayList<>();
    for (int i = 0; i < calls.length; i++) {
      EarlyCall call = calls[i];
      calls[i] = null;
      if (call != null && !call.take() && (call.isRunning() || call.isDone())) {
        inVain++;
        running.add(call);
      }
    }
    for (EarlyCall call : running) {
      if (call.endsWithCaller()) {
        call.awaitEnd();
        stuck |= call.isStuck();
      }
    }
  }

  /** As {@link Prefetch#isStuck}. */
  public boolean isStuck() {
    return stuck;
  }

  /** Calls whose early outcome was used. */
  public int committed() {
    return committed;
  }

  /** Calls that were made early for nothing. */
  public int inVain() {
    return inVain;
  }

  /** The most calls that were made at a time on threads of ours. */
  public int mostAtATime() {
    synchronized (lock) {
      return mostWorking;
    }
  }
}
