package io.fastaccel.interceptors.sqlite.index;

/**
 * Predicts what a search through the index costs, and learns from what it did cost. Figures are
 * rough on purpose: they choose between a scan and the index, which differ by a lot wherever the
 * choice matters. Thread-safe; a lost update does no harm.
 */
public final class CostModel {

  private static final double FIXED_NANOS = 60_000;
  private static final double NANOS_PER_TRIGRAM = 5_000;
  private static final double NANOS_PER_POSTING = 30;
  private static final double NANOS_PER_CANDIDATE = 900;
  private static final double NANOS_PER_LOGGED_ROW = 900;

  private static final double LEARNING_RATE = 0.1;

  private volatile double factor = 1;

  /** What one query of the trigram table takes, in nanoseconds, with looking at what it finds. */
  static double query(int trigrams, double postings, double candidates) {
    return NANOS_PER_TRIGRAM * trigrams
        + NANOS_PER_POSTING * postings
        + NANOS_PER_CANDIDATE * candidates;
  }

  /** The predicted time in nanoseconds. */
  public double predict(double postings, double candidates, double logged) {
    return factor * raw(postings, candidates, logged);
  }

  /** Takes note of a search that took this long, in CPU time. */
  public void learn(double postings, double candidates, double logged, long nanos) {
    double observed = nanos / raw(postings, candidates, logged);
    // A pause of the machine says nothing about the next search.
    double bounded = Math.max(0.2, Math.min(observed, 4 * factor));
    factor = Math.max(0.5, Math.min(3, factor + LEARNING_RATE * (bounded - factor)));
  }

  /** The learnt ratio of real to modelled time. */
  public double factor() {
    return factor;
  }

  private static double raw(double postings, double candidates, double logged) {
    return FIXED_NANOS
        + NANOS_PER_POSTING * postings
        + NANOS_PER_CANDIDATE * candidates
        + NANOS_PER_LOGGED_ROW * logged;
  }
}
