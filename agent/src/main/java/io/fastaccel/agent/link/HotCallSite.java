package io.fastaccel.agent.link;

import io.fastaccel.interceptors.api.Background;
import io.fastaccel.interceptors.api.FeatureState;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * A call site that is the original's until it has shown that it is hot; then its advice is loaded
 * and linked in the background, as a JIT compiler's tiers do. Thread-safe; calls may be lost to the
 * counter, which is not exact on purpose.
 */
final class HotCallSite extends MutableCallSite {

  /** Instead of a number of calls: the site does not count them. */
  static final int NEVER = 0;

  /** Of a document whose length is not known before it is read. */
  private static final int USUAL_LENGTH = 1024;

  /** Of a document: it may be a part of a large array. */
  private static final int MOST = 64 * 1024;

  private static final MethodHandle COUNT;
  private static final MethodHandle COUNT_INPUT;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      COUNT = lookup.findVirtual(HotCallSite.class, "count", MethodType.methodType(void.class));
      COUNT_INPUT =
          lookup.findVirtual(
              HotCallSite.class, "count", MethodType.methodType(void.class, Object.class));
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /**
   * When a site is hot.
   *
   * @param calls after so many, or {@link #NEVER}
   * @param characters that have been read besides
   * @param document which argument is read; -1: none, and characters do not matter
   */
  record Threshold(int calls, int characters, int document) {

    /** Of a site that reads nothing. */
    static Threshold ofCalls(int calls) {
      return new Threshold(calls, 0, -1);
    }
  }

  private final FeatureState feature;
  private final MethodHandle original;
  private final Threshold threshold;
  private final Supplier<MethodHandle> advice;
  private final AtomicBoolean submitted = new AtomicBoolean();
  private int calls;
  private long characters;

  /**
   * @param original what the site does until then
   * @param advice resolves the advice; {@code null} if the site has to stay as it is
   */
  HotCallSite(
      FeatureState feature,
      MethodType type,
      MethodHandle original,
      Threshold threshold,
      Supplier<MethodHandle> advice) {
    super(type);
    this.feature = feature;
    this.original = original;
    this.threshold = threshold;
    this.advice = advice;
    setTarget(MethodHandles.foldArguments(original, counting(type)));
  }

  private MethodHandle counting(MethodType type) {
    int document = threshold.document;
    if (document < 0) {
      return MethodHandles.dropArguments(COUNT.bindTo(this), 0, type.parameterList());
    }
    MethodType ofDocument = MethodType.methodType(void.class, type.parameterType(document));
    return MethodHandles.permuteArguments(
        COUNT_INPUT.bindTo(this).asType(ofDocument), type.changeReturnType(void.class), document);
  }

  /** As {@link #count()}. */
  @SuppressWarnings("UnusedMethod") // by handle
  private void count(Object document) {
    if (document instanceof String text) {
      characters += Math.min(text.length(), MOST);
    } else {
      characters += document instanceof byte[] bytes ? Math.min(bytes.length, MOST) : USUAL_LENGTH;
    }
    count();
  }

  /** Runs on the application's thread, outside of any guard: nothing may come out of it. */
  @SuppressWarnings("UnusedMethod") // by handle
  private void count() {
    try {
      boolean on = feature.isOn();
      if (threshold.calls != NEVER && (on || feature.isReporting())) {
        if (on) {
          feature.original("not hot yet");
        }
        boolean isHot = ++calls >= threshold.calls && characters >= threshold.characters;
        if (isHot && submitted.compareAndSet(false, true)) {
          // Not taken: the JVM is short of threads, and one of the next calls tries again.
          submitted.set(Background.submit("linking advice", this::link));
        }
      }
    } catch (Throwable e) {
      submitted.set(false);
    }
  }

  private void link() {
    MethodHandle resolved = advice.get();
    setTarget(resolved == null ? original : resolved);
    MutableCallSite.syncAll(new MutableCallSite[] {this});
  }
}
