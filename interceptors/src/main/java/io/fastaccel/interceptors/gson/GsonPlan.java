package io.fastaccel.interceptors.gson;

/**
 * Straight-line code that writes the fields of one class as one of Gson's adapters would.
 * Implementations are generated.
 */
public abstract class GsonPlan {

  private BoundProperty[] properties;

  /** For generated classes. */
  protected GsonPlan() {}

  /** Sets what {@link #write(Object, GsonDocument)} lends to the generated code, once. */
  void lend(BoundProperty[] lent) {
    properties = lent;
  }

  /**
   * Writes the fields, with names and separators, the opening brace included if there are any.
   *
   * @return how many fields were written
   */
  final int write(Object bean, GsonDocument document) throws Throwable {
    return write(bean, document, properties);
  }

  /**
   * As generated.
   *
   * @param bean an instance of the class of the plan
   * @throws Throwable what an adapter threw
   */
  public abstract int write(Object bean, GsonDocument document, BoundProperty[] properties)
      throws Throwable;
}
