package io.fastaccel.interceptors.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The annotated method runs where the woven method begins. It takes the woven method's receiver
 * (unless that is static) and its parameters. If it returns {@code null} (or {@code void}), the
 * original body runs; any other result is returned to the caller in its place, {@link Raise}
 * thrown. For a woven method that returns {@code void}, any non-null result means that the work is
 * done.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
@Repeatable(OnEnter.All.class)
public @interface OnEnter {

  /** Name of the woven method. */
  String method();

  /** Descriptor of the woven method, for example {@code (Ljava/lang/Object;)Ljava/lang/String;}. */
  String descriptor();

  /** Several of them on one method. */
  @Documented
  @Retention(RetentionPolicy.CLASS)
  @Target(ElementType.METHOD)
  @interface All {
    /** The annotations. */
    OnEnter[] value();
  }
}
