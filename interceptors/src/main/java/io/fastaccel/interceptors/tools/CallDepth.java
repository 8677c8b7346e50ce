package io.fastaccel.interceptors.tools;

/**
 * How many tool calls the current thread is inside of: a tool may ask a model that calls tools. A
 * call on a thread of ours takes the depth of the thread that asked for it along. Stateless but for
 * the thread's own count.
 */
public final class CallDepth {

  private static final ThreadLocal<Integer> DEPTH = new ThreadLocal<>();

  private CallDepth() {}

  /** Calls around the current one; 0 outside of any. */
  public static int current() {
    Integer depth = DEPTH.get();
    return depth == null ? 0 : depth;
  }

  /** Sets the count; 0 leaves nothing behind on the thread. */
  static void set(int depth) {
    if (depth == 0) {
      DEPTH.remove();
    } else {
      DEPTH.set(depth);
    }
  }
}
