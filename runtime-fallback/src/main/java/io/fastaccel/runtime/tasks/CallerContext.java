package io.fastaccel.runtime.tasks;

/**
 * What a thread carries besides its stack (logging context, trace, locale, …), taken from the
 * thread that asks for work and put on the thread that does it. May be opened on several threads at
 * once.
 */
public interface CallerContext {

  /** Carries nothing. */
  CallerContext NONE = () -> () -> {};

  /**
   * Puts the context on the current thread.
   *
   * @throws Throwable if it cannot; then nothing of it may be left on the thread
   */
  Scope open() throws Throwable;

  /**
   * Whether what is carried must not be used any more when the caller's work is over, as a web
   * request, which the server uses again for somebody else.
   */
  default boolean endsWithCaller() {
    return false;
  }

  /** Takes the context from the thread again. */
  interface Scope {
    /** By the thread that opened it. */
    void close() throws Throwable;
  }
}
