package io.fastaccel.interceptors.tools;

import io.fastaccel.interceptors.api.Background;
import io.fastaccel.interceptors.api.Feature;
import io.fastaccel.interceptors.api.Features;
import io.fastaccel.interceptors.api.Setting;
import io.fastaccel.interceptors.api.Settings;
import io.fastaccel.runtime.tasks.HeldMonitors;
import io.fastaccel.runtime.tasks.Prefetch;
import io.fastaccel.runtime.tasks.TaskThreads;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/**
 * What all loops have in common that let calls run early: their threads, what forbids that a call
 * leaves its thread, and the counts. Loaded by the first loop that is worth it; thread-safe.
 */
public final class EarlyCalls {

  private static final TaskThreads THREADS =
      TaskThreads.create(
          "fast-accel-task", Math.max(1, Settings.current().number(Setting.TASKS_MAX_PARALLEL)));

  private static final LongAdder EARLY = new LongAdder();
  private static final LongAdder IN_VAIN = new LongAdder();

  /** Held here because the feature holds it weakly. */
  private static final Supplier<Map<String, Object>> COUNTS = EarlyCalls::counts;

  static {
    Features.of(Feature.TASKS).detail("calls", COUNTS);
    Background.submit("asking for monitors", HeldMonitors::warmUp);
  }

  private EarlyCalls() {}

  /** The threads of all loops of this JVM. */
  public static TaskThreads threads() {
    return THREADS;
  }

  /** Why calls must stay on the current thread, or {@code null}. */
  public static String refusal(ApplicationThreads application) {
    if (ToolLoop.isInside() || Prefetch.isInside()) {
      return "inside another loop";
    }
    String boundToThread = application.refusal();
    if (boundToThread != null) {
      return boundToThread;
    }
    if (!HeldMonitors.canTell()) {
      return "cannot tell which monitors the caller holds";
    }
    return HeldMonitors.byCurrentThread() ? "caller holds a monitor" : null;
  }

  /** Counts the calls of a loop that has ended. */
  public static void count(int early, int inVain) {
    EARLY.add(early);
    IN_VAIN.add(inVain);
  }

  private static Map<String, Object> counts() {
    Map<String, Object> counts = new LinkedHashMap<>();
    counts.put("early", EARLY.sum());
    counts.put("inVain", IN_VAIN.sum());
    counts.put("mostAtATime", THREADS.mostRunning());
    return counts;
  }
}
