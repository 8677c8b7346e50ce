package io.fastaccel.interceptors.tools;

/**
 * How many tool calls the current thread is inside of: a tool may ask a model that calls tools. A
 * call on a thread of ours takes the depth of the thread that asked for it along. Stateless but for
 * the thread's own count.
 */
public final class CallDepth {

  /** Of one thread. */
  static final class Counter {
    int depth;
  }

  private static final ThreadLocal<Counter> COUNTER = new ThreadLocal<>();

  private CallDepth() {}

  /** Calls around the current one; 0 outside of any. */
  public static int current() {
    Counter counter = COUNTER.get();
    return counter == null ? 0 : counter.depth;
  }

  /** The current thread's, to be {@linkplain #forget forgotten} when it is 0 again. */
  static Counter ofThisThread() {
    Counter counter = COUNTER.get();
    if (counter == null) {
      counter = new Counter();
      COUNTER.set(counter);
    }
    return counter;
  }

  /** Leaves nothing behind on the thread. */
  static void forget() {
    COUNTER.remove();
  }
}
