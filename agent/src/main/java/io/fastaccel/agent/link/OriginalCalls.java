package io.fastaccel.agent.link;

import java.util.concurrent.atomic.AtomicInteger;

/** Which threads just call originals on our behalf, so that hooks are to stay out of the way. */
final class OriginalCalls {

  private static final AtomicInteger RUNNING = new AtomicInteger();
  private static final ThreadLocal<Integer> DEPTH = new ThreadLocal<>();

  private OriginalCalls() {}

  /** Whether any thread does; lets everything else pass with one read. */
  static boolean areRunning() {
    return RUNNING.get() != 0;
  }

  /** Whether the current thread does. */
  static boolean isInside() {
    return RUNNING.get() != 0 && DEPTH.get() != null;
  }

  static void enter() {
    Integer depth = DEPTH.get();
    DEPTH.set(depth == null ? 1 : depth + 1);
    RUNNING.incrementAndGet();
  }

  static void exit() {
    RUNNING.decrementAndGet();
    int depth = DEPTH.get();
    if (depth == 1) {
      DEPTH.remove();
    } else {
      DEPTH.set(depth - 1);
    }
  }
}
