package io.fastaccel.interceptors.json;

import io.fastaccel.runtime.text.JsonOutput;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.Member;

/**
 * How one property is written by a plan.
 *
 * @param kind which of the document writer's methods writes it
 * @param name the quoted name, from the comma before to the colon after it, in ASCII; {@code null}
 *     if the library writes the property; {@linkplain JsonOutput#padded padded}
 * @param length of the name before it was padded
 * @param getter reads the property from a bean; {@code null} if the library does
 * @param member the method without parameters or the field that {@code getter} reads; {@code null}
 *     if the getter does more than that
 * @param inclusion when the property is left out, in the terms of the document writer
 * @param texts for constants of an enum: what is written, by ordinal; else {@code null}
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares properties
public record PlannedProperty(
    Kind kind,
    byte[] name,
    int length,
    MethodHandle getter,
    Member member,
    int inclusion,
    byte[][] texts) {

  /** With a name that is not padded yet. */
  public PlannedProperty(
      Kind kind, byte[] name, MethodHandle getter, Member member, int inclusion, byte[][] texts) {
    this(
        kind,
        name == null ? null : JsonOutput.padded(name),
        name == null ? 0 : name.length,
        getter,
        member,
        inclusion,
        texts);
  }

  /** What is known of a property's values. */
  public enum Kind {
    /** Left to the library's own writer of the property, name included. */
    HANDED,
    /** A string. */
    TEXT,
    /** A primitive integer of any width. */
    INTEGER,
    /** A {@code boolean}. */
    BOOLEAN,
    /** A {@code double}. */
    DOUBLE,
    /** A {@code float}. */
    FLOAT,
    /** A constant of an enum with one fixed text each. */
    CONSTANT,
    /** Anything else; its serializer is looked for when the value is there. */
    VALUE
  }

  /** A property that the library writes. */
  public static PlannedProperty handed() {
    return new PlannedProperty(Kind.HANDED, null, null, null, 0, null);
  }

  /**
   * A property's name in the form that a plan needs.
   *
   * @param quoted the name, escaped, without quotes
   * @return {@code null} if it is not all ASCII
   */
  public static byte[] name(char[] quoted) {
    byte[] bytes = new byte[quoted.length + 4];
    bytes[0] = ',';
    bytes[1] = '"';
    for (int i = 0; i < quoted.length; i++) {
      if (quoted[i] >= 0x80) {
        return null;
      }
      bytes[i + 2] = (byte) quoted[i];
    }
    bytes[quoted.length + 2] = '"';
    bytes[quoted.length + 3] = ':';
    return bytes;
  }
}
