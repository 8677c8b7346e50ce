package io.fastaccel.agent.weave;

import io.fastaccel.agent.link.Linker;
import io.fastaccel.interceptors.api.Features;
import io.fastaccel.interceptors.api.Log;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.List;

/**
 * Weaves hooks into the few classes that the index names, as they are loaded or, where they were
 * loaded before the agent, by retransformation. Every other class costs one look into a hash table.
 */
public final class Weaver implements ClassFileTransformer {

  private final HookIndex index;
  private final Linker linker;

  /** Thread-safe; one in a JVM. */
  public Weaver(HookIndex index, Linker linker) {
    this.index = index;
    this.linker = linker;
  }

  /** Registers this transformer, and reaches classes that were loaded before it. */
  public void installOn(Instrumentation instrumentation) {
    instrumentation.addTransformer(this, true);
    List<Class<?>> loadedTargets = new ArrayList<>();
    for (Class<?> loaded : instrumentation.getAllLoadedClasses()) {
      if (index.adviceFor(loaded.getName().replace('.', '/')) != null
          && instrumentation.isModifiableClass(loaded)) {
        loadedTargets.add(loaded);
      }
    }
    for (Class<?> target : loadedTargets) {
      try {
        instrumentation.retransformClasses(target);
      } catch (UnmodifiableClassException | RuntimeException | LinkageError e) {
        Log.warnOnce("loaded before the agent and left alone: " + target.getName(), e);
      }
    }
  }

  @Override
  public byte[] transform(
      Module module,
      ClassLoader loader,
      String className,
      Class<?> classBeingRedefined,
      ProtectionDomain domain,
      byte[] classFile) {
    List<AdviceClass> candidates = className == null ? null : index.adviceFor(className);
    if (candidates == null || loader == null) {
      return null;
    }
    try {
      List<Hook> hooks = new ArrayList<>();
      for (AdviceClass advice : candidates) {
        if (Features.of(advice.feature()).isOn()) {
          hooks.addAll(advice.hooks());
        }
      }
      if (hooks.isEmpty()) {
        return null;
      }
      String bootstrapOwner = linker.dispatcher(index);
      HookInserter inserter = new HookInserter(hooks, bootstrapOwner);
      byte[] woven = inserter.weave(classFile);
      for (Hook missing : inserter.missing()) {
        Log.debug("no place in " + className + " for " + missing.adviceMethod());
      }
      linker.libraries().seen(candidates.get(0).library(), inserter.woven() > 0);
      return inserter.woven() == 0 ? null : woven;
    } catch (Throwable e) {
      Log.warnOnce("left alone: " + className.replace('/', '.'), e);
      return null;
    }
  }
}
