package io.fastaccel.interceptors.api;

/**
 * The result of {@link OnCall} advice that stands for {@code null}, since {@code null} itself means
 * that the original call is to be made.
 */
public enum NullResult {
  /** The only one. */
  INSTANCE;

  /** What {@link OnEnter} advice answers when the method is to return {@code null}. */
  public static final Object OF_METHOD = new Void[0];
}
