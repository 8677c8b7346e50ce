package io.fastaccel.interceptors.jackson3;

import tools.jackson.databind.ser.BeanPropertyWriter;

/**
 * Straight-line code that adds the properties of one class to tokens as one of Jackson's
 * serializers would write them. Implementations are generated, and hold nothing of a mapper: the
 * serializer's property writers are lent for each call.
 */
public abstract class TokenPlan {

  /** For generated classes. */
  protected TokenPlan() {}

  /**
   * Adds the properties, names and values.
   *
   * @param bean an instance of exactly the class of the plan
   * @return how many properties there are
   * @throws Throwable what a getter or a serializer threw
   */
  public abstract int write(Object bean, TokenWriter writer, BeanPropertyWriter[] properties)
      throws Throwable;
}
