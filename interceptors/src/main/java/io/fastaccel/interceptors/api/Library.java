package io.fastaccel.interceptors.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** On a package of advice: the library that it accelerates, and the versions that were tested. */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.PACKAGE)
public @interface Library {

  /** The library's name for people, for example {@code Jackson 2}. */
  String name();

  /** {@code groupId:artifactId} of the artifact that defines the woven classes. */
  String artifact();

  /** First supported version, included, for example {@code 2.13}. */
  String from();

  /** First version that is not supported any more, for example {@code 3}. */
  String before();
}
