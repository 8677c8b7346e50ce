package io.fastaccel.interceptors.tools;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The tools of loops in which an early call waited for a lock of the loop's own thread. It ended
 * well that time; where the tool takes a second lock before, it need not. Thread-safe.
 */
final class StuckTools {

  /** Names come from the application. When there are so many, no tool is trusted any more. */
  static final int LIMIT = 1_000;

  private final Set<String> names = ConcurrentHashMap.newKeySet();

  void add(List<PredictedCall> loop) {
    for (PredictedCall call : loop) {
      if (names.size() < LIMIT && call.receiver() != null) {
        names.add(call.tool());
      }
    }
  }

  boolean containsAny(List<PredictedCall> loop) {
    if (names.isEmpty()) {
      return false;
    }
    if (names.size() >= LIMIT) {
      return true;
    }
    for (PredictedCall call : loop) {
      if (names.contains(call.tool())) {
        return true;
      }
    }
    return false;
  }
}
