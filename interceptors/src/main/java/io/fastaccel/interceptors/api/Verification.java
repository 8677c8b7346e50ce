package io.fastaccel.interceptors.api;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Which calls mode {@code verify} makes both ways: a share of them, and no more than production can
 * bear. Thread-safe.
 */
public final class Verification {

  private static final long SECOND = 1_000_000_000;

  private static final int PERCENT = Settings.current().number(Setting.VERIFY_PERCENT);
  private static final long NANOS = Settings.current().number(Setting.VERIFY_MILLIS) * 1_000_000L;

  private static final AtomicLong SECOND_START = new AtomicLong(System.nanoTime());
  private static final AtomicLong SPENT = new AtomicLong();

  private Verification() {}

  /**
   * Whether the next call is to be compared.
   *
   * @param first whether no call of its kind was compared so far
   */
  public static boolean takes(boolean first) {
    return (first || ThreadLocalRandom.current().nextInt(100) < PERCENT) && isAffordable();
  }

  private static boolean isAffordable() {
    long now = System.nanoTime();
    long start = SECOND_START.get();
    if (now - start >= SECOND && SECOND_START.compareAndSet(start, now)) {
      SPENT.set(0);
    }
    return SPENT.get() < NANOS;
  }

  /** Tells what a comparison has cost beyond the original call. */
  public static void spent(long nanos) {
    SPENT.addAndGet(nanos);
  }

  /**
   * A few characters around the first difference of two texts, none of which tells anything of the
   * user's: letters have become {@code x}, digits {@code 0}.
   */
  public static String redacted(String ours, String original) {
    int at = 0;
    while (at < Math.min(ours.length(), original.length())
        && ours.charAt(at) == original.charAt(at)) {
      at++;
    }
    return "at character "
        + at
        + " of "
        + original.length()
        + ", original "
        + window(original, at)
        + ", ours "
        + window(ours, at);
  }

  private static String window(String text, int at) {
    StringBuilder shown = new StringBuilder("<");
    for (int i = Math.max(0, at - 12); i < Math.min(text.length(), at + 12); i++) {
      char c = text.charAt(i);
      shown.append(
          Character.isDigit(c) ? '0' : c > ' ' && c < 127 && !Character.isLetter(c) ? c : 'x');
    }
    return shown.append('>').toString();
  }
}
