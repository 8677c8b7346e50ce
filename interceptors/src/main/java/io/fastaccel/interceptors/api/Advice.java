package io.fastaccel.interceptors.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a class whose static methods ({@link OnEnter}, {@link OnExit}, {@link OnCall}) are woven
 * into one class of an accelerated library.
 *
 * <p>The build reads these annotations into an index, so that the agent's start loads none of the
 * advice. An advice class, and every other class of its package, is loaded by the interceptor
 * loader of the application class loader that defines {@link #target}: it may link against the
 * application's own library. A method handle to the advice is bound at the woven call site;
 * whatever it throws is caught, counted and answered by the original code.
 *
 * <p>An advice class of {@link Activation#HOT} or {@link Activation#HOT_INPUT} may have a static
 * method {@code void rehearse()}. It is called once before the advice is linked, in the background,
 * and does by itself what the first call would do, without the application's code and without
 * counting anything.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface Advice {

  /**
   * Binary name of the class to weave into, for example {@code com.acme.Tool}. Exact: no
   * subclasses.
   */
  String target();

  /** The feature that switches this advice. */
  Feature feature();

  /** When the advice is loaded and linked. */
  Activation activation() default Activation.FIRST_CALL;

  /** When the advice of a call site is loaded and linked. */
  enum Activation {
    /**
     * By the thread of the first call, before that call goes on: for operations that take
     * milliseconds.
     */
    FIRST_CALL,
    /**
     * In the background once calls have shown that the site is hot; until then calls are the
     * original's.
     */
    HOT,
    /**
     * As {@link #HOT}, where the first argument is a document that is read: besides the number of
     * calls it takes a number of characters until a site is hot.
     */
    HOT_INPUT,
    /**
     * As {@link #FIRST_CALL}, and only in a JVM that was started in mode {@code report}: for what
     * is looked at and never changed.
     */
    REPORT,
    /**
     * As {@link #FIRST_CALL}, whatever features are switched off, unless metrics are: for advice
     * that accelerates nothing and lets an application's metrics know of us.
     */
    METRICS;

    /** Whether it is linked in the background once calls have shown that the site is hot. */
    public boolean isHot() {
      return this == HOT || this == HOT_INPUT;
    }
  }
}
