package io.fastaccel.interceptors.json;

import java.io.IOException;

/**
 * What a target of the application's has thrown, to be thrown again where the original writes to
 * it. Not thread-safe.
 */
final class RepeatedFailure {

  private final Exception failure;
  private boolean thrown;

  /**
   * @param failure an {@link IOException}, for which a generator makes an exception of its own each
   *     time, or a {@link RuntimeException}, which is thrown once, since nothing can be suppressed
   *     by itself
   */
  RepeatedFailure(Exception failure) {
    this.failure = failure;
  }

  /** Throws it, unless that was done and is not to be done again. */
  void raise() throws IOException {
    if (failure instanceof IOException io) {
      throw io;
    }
    if (!thrown) {
      thrown = true;
      throw (RuntimeException) failure;
    }
  }
}
