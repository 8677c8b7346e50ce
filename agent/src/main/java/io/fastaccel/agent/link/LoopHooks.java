package io.fastaccel.agent.link;

import io.fastaccel.agent.weave.Hook;
import io.fastaccel.interceptors.api.Feature;
import io.fastaccel.interceptors.api.Features;
import io.fastaccel.interceptors.loops.LinkedLoop;
import io.fastaccel.interceptors.loops.LoopSite;
import io.fastaccel.interceptors.loops.OwnLoop;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;

/** Links the hooks of an application's own loops, of which no index knows. Thread-safe. */
public final class LoopHooks {

  /** {@code (source, index, state) -> state}: an element is about to be taken. */
  public static final String BEGIN = "loopBegin";

  /** The task's call; takes the state as its last argument. */
  public static final String CALL = "loopCall";

  /** {@code (state) -> void}: the loop is over. */
  public static final String END = "loopEnd";

  private static final List<LoopSite> SITES = new ArrayList<>();

  private LoopHooks() {}

  /** The number by which hooks name a loop; the same for the same loop. */
  public static int number(LoopSite site) {
    synchronized (SITES) {
      int known = SITES.indexOf(site);
      if (known >= 0) {
        return known;
      }
      SITES.add(site);
      return SITES.size() - 1;
    }
  }

  private static LoopSite site(int number) {
    synchronized (SITES) {
      return SITES.get(number);
    }
  }

  static boolean isOne(String hook) {
    return hook.equals(BEGIN) || hook.equals(CALL) || hook.equals(END);
  }

  /**
   * The method handle for a hook.
   *
   * @param original the task's call, for that hook alone
   */
  static MethodHandle link(
      MethodHandles.Lookup caller, String hook, MethodType type, int number, MethodHandle original)
      throws ReflectiveOperationException {
    MethodHandles.Lookup lookup = MethodHandles.lookup();
    return switch (hook) {
      case BEGIN -> {
        MethodHandle begin =
            lookup.findStatic(
                OwnLoop.class,
                "begin",
                MethodType.methodType(
                    Object.class, LoopSite.class, Object.class, int.class, Object.class));
        yield AdviceHandles.guarded(
            Hook.Kind.ENTER,
            "the beginning of a loop",
            MethodHandles.insertArguments(begin, 0, site(number)),
            type,
            null,
            Features.of(Feature.TASKS));
      }
      case CALL -> {
        MethodHandle call =
            lookup.findStatic(
                OwnLoop.class,
                "call",
                MethodType.methodType(Object.class, LinkedLoop.class, Object[].class));
        LinkedLoop linked = new LinkedLoop(site(number), caller, original);
        int count = type.parameterCount();
        yield AdviceHandles.guarded(
            Hook.Kind.CALL,
            "a loop's call",
            MethodHandles.insertArguments(call, 0, linked).asCollector(Object[].class, count),
            type,
            withoutState(original, type),
            Features.of(Feature.TASKS));
      }
      default ->
          AdviceHandles.guarded(
              Hook.Kind.EXIT,
              "the end of a loop",
              lookup.findStatic(
                  OwnLoop.class, "end", MethodType.methodType(void.class, Object.class)),
              type,
              null,
              Features.of(Feature.TASKS));
    };
  }

  /** What a hook does when nothing is to be done. */
  static MethodHandle none(String hook, MethodType type, MethodHandle original) {
    return hook.equals(CALL) ? withoutState(original, type) : MethodHandles.empty(type);
  }

  private static MethodHandle withoutState(MethodHandle original, MethodType type) {
    int last = type.parameterCount() - 1;
    return MethodHandles.dropArguments(
        original.asType(type.dropParameterTypes(last, last + 1)), last, Object.class);
  }
}
