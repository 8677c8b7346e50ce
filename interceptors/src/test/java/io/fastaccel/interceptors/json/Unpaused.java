package io.fastaccel.interceptors.json;

import io.fastaccel.interceptors.api.Feature;
import io.fastaccel.interceptors.api.Features;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/**
 * Tests make more calls in vain than an application does; this waits until calls are tried again.
 */
public final class Unpaused {

  private static final String PAUSED = "earlier calls in vain";

  /** Of the JDK's classes that tests of all kinds write. */
  private static final List<Object> ROOTS =
      List.of(
          "text",
          List.of(1),
          List.of(1, 2, 3),
          new ArrayList<>(),
          Map.of("k", 1),
          Map.of("k", 1, "l", 2),
          new HashMap<>(),
          new LinkedHashMap<>());

  private Unpaused() {}

  /** Before a test: what other tests have done in vain to the classes of the JDK is forgotten. */
  public static void roots() {
    for (Object root : ROOTS) {
      Attempts.WRITING.forget(root.getClass());
    }
  }

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
