package io.fastaccel.agent;

import io.fastaccel.agent.config.Configuration;
import io.fastaccel.agent.weave.Targets;
import io.fastaccel.interceptors.api.Background;
import io.fastaccel.interceptors.api.Feature;
import io.fastaccel.interceptors.api.FeatureMode;
import io.fastaccel.interceptors.api.Features;
import io.fastaccel.interceptors.api.Kernels;
import io.fastaccel.interceptors.api.Log;
import io.fastaccel.interceptors.api.Setting;
import io.fastaccel.interceptors.api.Settings;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The start of the agent, inside its own class loader. It runs before the application's first line,
 * so it does the least that works: reads the settings and the index of hooks, registers one
 * transformer, and touches classes that are loaded already only if they are targets.
 */
final class Agent {

  private Agent() {}

  /**
   * Starts the agent.
   *
   * @param arguments what follows {@code =} after the jar's name, or {@code null}
   * @param attached whether the application runs already
   * @param startNanos {@link System#nanoTime()} when the JVM called us
   * @return answers to the facade's questions, or {@code null} where the agent is switched off
   */
  static Function<String, Object> start(
      String arguments, Instrumentation instrumentation, boolean attached, long startNanos) {
    Configuration configuration = Configuration.read(arguments);
    Settings settings = configuration.settings();
    Log.setLevel(settings.text(Setting.LOG));
    for (String warning : configuration.warnings()) {
      Log.warn(warning);
    }
    if (!settings.flag(Setting.ENABLED)) {
      return null;
    }
    Settings.setCurrent(settings);
    String mode = settings.text(Setting.MODE);
    boolean isPatient =
        !attached && mode.equals("on") && settings.number(Setting.JSON_HOT_CALLS) > 0;
    Targets targets =
        Targets.install(
            Agent.class.getClassLoader(),
            instrumentation,
            isPatient ? settings.number(Setting.JSON_START_DELAY) : 0);
    RunningAgent agent = new RunningAgent(instrumentation, targets, mode);
    manage(agent, targets, settings.text(Setting.JMX));
    // Before the application's first line only the system class loader can hold targets, from an
    // archive of the JVM's; all classes of the JVM would be a longer list.
    targets.reachLoaded(
        attached
            ? instrumentation.getAllLoadedClasses()
            : instrumentation.getInitiatedClasses(ClassLoader.getSystemClassLoader()));
    if (settings.text(Setting.NATIVE).equals("true")) {
      Background.submit("native kernels", new InsistOnNative());
    }

    long startupNanos = System.nanoTime() - startNanos;
    agent.started(startupNanos);
    AtExit.register(agent, settings);
    if (Log.isInfo()) {
      Log.info("active: " + activeFeatures() + "; started in " + startupNanos / 1_000_000 + " ms");
    }
    return new Answers(agent);
  }

  private static void manage(RunningAgent agent, Targets targets, String jmx) {
    if (jmx.equals("auto")) {
      targets.onManagement(new Management(agent, false));
    } else if (jmx.equals("true")) {
      new Management(agent, true).run();
    }
  }

  /** Not a lambda, whose first use is slow. */
  private static final class InsistOnNative implements Runnable {
    @Override
    public void run() {
      Kernels.insist();
    }
  }

  private static String activeFeatures() {
    List<String> active = new ArrayList<>();
    for (Feature feature : Feature.values()) {
      FeatureMode mode = Features.of(feature).mode();
      if (mode != FeatureMode.OFF) {
        active.add(mode == FeatureMode.ON ? feature.id() : feature.id() + " (" + mode.id() + ")");
      }
    }
    return active.isEmpty() ? "nothing" : String.join(", ", active);
  }
}
