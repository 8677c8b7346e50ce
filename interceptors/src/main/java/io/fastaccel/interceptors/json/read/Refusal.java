package io.fastaccel.interceptors.json.read;

import io.fastaccel.runtime.text.JsonInput;

/**
 * Why the work on one document is of no use, remembered even if someone caught what was thrown. For
 * one thread.
 */
public final class Refusal {

  private final JsonInput in;
  private String reason;

  /** For the document that is read from this input. */
  public Refusal(JsonInput in) {
    this.in = in;
  }

  /** Why, or {@code null} if nothing is wrong so far. */
  public String reason() {
    return in.isBroken() ? "unusual or invalid input" : reason;
  }

  /**
   * Remembers a reason, the first one.
   *
   * @param why for the statistics, constant
   * @return to be thrown
   */
  public OriginalNeeded because(String why) {
    if (reason == null) {
      reason = why;
    }
    return new OriginalNeeded(why);
  }
}
