package io.fastaccel.interceptors.loops;

import io.fastaccel.interceptors.tools.ApplicationThreads;
import io.fastaccel.interceptors.tools.Pace;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * A loop's call in an application's class: what its call site is bound to, which is all that holds
 * it. Thread-safe.
 */
public final class LinkedLoop {

  private final LoopSite site;
  private final MethodHandle original;
  private final ApplicationThreads threads;
  private final TaskDependencies dependencies;
  private final PlainMethods plain;

  /** How long the tasks of the loop take. */
  private final Pace pace = new Pace();

  /**
   * @param caller the class with the loop, whose rights are used and no others
   * @param original makes the call; takes its receiver and arguments
   */
  public LinkedLoop(LoopSite site, MethodHandles.Lookup caller, MethodHandle original) {
    this.site = site;
    this.original =
        original
            .asSpreader(Object[].class, original.type().parameterCount())
            .asType(MethodType.methodType(Object.class, Object[].class));
    ClassLoader loader = caller.lookupClass().getClassLoader();
    this.threads = new ApplicationThreads(loader);
    this.dependencies = new TaskDependencies(caller);
    this.plain = new PlainMethods(loader);
  }

  LoopSite site() {
    return site;
  }

  ApplicationThreads threads() {
    return threads;
  }

  TaskDependencies dependencies() {
    return dependencies;
  }

  PlainMethods plain() {
    return plain;
  }

  Pace pace() {
    return pace;
  }

  /** The call for one element, the other operands being those of the first call. */
  LoopCall callFor(Object element, Object[] operands) {
    Object[] own = operands.clone();
    own[site.elementPosition()] = element;
    return new LoopCall(original, own, pace);
  }
}
