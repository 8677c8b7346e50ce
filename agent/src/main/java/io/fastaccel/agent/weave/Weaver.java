package io.fastaccel.agent.weave;

import io.fastaccel.agent.link.Libraries;
import io.fastaccel.agent.link.Linker;
import io.fastaccel.interceptors.api.Features;
import io.fastaccel.interceptors.api.Log;
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

  Weaver(HookIndex index, Instrumentation instrumentation, ClassLoader agentLoader) {
    this.index = index;
    this.linker = new Linker(index, instrumentation, agentLoader);
    linker.preload();
  }

  /** Returns the woven class file, or {@code null} to leave it as it is. */
  byte[] weave(String className, byte[] classFile) throws ReflectiveOperationException {
    List<Hook> hooks = new ArrayList<>();
    List<AdviceClass> ofTarget = index.adviceFor(className);
    for (AdviceClass advice : ofTarget) {
      if (Features.of(advice.feature()).isWoven()) {
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
}
