package io.fastaccel.interceptors.json.read;

/**
 * Makes objects of one class and sets their properties, without reflection. Implementations are
 * generated. They hold nothing of a library, and answer only for the properties that they were
 * generated for.
 */
public abstract class BeanAccess {

  /** Has no state. */
  protected BeanAccess() {}

  /** A new object, by the constructor or method that the library would call without arguments. */
  public abstract Object create() throws Throwable;

  /**
   * Sets a property of any type.
   *
   * @return what the setter returned, {@code null} if it returns nothing
   */
  public abstract Object set(Object bean, int property, Object value) throws Throwable;

  /** Sets a property of type {@code int} or {@code long}. */
  public abstract void set(Object bean, int property, long value) throws Throwable;

  /** Sets a property of type {@code double}. */
  public abstract void set(Object bean, int property, double value) throws Throwable;

  /** Sets a property of type {@code boolean}. */
  public abstract void set(Object bean, int property, boolean value) throws Throwable;
}
