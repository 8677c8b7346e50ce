package io.fastaccel.interceptors.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a class of an advice package that links against something which not every supported version of
 * the library has. Its references are not required for the library to be accelerated; the class
 * must only be loaded after a check of its own.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface OptionalReferences {}
