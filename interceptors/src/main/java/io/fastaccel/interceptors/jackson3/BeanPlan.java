package io.fastaccel.interceptors.jackson3;

import tools.jackson.databind.ser.BeanPropertyWriter;

/**
 * Straight-line code that writes the properties of one class as one of Jackson's serializers would.
 * Implementations are generated, and hold nothing of a mapper: the serializer's property writers
 * are lent for each call.
 */
public abstract class BeanPlan {

  /** For generated classes. */
  protected BeanPlan() {}

  /**
   * Writes the properties, with names and separators, the opening brace included if there are any.
   *
   * @param bean an instance of exactly the class of the plan
   * @return how many properties were written
   * @throws Throwable what a getter or a serializer threw, with the path that Jackson would add
   */
  public abstract int write(Object bean, DocumentWriter writer, BeanPropertyWriter[] properties)
      throws Throwable;
}
