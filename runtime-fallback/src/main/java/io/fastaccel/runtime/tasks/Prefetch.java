package io.fastaccel.runtime.tasks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/**
 * A sequence of calls of which some may be made before their turn: predict, check, commit in order.
 *
 * <p>The calls that may are declared free of side effects by someone who knows. A contiguous run of
 * them is started together when its first call's turn comes; that first one is left to the caller,
 * who would only wait otherwise. Any other call is a barrier: nothing behind it is started before
 * its turn is over. A call whose turn comes before one of our threads took it is left to the caller
 * as well, so that a lack of threads never stops the sequence.
 *
 * <p>The ideas are those of Safe Futures for Java (Welc, Jagannathan, Hosking, OOPSLA 2005) and of
 * As-If-Serial Exception Handling (Zhang, Krintz, Soman 2007), with a declaration in the place of
 * read and write sets.
 *
 * <p>Confined to the thread of the sequence.
 */
public final class Prefetch implements AutoCloseable {

  /** In the place of a call that nothing behind it may overtake. */
  public static final Callable<?> BARRIER = null;

  /**
   * In the place of a call that others may overtake, but that is over so soon that it is left to
   * its turn.
   */
  public static final Callable<?> IN_TURN = () -> null;

  private final TaskThreads threads;
  private final Callable<?>[] calls;
  private final EarlyCall[] early;
  private final Supplier<CallerContext> capture;
  private final CallerContext firstContext;

  private boolean closed;
  private int committed;
  private int inVain;
  private boolean stuck;

  /**
   * @param calls what may be made early, in the order of the sequence; else {@link #BARRIER} or
   *     {@link #IN_TURN}
   * @param capture asked for the caller's context, now and when a later run starts
   */
  public Prefetch(
      TaskThreads threads, List<? extends Callable<?>> calls, Supplier<CallerContext> capture) {
    this.threads = threads;
    this.calls = calls.toArray(new Callable<?>[0]);
    this.early = new EarlyCall[this.calls.length];
    this.capture = capture;
    // The framework may open scopes of its own around each call; what surrounds the loop is taken
    // before the first of them. A barrier in between may change the context, so later runs ask
    // anew.
    this.firstContext = capture.get();
  }

  /** Whether any two calls of such a sequence would run side by side. */
  public static boolean isWorthwhile(List<? extends Callable<?>> calls) {
    int sideBySide = 0;
    for (Callable<?> call : calls) {
      if (call == BARRIER) {
        sideBySide = 0;
      } else if (call != IN_TURN && ++sideBySide == 2) {
        return true;
      }
    }
    return false;
  }

  /** Whether the current thread is making a call early. */
  public static boolean isInside() {
    return EarlyCall.isInside();
  }

  /**
   * The turn of a call has come.
   *
   * @return how it ended, or {@code null}: then the caller makes it now
   */
  public Outcome commit(int index) {
    if (closed || calls[index] == BARRIER) {
      return null;
    }
    EarlyCall call = early[index];
    if (call == null) {
      startRestOfRun(index);
      return null;
    }
    if (Thread.currentThread().isInterrupted()) {
      // The original call would begin on an interrupted thread. Ours did not.
      close();
      return null;
    }
    if (call.take()) {
      threads.forget(call);
      return null;
    }
    early[index] = null;
    Outcome outcome = call.await();
    if (outcome == null) {
      stuck |= call.isStuck();
      inVain++;
      close();
      return null;
    }
    committed++;
    return outcome;
  }

  private void startRestOfRun(int index) {
    CallerContext context = null;
    for (int i = index + 1; i < calls.length && calls[i] != BARRIER; i++) {
      if (calls[i] == IN_TURN || early[i] != null) {
        continue;
      }
      if (context == null) {
        context = index == 0 ? firstContext : capture.get();
      }
      EarlyCall call = new EarlyCall(calls[i], context);
      early[i] = call;
      if (!threads.start(call)) {
        return;
      }
    }
  }

  /**
   * The sequence is over, or does not go as predicted: cancels what has not begun. What has begun
   * ends by itself; it is not interrupted, since an interrupt closes channels that others may use,
   * and not waited for, since the original would not have run it; unless what it carries
   * {@linkplain CallerContext#endsWithCaller ends with the caller}.
   */
  @Override
  public void close() {
    closed = true;
    List<EarlyCall> running = new ArrayList<>();
    for (int i = 0; i < early.length; i++) {
      EarlyCall call = early[i];
      early[i] = null;
      if (call == null) {
        continue;
      }
      if (call.take()) {
        threads.forget(call);
      } else if (call.isRunning() || call.isDone()) {
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

  /**
   * Whether a call was found to wait for a lock that the caller holds. What is made up of the same
   * calls should not be tried again: the caller may have to wait for ever for a lock that the stuck
   * call holds.
   */
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
}
