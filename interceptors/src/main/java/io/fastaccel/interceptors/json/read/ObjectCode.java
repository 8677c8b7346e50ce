package io.fastaccel.interceptors.json.read;

import io.fastaccel.runtime.text.JsonInput;

/**
 * Straight-line code that reads the objects of one class: the names in the order in which they came
 * before, each followed by what reads and sets its value. Implementations are generated. They hold
 * nothing of a library.
 */
public abstract class ObjectCode {

  /** Has no state. */
  protected ObjectCode() {}

  /**
   * Reads an object that has a member and was entered, to its end.
   *
   * @param members reads what is not done here
   * @param plan for {@code members}
   * @param library for {@code members}
   * @param in at the first name
   * @param begun what is to be filled in, or {@code null} where the code makes it
   */
  public abstract Object read(
      OddMembers members, Object plan, Object library, JsonInput in, Object begun) throws Throwable;
}
