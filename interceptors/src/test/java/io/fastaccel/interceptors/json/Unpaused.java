package io.fastaccel.interceptors.json;

import io.fastaccel.interceptors.api.Feature;
import io.fastaccel.interceptors.api.Features;
import java.util.concurrent.Callable;

/**
 * Tests make more calls in vain than an application does; this waits until calls are tried again.
 */
public final class Unpaused {

  private static final String PAUSED = "earlier calls in vain";

  private Unpaused() {}

  /** What the call answers that is not refused for what earlier ones did. */
  public static <T> T call(Callable<T> call) throws Exception {
    while (true) {
      long before = paused();
      T answer = call.call();
      if (answer != null || paused() == before) {
        return answer;
      }
    }
  }

  private static long paused() {
    return Features.of(Feature.JSON).reasons().getOrDefault(PAUSED, 0L);
  }
}
