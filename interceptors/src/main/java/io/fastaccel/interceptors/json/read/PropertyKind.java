package io.fastaccel.interceptors.json.read;

/** How a property's value is read, and set where it is not passed to a creator. */
public enum PropertyKind {
  /** By the library's own property. */
  LIBRARY,
  /** By whatever reads values of its type. */
  VALUE,
  /** By what reads values that tell their type. */
  TYPED,
  /** A string. */
  TEXT,
  /** An {@code int}. */
  INT,
  /** A {@code long}. */
  LONG,
  /** A {@code double}. */
  DOUBLE,
  /** A {@code boolean}. */
  BOOLEAN,
  /** An {@code Integer}, or an {@code int} that is passed on as an object. */
  BOXED_INT,
  /** A {@code Long}, or a {@code long} that is passed on as an object. */
  BOXED_LONG,
  /** A {@code Double}, or a {@code double} that is passed on as an object. */
  BOXED_DOUBLE,
  /** A {@code Boolean}, or a {@code boolean} that is passed on as an object. */
  BOXED_BOOLEAN
}
