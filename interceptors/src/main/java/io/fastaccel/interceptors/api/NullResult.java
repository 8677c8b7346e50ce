package io.fastaccel.interceptors.api;

/**
 * The result of {@link OnCall} advice that stands for {@code null}, since {@code null} itself means
 * that the original call is to be made.
 */
public enum NullResult {
  /** The only one. */
  INSTANCE
}
