package io.fastaccel.interceptors.loops;

/**
 * A method that a loop calls besides the task itself, and which must do nothing but read or, as a
 * constructor, set fields of its own object.
 *
 * @param owner internal name of the class where it is looked for; {@code null}: the class of each
 *     element
 * @param name its name
 * @param descriptor its descriptor
 */
public record PlainMethod(String owner, String name, String descriptor) {

  /** For people, as {@code com.acme.Task.getName}. */
  @Override
  public String toString() {
    return owner == null ? name : owner.replace('/', '.') + "." + name;
  }
}
