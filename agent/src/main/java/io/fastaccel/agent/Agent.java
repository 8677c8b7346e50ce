package io.fastaccel.agent;

import io.fastaccel.agent.config.Configuration;
import io.fastaccel.agent.link.Linker;
import io.fastaccel.agent.weave.HookIndex;
import io.fastaccel.agent.weave.Weaver;
import io.fastaccel.interceptors.api.Feature;
import io.fastaccel.interceptors.api.Features;
import io.fastaccel.interceptors.api.Log;
import io.fastaccel.interceptors.api.Setting;
import io.fastaccel.interceptors.api.Settings;
import io.fastaccel.runtime.nativekernels.NativeRuntime;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The start of the agent, inside its own class loader. It runs before the application's first line,
 * so it does the least that works: reads the settings and the index of hooks, registers one
 * transformer, and touches classes that are loaded already only if they are targets.
 */
public final class Agent {

  private Agent() {}

  /**
   * Starts the agent.
   *
   * @param arguments what follows {@code =} after the jar's name, or {@code null}
   * @param startNanos {@link System#nanoTime()} when the JVM called us
   * @return answers to the facade's questions, or {@code null} where the agent is switched off
   */
  public static Function<String, Object> start(
      String arguments, Instrumentation instrumentation, long startNanos) throws Exception {
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
    boolean on = mode.equals("on");
    if (!on) {
      Log.warn(
          Setting.MODE.property()
              + "="
              + mode
              + " is not available in this version; nothing is accelerated");
    }
    switchFeatures(settings, on);

    Linker linker = new Linker(instrumentation, Agent.class.getClassLoader());
    HookIndex index = HookIndex.load(Agent.class.getClassLoader());
    Weaver weaver = new Weaver(index, linker);
    weaver.installOn(instrumentation);

    long startupNanos = System.nanoTime() - startNanos;
    Statistics statistics = new Statistics(mode, startupNanos, linker.libraries());
    String file = settings.text(Setting.STATS);
    if (!file.isEmpty()) {
      statistics.writeAtExit(file);
    }
    if (Log.isInfo()) {
      Log.info("active: " + activeFeatures() + "; started in " + startupNanos / 1_000_000 + " ms");
    }
    return question ->
        switch (question) {
          case "statistics" -> statistics.toJson();
          case "native" -> NativeRuntime.availability().available();
          default -> null;
        };
  }

  private static void switchFeatures(Settings settings, boolean on) {
    Features.of(Feature.JSON).switchTo(on && settings.flag(Setting.JSON));
    Features.of(Feature.MEMORY).switchTo(on && settings.flag(Setting.MEMORY));
    Features.of(Feature.TASKS).switchTo(on && settings.flag(Setting.TASKS));
    Features.of(Feature.TOOLS).switchTo(on && settings.flag(Setting.TOOLS));
  }

  private static String activeFeatures() {
    List<String> active = new ArrayList<>();
    for (Feature feature : Feature.values()) {
      if (Features.of(feature).isOn()) {
        active.add(feature.id());
      }
    }
    return active.isEmpty() ? "nothing" : String.join(", ", active);
  }
}
