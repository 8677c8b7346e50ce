package io.fastaccel.interceptors.tools.cache;

import com.github.benmanes.caffeine.cache.Scheduler;
import io.fastaccel.interceptors.api.Background;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Removes results whose time is over also where nobody asks any more: what they hold may belong to
 * an application that is gone. One daemon thread of ours while there are such results.
 */
final class Expiration {

  private static final long IDLE_SECONDS = 5;

  private static final Scheduler SCHEDULER = Scheduler.forScheduledExecutorService(executor());

  private Expiration() {}

  static Scheduler scheduler() {
    return SCHEDULER;
  }

  private static ScheduledThreadPoolExecutor executor() {
    ScheduledThreadPoolExecutor executor =
        new ScheduledThreadPoolExecutor(1, Background.threads("tools"));
    executor.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
    executor.allowCoreThreadTimeOut(true);
    executor.setRemoveOnCancelPolicy(true);
    return executor;
  }
}
