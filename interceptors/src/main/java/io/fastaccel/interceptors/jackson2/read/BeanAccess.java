package io.fastaccel.interceptors.jackson2.read;

/**
 * Makes objects of one class and sets their properties, without reflection. Implementations are
 * generated. They hold nothing of a mapper, and answer only for the properties that they were
 * generated for.
 */
abstract class BeanAccess {

  BeanAccess() {}

  /** A new object, by the constructor or method that Jackson would call without arguments. */
  abstract Object create() throws Throwable;

  /**
   * Sets a property of any type.
   *
   * @return what the setter returned, {@code null} if it returns nothing
   */
  abstract Object set(Object bean, int property, Object value) throws Throwable;

  /** Sets a property of type {@code int} or {@code long}. */
  abstract void set(Object bean, int property, long value) throws Throwable;

  /** Sets a property of type {@code double}. */
  abstract void set(Object bean, int property, double value) throws Throwable;

  /** Sets a property of type {@code boolean}. */
  abstract void set(Object bean, int property, boolean value) throws Throwable;
}
