package io.fastaccel.interceptors.api;

import java.util.Locale;

/** How a feature works. */
public enum FeatureMode {
  /** Not at all. */
  OFF,
  /** Nothing is changed; it counts and measures what it would do. */
  REPORT,
  /**
   * A sample of calls is made both ways and compared; the application gets the original's results.
   */
  VERIFY,
  /** It accelerates. */
  ON;

  private final String id = name().toLowerCase(Locale.ROOT);

  /** The name in settings, statistics and on the command line, for example {@code verify}. */
  public String id() {
    return id;
  }
}
