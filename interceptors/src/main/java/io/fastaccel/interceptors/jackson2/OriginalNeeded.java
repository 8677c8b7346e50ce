package io.fastaccel.interceptors.jackson2;

/**
 * Thrown by our generator where it does not reproduce Jackson's: the work done so far is dropped,
 * and the original writes the value. It has no stack trace, since nobody reads it.
 */
final class OriginalNeeded extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * @param reason for the statistics, constant
   */
  OriginalNeeded(String reason) {
    super(reason, null, false, false);
  }
}
