package io.fastaccel.interceptors.tools;

import io.fastaccel.interceptors.api.Setting;
import io.fastaccel.interceptors.api.Settings;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How long the calls of one tool, or the tasks of one loop, take lately: a moving average. Where
 * they end sooner than a thread for them is started, to start one makes a turn slower.
 *
 * <p>Safe for all threads. Two that count at the same moment may lose one of the times, which an
 * average bears.
 */
public final class Pace {

  /** So many times have to be known before anything is said of the next. */
  static final int FIRST_TIMES = 8;

  /** See {@link #isQuickUntilTriedAgain}. */
  static final int TRIED_AGAIN = 64;

  /** The weight of the average is so many times that of the latest. */
  private static final int WEIGHT = 7;

  /** One long time, a pause of the collector's perhaps, is forgotten after some dozens. */
  private static final long MOST_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final long quickNanos;
  private final AtomicInteger asked = new AtomicInteger();
  private volatile int times;
  private volatile long average;

  /** By the threshold that is set. */
  public Pace() {
    this(TimeUnit.MICROSECONDS.toNanos(Settings.current().number(Setting.TASKS_QUICK_MICROS)));
  }

  /**
   * @param quickNanos what takes less is quick; 0: nothing is
   */
  Pace(long quickNanos) {
    this.quickNanos = quickNanos;
  }

  /** A call has taken so long. */
  public void add(long nanos) {
    long time = Math.min(nanos, MOST_NANOS);
    int before = times;
    average = before == 0 ? time : (WEIGHT * average + time) / (WEIGHT + 1);
    if (before < FIRST_TIMES) {
      times = before + 1;
    }
  }

  /** Whether the next call is expected to end sooner than a thread is started for it. */
  boolean isQuick() {
    return times >= FIRST_TIMES && average < quickNanos;
  }

  /**
   * The same for calls that are timed only where threads are started for them: once in so many
   * times the answer is no, whatever was seen, since they may have become slow.
   */
  public boolean isQuickUntilTriedAgain() {
    return isQuick() && asked.incrementAndGet() % TRIED_AGAIN != 0;
  }
}
