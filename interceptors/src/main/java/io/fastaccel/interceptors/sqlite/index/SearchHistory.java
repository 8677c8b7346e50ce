package io.fastaccel.interceptors.sqlite.index;

/**
 * What was learnt of one text on all connections to a database. It decides how to search, never
 * what is found. Thread-safe; a lost update does no harm.
 */
public final class SearchHistory {

  private static final int MOST_SKIPS_AFTER_LOSSES = 256;
  private static final int MOST_SKIPS_AFTER_REFUSALS = 512;
  private static final int MEASURED_ALWAYS = 16;
  private static final int MEASURED_ONCE_IN = 8;

  private volatile boolean planned;
  private volatile boolean sorts;
  private volatile int served;
  private volatile int losses;
  private volatile int refusals;
  private volatile int skips;
  private volatile String reason;

  /** Why this execution is left alone; {@code null} if it is not. */
  public String leaveAlone() {
    int left = skips;
    if (left <= 0) {
      return null;
    }
    skips = left - 1;
    return reason;
  }

  /**
   * Whether all matching rows are read before the first is returned.
   *
   * @param ordered what to suppose as long as no plan was seen
   */
  public boolean sorts(boolean ordered) {
    return planned ? sorts : ordered;
  }

  /** The plans allow the index. */
  public void planned(boolean readsAllFirst) {
    sorts = readsAllFirst;
    planned = true;
    refusals = 0;
  }

  /** The plans forbid it. To look at them takes longer than many a search that needs no scan. */
  public void refused(String why) {
    reason = why;
    refusals = Math.min(refusals + 1, 9);
    skips = Math.min(MOST_SKIPS_AFTER_REFUSALS, 1 << (2 * refusals));
  }

  /** Whether the next execution is to be measured; to look at the clock takes its time too. */
  public boolean isMeasured() {
    return served < MEASURED_ALWAYS || served % MEASURED_ONCE_IN == 0;
  }

  /** The index has served an execution. */
  @SuppressWarnings("NonAtomicVolatileUpdate")
  public void served() {
    served++;
  }

  /** It was faster. */
  public void won() {
    losses = 0;
  }

  /** It was slower. */
  public void lost() {
    losses = Math.min(losses + 1, 9);
    if (losses > 1) {
      reason = "index lost lately";
      skips = Math.min(MOST_SKIPS_AFTER_LOSSES, 1 << (losses - 1));
    }
  }
}
