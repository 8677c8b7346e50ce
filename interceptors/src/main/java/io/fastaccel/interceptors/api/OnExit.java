package io.fastaccel.interceptors.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The annotated method runs where the woven method ends, in whatever way. It takes the woven
 * method's receiver (unless that is static), its parameters as they are then, and last a {@link
 * Throwable} that is {@code null} after a normal return. It returns {@code void} and changes
 * nothing of the outcome.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
@Repeatable(OnExit.All.class)
public @interface OnExit {

  /** Name of the woven method. */
  String method();

  /** Descriptor of the woven method. */
  String descriptor();

  /** Several of them on one method. */
  @Documented
  @Retention(RetentionPolicy.CLASS)
  @Target(ElementType.METHOD)
  @interface All {
    /** The annotations. */
    OnExit[] value();
  }
}
