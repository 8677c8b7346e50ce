package io.fastaccel.agent.link;

import io.fastaccel.agent.weave.Hook;
import io.fastaccel.interceptors.api.Background;
import io.fastaccel.interceptors.api.FeatureState;
import io.fastaccel.interceptors.api.Features;
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

  private static final MethodHandle COUNT;

  static {
    try {
      COUNT =
          MethodHandles.lookup()
              .findVirtual(HotCallSite.class, "count", MethodType.methodType(void.class));
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final FeatureState feature;
  private final MethodHandle original;
  private final int hotCalls;
  private final Supplier<MethodHandle> advice;
  private final AtomicBoolean submitted = new AtomicBoolean();
  private int calls;

  /**
   * @param original what the site does until then
   * @param hotCalls how many calls make it hot
   * @param advice resolves the advice; {@code null} if the site has to stay as it is
   */
  HotCallSite(
      Hook hook,
      MethodType type,
      MethodHandle original,
      int hotCalls,
      Supplier<MethodHandle> advice) {
    super(type);
    this.feature = Features.of(hook.advice().feature());
    this.original = original;
    this.hotCalls = hotCalls;
    this.advice = advice;
    MethodHandle counting =
        MethodHandles.dropArguments(COUNT.bindTo(this), 0, type.parameterList());
    setTarget(MethodHandles.foldArguments(original, counting));
  }

  /** Runs on the application's thread, outside of any guard: nothing may come out of it. */
  @SuppressWarnings("UnusedMethod") // by handle
  private void count() {
    try {
      boolean on = feature.isOn();
      if (hotCalls != NEVER && (on || feature.isReporting())) {
        if (on) {
          feature.original("not hot yet");
        }
        if (++calls >= hotCalls && submitted.compareAndSet(false, true)) {
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
