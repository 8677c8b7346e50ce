package io.fastaccel.interceptors.api;

import java.util.Objects;

/**
 * An advice's result that throws: the woven code throws {@link #throwable} as it is, as if the
 * original had.
 *
 * @param throwable never {@code null}
 */
public record Raise(Throwable throwable) {
  public Raise {
    Objects.requireNonNull(throwable);
  }
}
