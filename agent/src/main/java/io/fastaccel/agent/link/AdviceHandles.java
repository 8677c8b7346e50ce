package io.fastaccel.agent.link;

import io.fastaccel.agent.weave.Hook;
import io.fastaccel.interceptors.api.FeatureState;
import io.fastaccel.interceptors.api.NullResult;
import io.fastaccel.interceptors.api.Raise;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * Composes the method handles of woven call sites: advice that cannot throw, and the original call
 * behind it. Stateless.
 */
public final class AdviceHandles {

  private static final MethodHandle IS_NULL;
  private static final MethodHandle UNWRAP;
  private static final MethodHandle RAISE;
  private static final MethodHandle FAILED;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      IS_NULL =
          lookup.findStatic(
              AdviceHandles.class, "isNull", MethodType.methodType(boolean.class, Object.class));
      UNWRAP =
          lookup.findStatic(
              AdviceHandles.class, "unwrap", MethodType.methodType(Object.class, Object.class));
      RAISE =
          lookup.findStatic(
              AdviceHandles.class, "raise", MethodType.methodType(Object.class, Object.class));
      FAILED =
          lookup.findStatic(
              AdviceHandles.class,
              "failed",
              MethodType.methodType(
                  Object.class, FeatureState.class, String.class, Throwable.class));
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private AdviceHandles() {}

  /** A handle of that type that behaves as if nothing had been woven. */
  public static MethodHandle original(Hook.Kind kind, MethodType type, MethodHandle original) {
    return switch (kind) {
      case CALL -> original.asType(type);
      case ENTER, EXIT -> MethodHandles.empty(type);
    };
  }

  /**
   * The advice as a handle of that type, its failures caught, counted and answered by the original.
   */
  public static MethodHandle guarded(
      Hook hook,
      MethodHandle advice,
      MethodType type,
      MethodHandle original,
      FeatureState feature) {
    String place = hook.advice().name() + "." + hook.adviceMethod();
    return guarded(hook.kind(), place, advice, type, original, feature);
  }

  /** The same for advice that no index knows. */
  static MethodHandle guarded(
      Hook.Kind kind,
      String place,
      MethodHandle advice,
      MethodType type,
      MethodHandle original,
      FeatureState feature) {
    // Guarded in erased form: JDK 17 keeps the types of the latest guarded handle alive in a cache
    // of its own.
    MethodType erased = type.erase().changeReturnType(Object.class);
    MethodHandle answering = answering(advice).asType(erased);
    MethodHandle onFailure = MethodHandles.insertArguments(FAILED, 0, feature, place);
    onFailure = MethodHandles.dropArguments(onFailure, 1, erased.parameterList());
    MethodHandle safe = MethodHandles.catchException(answering, Throwable.class, onFailure);
    if (advice.type().returnType() == Object.class) {
      // Only such advice can answer with an exception to be thrown: outside of the guard.
      safe = MethodHandles.filterReturnValue(safe, RAISE);
    }
    return switch (kind) {
      case ENTER, EXIT -> safe.asType(type);
      case CALL ->
          answerOrCall(
              safe.asType(type.changeReturnType(Object.class)), original.asType(type), type);
    };
  }

  /** Advice without a result answers {@code null}. */
  private static MethodHandle answering(MethodHandle advice) {
    return advice.type().returnType() == void.class
        ? MethodHandles.filterReturnValue(advice, MethodHandles.constant(Object.class, null))
        : advice;
  }

  /** The handle, with this result where it throws. */
  static MethodHandle orElse(MethodHandle handle, Object result) {
    MethodHandle constant = MethodHandles.constant(handle.type().returnType(), result);
    return MethodHandles.catchException(
        handle, Throwable.class, MethodHandles.dropArguments(constant, 0, Throwable.class));
  }

  /** The handle's results, those that throw thrown. */
  static MethodHandle raising(MethodHandle answering) {
    return MethodHandles.filterReturnValue(answering, RAISE);
  }

  /**
   * {@code (arguments) -> { Object answer = advice(arguments); return answer == null ?
   * original(arguments) : answer; }}
   */
  private static MethodHandle answerOrCall(
      MethodHandle advice, MethodHandle original, MethodType type) {
    MethodHandle answer =
        type.returnType() == void.class
            ? MethodHandles.empty(MethodType.methodType(void.class, Object.class))
            : unwrapping(type.returnType());
    MethodHandle choice =
        MethodHandles.guardWithTest(
            IS_NULL,
            MethodHandles.dropArguments(original, 0, Object.class),
            MethodHandles.dropArguments(answer, 1, type.parameterList()));
    return MethodHandles.foldArguments(choice, advice);
  }

  /**
   * {@code UNWRAP} with a result of that type. JDK 17 keeps the latest conversion of a handle alive
   * in it, and so an application's class in our static field: another one takes its place.
   */
  private static MethodHandle unwrapping(Class<?> result) {
    MethodHandle unwrapping = UNWRAP.asType(MethodType.methodType(result, Object.class));
    MethodHandle ignored = UNWRAP.asType(MethodType.methodType(String.class, Object.class));
    return unwrapping;
  }

  @SuppressWarnings("UnusedMethod") // by handle
  private static boolean isNull(Object answer) {
    return answer == null;
  }

  @SuppressWarnings("UnusedMethod") // by handle
  private static Object unwrap(Object answer) {
    return answer == NullResult.INSTANCE ? null : answer;
  }

  @SuppressWarnings("UnusedMethod") // by handle
  private static Object raise(Object answer) {
    if (answer instanceof Raise raise) {
      throw AdviceHandles.<RuntimeException>unchecked(raise.throwable());
    }
    return answer;
  }

  /** The application's own exception, checked or not, passes as it is. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <T extends Throwable> T unchecked(Throwable throwable) throws T {
    throw (T) throwable;
  }

  @SuppressWarnings("UnusedMethod") // by handle
  private static Object failed(FeatureState feature, String place, Throwable throwable) {
    try {
      feature.failed(place, throwable);
    } catch (Throwable e) {
      // No memory or no stack to count it with: what matters is that the original runs.
      return null;
    }
    return null;
  }
}
