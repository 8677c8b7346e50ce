package io.fastaccel.interceptors.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The annotated method runs in place of a call that the woven method makes. It takes the call's
 * receiver (unless the callee is static) and its arguments. If it returns {@code null}, the
 * original call is made with the same arguments; any other result stands for the call's, {@link
 * NullResult} for {@code null}, {@link Raise} thrown. A callee that returns {@code void} may be
 * answered with any non-null result.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
@Repeatable(OnCall.All.class)
public @interface OnCall {

  /**
   * Name of the method that contains the call; {@code *} for every method of the class, lambda
   * bodies included.
   */
  String in();

  /** Binary name of the class or interface that the call names. */
  String owner();

  /** Name of the called method. */
  String method();

  /** Descriptor of the called method. */
  String descriptor();

  /** Several of them on one method. */
  @Documented
  @Retention(RetentionPolicy.CLASS)
  @Target(ElementType.METHOD)
  @interface All {
    /** The annotations. */
    OnCall[] value();
  }
}
