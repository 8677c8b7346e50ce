package io.fastaccel.interceptors.api;

/** Throws what is not ours as it is, declared or not. */
public final class Rethrow {

  private Rethrow() {}

  /**
   * Throws the throwable.
   *
   * @return never; so that {@code throw Rethrow.asIs(e)} tells the compiler that nothing follows
   */
  public static RuntimeException asIs(Throwable throwable) {
    throw Rethrow.<RuntimeException>unchecked(throwable);
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <T extends Throwable> T unchecked(Throwable throwable) throws T {
    throw (T) throwable;
  }
}
