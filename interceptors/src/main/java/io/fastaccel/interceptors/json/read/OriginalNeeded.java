package io.fastaccel.interceptors.json.read;

/**
 * Thrown where our reading does not reproduce a library's: the work done so far is dropped, and the
 * original reads the input. It has no stack trace, since nobody reads it; and it is an {@code
 * Error}, so that a deserializer which answers exceptions does not answer this one.
 */
public final class OriginalNeeded extends Error {

  private static final long serialVersionUID = 1L;

  /**
   * @param reason for the statistics, constant
   */
  public OriginalNeeded(String reason) {
    super(reason, null, false, false);
  }
}
