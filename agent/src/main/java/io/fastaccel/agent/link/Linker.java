package io.fastaccel.agent.link;

import io.fastaccel.agent.weave.AdviceClass;
import io.fastaccel.agent.weave.Hook;
import io.fastaccel.agent.weave.HookIndex;
import io.fastaccel.interceptors.api.Background;
import io.fastaccel.interceptors.api.Feature;
import io.fastaccel.interceptors.api.FeatureState;
import io.fastaccel.interceptors.api.Features;
import io.fastaccel.interceptors.api.Log;
import io.fastaccel.interceptors.api.Privileged;
import io.fastaccel.interceptors.api.Raise;
import io.fastaccel.interceptors.api.Setting;
import io.fastaccel.interceptors.api.Settings;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import java.util.function.Function;
import net.bytebuddy.jar.asm.Type;

/**
 * Binds woven call sites to advice. Whatever goes wrong here, the call site gets a method handle
 * that behaves as the original. Thread-safe: the JVM may link one site from several threads.
 */
public final class Linker implements Function<Object[], Object> {

  private final Instrumentation instrumentation;
  private final InterceptorRooms rooms;
  private final HookIndex index;
  private final LinkRehearsal rehearsal = new LinkRehearsal();
  private boolean defined;

  /**
   * Creates the one linker of a JVM.
   *
   * @param agentLoader the class loader of the agent, which holds the advice's class files
   */
  public Linker(HookIndex index, Instrumentation instrumentation, ClassLoader agentLoader) {
    this.index = index;
    this.instrumentation = instrumentation;
    this.rooms = new InterceptorRooms(agentLoader, instrumentation);
  }

  /**
   * Loads what links call sites: later the jar may have been replaced under us, by a deployment for
   * example.
   *
   * @throws IllegalStateException when the jar is damaged already
   */
  public void preload() {
    try {
      for (Class<?> needed :
          List.of(
              AdviceHandles.class,
              HotCallSite.class,
              HotCallSite.Threshold.class,
              InterceptorClassLoader.class,
              Libraries.class,
              LibraryVersion.class,
              LoopHooks.class,
              ReferenceCheck.class,
              Background.class,
              Privileged.class,
              Raise.class)) {
        Class.forName(needed.getName(), true, needed.getClassLoader());
      }
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * The internal name of the class whose {@code link} woven call sites name as their bootstrap. It
   * is defined on the first request: a JVM without targets never pays for it.
   */
  public synchronized String dispatcher() throws ReflectiveOperationException {
    if (!defined) {
      Dispatcher.define(instrumentation, this);
      defined = true;
    }
    return Dispatcher.NAME;
  }

  /** Has the JVM make what it will need for linking sites of these hooks, on the calling thread. */
  public void rehearse(List<Hook> hooks) throws ReflectiveOperationException {
    rehearsal.of(hooks, dispatcher());
  }

  /**
   * Called by the dispatcher with a bootstrap method's arguments: lookup, name, type, and the rest
   * in an array.
   */
  @Override
  public CallSite apply(Object[] bootstrap) {
    MethodType type = (MethodType) bootstrap[2];
    Object[] rest = (Object[]) bootstrap[3];
    MethodHandle original = rest.length > 1 ? (MethodHandle) rest[1] : null;
    String name = (String) bootstrap[1];
    try {
      MethodHandles.Lookup caller = (MethodHandles.Lookup) bootstrap[0];
      if (LoopHooks.isOne(name)) {
        return Privileged.call(() -> loop(caller, name, type, (Integer) rest[0], original));
      }
      Hook hook = index.hook((Integer) rest[0]);
      boolean counts = !name.equals(LinkRehearsal.SITE);
      return Privileged.call(() -> link(caller, hook, type, original, counts));
    } catch (Throwable e) {
      // The application's call must go on, whatever is wrong with us: with classes of the JDK
      // alone.
      if (original != null && original.type().parameterCount() < type.parameterCount()) {
        return new ConstantCallSite(
            MethodHandles.dropArguments(
                original.asType(
                    type.dropParameterTypes(type.parameterCount() - 1, type.parameterCount())),
                type.parameterCount() - 1,
                Object.class));
      }
      return new ConstantCallSite(
          original == null ? MethodHandles.empty(type) : original.asType(type));
    }
  }

  private CallSite link(
      MethodHandles.Lookup caller,
      Hook hook,
      MethodType type,
      MethodHandle original,
      boolean counts) {
    MethodHandle notActive = AdviceHandles.original(hook.kind(), type, original);
    int hotCalls = Settings.current().number(Setting.JSON_HOT_CALLS);
    if (hook.advice().hot() && hotCalls > 0) {
      return new HotCallSite(
          Features.of(hook.advice().feature()),
          type,
          notActive,
          threshold(hook, type, counts ? hotCalls : HotCallSite.NEVER),
          () -> resolve(caller, hook, type, original));
    }
    MethodHandle target = resolve(caller, hook, type, original);
    return new ConstantCallSite(target == null ? notActive : target);
  }

  private static HotCallSite.Threshold threshold(Hook hook, MethodType type, int calls) {
    if (!hook.advice().readsInput()) {
      return HotCallSite.Threshold.ofCalls(calls);
    }
    int receivers = type.parameterCount() - Type.getArgumentTypes(hook.descriptor()).length;
    return new HotCallSite.Threshold(
        calls, Settings.current().number(Setting.JSON_HOT_CHARACTERS), receivers);
  }

  /** An application's own loop: there is no library that would have to be checked. */
  private static CallSite loop(
      MethodHandles.Lookup caller,
      String hook,
      MethodType type,
      int number,
      MethodHandle original) {
    try {
      return new ConstantCallSite(LoopHooks.link(caller, hook, type, number, original));
    } catch (Throwable e) {
      Log.warnOnce("a loop in " + caller.lookupClass().getName() + " cannot be linked", e);
      return new ConstantCallSite(LoopHooks.none(hook, type, original));
    }
  }

  /**
   * The advice in its checked and guarded form, or {@code null} where the call site must stay the
   * original's.
   */
  private MethodHandle resolve(
      MethodHandles.Lookup caller, Hook hook, MethodType type, MethodHandle original) {
    AdviceClass advice = hook.advice();
    try {
      Class<?> woven = caller.lookupClass();
      if (!Libraries.isSupported(advice.library(), woven.getClassLoader())) {
        return null;
      }
      Class<?> adviceClass = rooms.roomFor(woven, advice.library()).loadClass(advice.name());
      MethodType adviceType =
          MethodType.fromMethodDescriptorString(
              hook.adviceDescriptor(), adviceClass.getClassLoader());
      MethodHandle handle =
          MethodHandles.privateLookupIn(adviceClass, MethodHandles.lookup())
              .findStatic(adviceClass, hook.adviceMethod(), adviceType);
      if (advice.hot() && Settings.current().number(Setting.JSON_HOT_CALLS) > 0) {
        rehearse(adviceClass);
      }
      FeatureState feature = Features.of(advice.feature());
      MethodHandle guarded = AdviceHandles.guarded(hook, handle, type, original, feature);
      return advice.feature() == Feature.JSON
          ? MeasuredCalls.around(caller, hook, guarded, type, feature)
          : guarded;
    } catch (Throwable e) {
      Log.warnOnce(
          advice.library().name() + " is left alone: " + advice.name() + " cannot be linked", e);
      Libraries.leftAlone(advice.library(), String.valueOf(e));
      return null;
    }
  }

  /** In the background; advice that fails in it fails later too, where that is counted. */
  private static void rehearse(Class<?> advice) {
    try {
      MethodHandles.privateLookupIn(advice, MethodHandles.lookup())
          .findStatic(advice, "rehearse", MethodType.methodType(void.class))
          .invoke();
    } catch (NoSuchMethodException e) {
      // Nothing to rehearse.
    } catch (Throwable e) {
      Log.debug("no rehearsal of " + advice.getName() + ": " + e);
    }
  }
}
