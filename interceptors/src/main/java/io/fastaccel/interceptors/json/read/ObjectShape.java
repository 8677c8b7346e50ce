package io.fastaccel.interceptors.json.read;

import io.fastaccel.runtime.text.NameTable;
import java.lang.invoke.MethodHandle;

/** What {@link ObjectCode} is generated from. Arrays are by the index of the property. */
public final class ObjectShape {

  /** More are not kept apart by the bits of a long; larger code is not compiled by the JIT. */
  private static final int MOST_PROPERTIES = 64;

  final NameTable names;
  final PropertyKind[] kinds;
  final MethodHandle[] setters;
  final MethodHandle maker;
  final boolean isBuilder;

  /**
   * Keeps the arrays.
   *
   * @param names the properties' names
   * @param kinds how values are read
   * @param setters each takes the object and a value; {@code null} for those of the kind {@link
   *     PropertyKind#LIBRARY}, and {@code null} as a whole where objects are made from their
   *     properties
   * @param maker makes an object of nothing, or of its properties in their order; {@code null}
   *     where only the library may
   * @param isBuilder whether setters may answer another object, which takes the place of the first
   */
  public ObjectShape(
      NameTable names,
      PropertyKind[] kinds,
      MethodHandle[] setters,
      MethodHandle maker,
      boolean isBuilder) {
    this.names = names;
    this.kinds = kinds;
    this.setters = setters;
    this.maker = maker;
    this.isBuilder = isBuilder;
  }

  /** Whether objects are made from their properties. */
  boolean isCreator() {
    return setters == null;
  }

  /** The number of properties. */
  int size() {
    return kinds.length;
  }

  /** Whether code can be generated. */
  boolean isFit() {
    return size() > 0 && size() <= MOST_PROPERTIES;
  }
}
