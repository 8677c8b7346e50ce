package io.fastaccel.agent.link;

import io.fastaccel.agent.weave.Hook;
import io.fastaccel.interceptors.api.Allocation;
import io.fastaccel.interceptors.api.CallTimes;
import io.fastaccel.interceptors.api.FeatureState;
import io.fastaccel.interceptors.api.NullResult;
import io.fastaccel.interceptors.api.Raise;
import io.fastaccel.interceptors.api.Verification;
import io.fastaccel.interceptors.api.flight.FlightEvents;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What stands between a woven method and its advice where a call can be made twice: measures a
 * small sample of calls, and with mode {@code report} or {@code verify} makes the original call
 * itself. One for each call site; thread-safe.
 *
 * <p>The original is the very method that was woven, called anew: hooks that it meets on its way
 * stay out of the way of the thread that does so.
 */
final class MeasuredCalls {

  /** One of so many accelerated calls is measured, and one of as many is left to the original. */
  private static final int SAMPLE = 1024;

  private static final Set<String> REPEATABLE =
      Set.of("JavaType", "TypeReference", "TypeToken", "ResolvedType");

  private static final MethodHandle IS_SPECIAL;
  private static final MethodHandle SPECIAL;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      IS_SPECIAL =
          lookup.findVirtual(
              MeasuredCalls.class, "isSpecial", MethodType.methodType(boolean.class));
      SPECIAL =
          lookup.findVirtual(
              MeasuredCalls.class, "special", MethodType.methodType(Object.class, Object[].class));
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final FeatureState feature;
  private final String place;
  private final CallTimes times;
  private final MethodHandle advice;
  private final MethodHandle original;
  private volatile boolean compared;

  private MeasuredCalls(
      FeatureState feature, String place, MethodHandle advice, MethodHandle original) {
    this.feature = feature;
    this.place = place;
    this.times = feature.times(place);
    this.advice = advice;
    this.original = original;
  }

  /**
   * Puts itself in front of advice that answers for a whole method.
   *
   * @param caller a lookup of the woven class
   * @param advice of the type of the call site, guarded
   * @param type the receiver if there is one, and the woven method's parameters; {@code Object}
   */
  static MethodHandle around(
      MethodHandles.Lookup caller,
      Hook hook,
      MethodHandle advice,
      MethodType type,
      FeatureState feature)
      throws ReflectiveOperationException {
    if (hook.kind() != Hook.Kind.ENTER || type.returnType() == void.class) {
      return advice;
    }
    Class<?> woven = caller.lookupClass();
    MethodType method =
        MethodType.fromMethodDescriptorString(hook.descriptor(), woven.getClassLoader());
    String place = woven.getSimpleName() + "." + hook.method();
    MethodHandle original = null;
    if (isRepeatable(method, woven)) {
      original =
          type.parameterCount() == method.parameterCount()
              ? caller.findStatic(woven, hook.method(), method)
              : caller.findSpecial(woven, hook.method(), method, woven);
    }
    MeasuredCalls calls =
        new MeasuredCalls(
            feature, place, spread(advice), original == null ? null : spread(original));
    MethodHandle special =
        AdviceHandles.raising(AdviceHandles.orElse(SPECIAL.bindTo(calls), null))
            .asCollector(Object[].class, type.parameterCount())
            .asType(type);
    MethodHandle test =
        MethodHandles.dropArguments(
            AdviceHandles.orElse(IS_SPECIAL.bindTo(calls), false), 0, type.parameterList());
    return MethodHandles.guardWithTest(test, special, advice);
  }

  private static MethodHandle spread(MethodHandle handle) {
    return handle
        .asSpreader(Object[].class, handle.type().parameterCount())
        .asType(MethodType.methodType(Object.class, Object[].class));
  }

  /**
   * Nothing that is used up: streams, parsers, files; and no receiver that answers itself, having
   * changed.
   */
  private static boolean isRepeatable(MethodType method, Class<?> woven) {
    for (Class<?> parameter : method.parameterList()) {
      if (!parameter.isPrimitive()
          && !parameter.isArray()
          && parameter != Object.class
          && parameter != String.class
          && parameter != Class.class
          && !Type.class.isAssignableFrom(parameter)
          && !REPEATABLE.contains(parameter.getSimpleName())) {
        return false;
      }
    }
    return method.returnType() != void.class && method.returnType() != woven;
  }

  /** The usual case costs three reads and a random number. */
  @SuppressWarnings("UnusedMethod") // by handle
  private boolean isSpecial() {
    return OriginalCalls.areRunning()
        || !feature.isOn()
        || feature.isVerifying()
        || (ThreadLocalRandom.current().nextInt() & (SAMPLE / 2 - 1)) == 0;
  }

  /** Never throws: what the application's code throws is answered with a {@link Raise}. */
  @SuppressWarnings("UnusedMethod") // by handle
  private Object special(Object[] arguments) {
    try {
      if (OriginalCalls.isInside()) {
        return null;
      }
      if (feature.isReporting()) {
        return original == null ? null : measureOriginal(arguments).ofMethod();
      }
      if (!feature.isOn()) {
        return null;
      }
      if (feature.isVerifying()) {
        return original == null ? notComparable() : verify(arguments);
      }
      if (original == null || (ThreadLocalRandom.current().nextInt() & 1) == 0) {
        return measureOurs(arguments);
      }
      feature.original("measured");
      return measureOriginal(arguments).ofMethod();
    } catch (Throwable e) {
      feature.failed(place, e);
      return null;
    }
  }

  private Object notComparable() {
    feature.original("not comparable");
    return null;
  }

  private Outcome measureOriginal(Object[] arguments) {
    long allocated = Allocation.ofThisThread();
    long start = System.nanoTime();
    Outcome outcome = callOriginal(arguments);
    long nanos = System.nanoTime() - start;
    times.original(nanos);
    if (allocated >= 0) {
      times.originalAllocated(Allocation.ofThisThread() - allocated);
    }
    FlightEvents.call(feature.feature(), place, false, nanos);
    return outcome;
  }

  private Object measureOurs(Object[] arguments) {
    long allocated = Allocation.ofThisThread();
    long start = System.nanoTime();
    Outcome outcome = Outcome.of(advice, arguments);
    long nanos = System.nanoTime() - start;
    if (outcome.answer() != null) {
      times.accelerated(nanos);
      if (allocated >= 0) {
        times.acceleratedAllocated(Allocation.ofThisThread() - allocated);
      }
      FlightEvents.call(feature.feature(), place, true, nanos);
    }
    return outcome.answer();
  }

  private Outcome callOriginal(Object[] arguments) {
    OriginalCalls.enter();
    try {
      return Outcome.of(original, arguments);
    } finally {
      OriginalCalls.exit();
    }
  }

  /**
   * The original first: should a value be used up by reading it, the application has what is its.
   */
  private Object verify(Object[] arguments) {
    if (!Verification.takes(!compared)) {
      feature.original("not in the sample");
      return null;
    }
    compared = true;
    Outcome first = measureOriginal(arguments);
    long allocated = Allocation.ofThisThread();
    long start = System.nanoTime();
    try {
      Outcome ours = Outcome.of(advice, arguments);
      if (ours.answer() == null) {
        return first.ofMethod();
      }
      times.accelerated(System.nanoTime() - start);
      if (allocated >= 0) {
        times.acceleratedAllocated(Allocation.ofThisThread() - allocated);
      }
      compare(first, ours, arguments);
    } catch (Throwable e) {
      feature.failed(place, e);
    } finally {
      Verification.spent(System.nanoTime() - start);
    }
    return first.ofMethod();
  }

  private void compare(Outcome first, Outcome ours, Object[] arguments) {
    String difference = OutcomeComparison.difference(first, ours);
    if (difference == null) {
      feature.same();
      return;
    }
    // Iterators, counters and clocks inside of the value: the original differs from itself.
    if (OutcomeComparison.difference(first, callOriginal(arguments)) != null) {
      feature.original("not repeatable");
    } else {
      feature.different(place, difference);
    }
  }

  /** How a call ended. */
  record Outcome(Object value, Throwable thrown) {

    static Outcome of(MethodHandle handle, Object[] arguments) {
      try {
        return new Outcome(handle.invoke(Arrays.copyOf(arguments, arguments.length)), null);
      } catch (Throwable e) {
        return new Outcome(null, e);
      }
    }

    /** As advice answers: {@code null} where there is neither. */
    Object answer() {
      return thrown == null ? value : new Raise(thrown);
    }

    /** The original's, which is not to be called again. */
    Object ofMethod() {
      return thrown == null && value == null ? NullResult.OF_METHOD : answer();
    }
  }
}
