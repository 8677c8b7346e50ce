package io.fastaccel.interceptors.json;

/**
 * Thrown where a library's work is not reproduced: what was done so far is dropped, and the
 * original writes the value. It has no stack trace, since nobody reads it.
 */
public final class OriginalNeeded extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * @param reason for the statistics, constant
   */
  public OriginalNeeded(String reason) {
    super(reason, null, false, false);
  }
}
