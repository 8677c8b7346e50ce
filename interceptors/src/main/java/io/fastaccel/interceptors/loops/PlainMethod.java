package io.fastaccel.interceptors.loops;

import java.util.Objects;

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

  // Written out: the first record whose own methods are used costs a JVM some 20 ms.

  @Override
  public boolean equals(Object other) {
    return other instanceof PlainMethod method
        && Objects.equals(owner, method.owner)
        && name.equals(method.name)
        && descriptor.equals(method.descriptor);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * Objects.hashCode(owner) + name.hashCode()) + descriptor.hashCode();
  }

  /** For people, as {@code com.acme.Task.getName}. */
  @Override
  public String toString() {
    return owner == null ? name : owner.replace('/', '.') + "." + name;
  }
}
