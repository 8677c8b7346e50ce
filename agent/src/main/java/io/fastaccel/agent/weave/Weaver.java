package io.fastaccel.agent.weave;

import io.fastaccel.agent.link.Libraries;
import io.fastaccel.agent.link.Linker;
import io.fastaccel.agent.loops.OwnLoops;
import io.fastaccel.interceptors.api.Feature;
import io.fastaccel.interceptors.api.FeatureState;
import io.fastaccel.interceptors.api.Features;
import io.fastaccel.interceptors.api.Log;
import io.fastaccel.interceptors.api.Setting;
import io.fastaccel.interceptors.api.Settings;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.List;

/**
 * Weaves hooks into the few classes that the index names. Thread-safe; one in a JVM, and only where
 * a target is met.
 */
final class Weaver {

  private final HookIndex index;
  private final Linker linker;

  /** Whether this JVM was started in mode report. */
  private final boolean reports;

  private final boolean metrics;

  /** {@code null} where none is declared. */
  private final OwnLoops loops;

  Weaver(HookIndex index, Instrumentation instrumentation, ClassLoader agentLoader) {
    this.index = index;
    this.linker = new Linker(index, instrumentation, agentLoader);
    linker.preload();
    Settings settings = Settings.current();
    this.reports = settings.text(Setting.MODE).equals("report");
    this.metrics = settings.flag(Setting.METRICS);
    this.loops = settings.list(Setting.TASKS_LOOPS).isEmpty() ? null : new OwnLoops(settings);
  }

  /** Prepares for linking what is going to be woven into a class. */
  void rehearse(String className) throws ReflectiveOperationException {
    List<Hook> hooks = new ArrayList<>();
    for (AdviceClass advice : index.adviceFor(className)) {
      if (advice.hot() && isWoven(advice)) {
        hooks.addAll(advice.hooks());
      }
    }
    linker.rehearse(hooks);
  }

  /** Returns the woven class file, or {@code null} to leave it as it is. */
  byte[] weave(String className, byte[] classFile) throws ReflectiveOperationException {
    byte[] hooked = weaveHooks(className, classFile);
    FeatureState tasks = Features.of(Feature.TASKS);
    if (loops == null || !loops.isDeclaredIn(className) || !tasks.isWoven()) {
      return hooked;
    }
    byte[] woven = loops.weave(className, hooked == null ? classFile : hooked, linker.dispatcher());
    // A report tells what would be done, which the look at the class has shown.
    return woven == null || tasks.isReporting() ? hooked : woven;
  }

  private byte[] weaveHooks(String className, byte[] classFile)
      throws ReflectiveOperationException {
    List<Hook> hooks = new ArrayList<>();
    List<AdviceClass> ofTarget = index.adviceFor(className);
    if (ofTarget == null) {
      return null;
    }
    for (AdviceClass advice : ofTarget) {
      if (isWoven(advice)) {
        hooks.addAll(advice.hooks());
      }
    }
    if (hooks.isEmpty()) {
      return null;
    }
    HookInserter inserter = new HookInserter(hooks, linker.dispatcher());
    byte[] woven = inserter.weave(classFile);
    for (Hook missing : inserter.missing()) {
      Log.debug("no place in " + className + " for " + missing.adviceMethod());
    }
    Libraries.seen(ofTarget.get(0).library(), inserter.woven() > 0);
    if (inserter.woven() == 0) {
      return null;
    }
    Libraries.touched(className);
    return woven;
  }

  private boolean isWoven(AdviceClass advice) {
    boolean wanted = Features.of(advice.feature()).isWoven();
    return switch (advice.activation()) {
      case FIRST_CALL, HOT, HOT_INPUT -> wanted;
      case REPORT -> wanted && reports;
      case METRICS -> metrics;
    };
  }
}
