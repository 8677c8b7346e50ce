package io.fastaccel.runtime.text;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;

/**
 * Access to the array inside a {@link String}, and to the constructor that adopts an array without
 * copying it. Both are private to the JDK: they can be used where {@code java.lang} was opened to
 * this class's module, and where a self-test finds the layout that is expected.
 *
 * <p>An array got from here must never be written, and one given to {@link #adopt} neither.
 */
final class StringLayout {

  static final byte LATIN1 = 0;
  static final byte UTF16 = 1;

  private static final VarHandle VALUE;
  private static final VarHandle CODER;
  private static final MethodHandle ADOPT;

  /** Why the layout cannot be used, or {@code null}. */
  private static final String OBSTACLE;

  static {
    VarHandle value = null;
    VarHandle coder = null;
    MethodHandle adopt = null;
    String obstacle = null;
    try {
      MethodHandles.Lookup lookup =
          MethodHandles.privateLookupIn(String.class, MethodHandles.lookup());
      value = lookup.findVarHandle(String.class, "value", byte[].class);
      coder = lookup.findVarHandle(String.class, "coder", byte.class);
      adopt =
          lookup.findConstructor(
              String.class, MethodType.methodType(void.class, byte[].class, byte.class));
      obstacle = selfTest(value, coder, adopt);
    } catch (Throwable e) {
      obstacle = e.toString();
    }
    VALUE = value;
    CODER = coder;
    ADOPT = adopt;
    OBSTACLE = obstacle;
  }

  private StringLayout() {}

  /** Why the other methods must not be called, or {@code null} when they may. */
  static String obstacle() {
    return OBSTACLE;
  }

  static byte[] value(String text) {
    return (byte[]) VALUE.get(text);
  }

  static boolean isLatin1(String text) {
    return (byte) CODER.get(text) == LATIN1;
  }

  /**
   * A string over this very array.
   *
   * @param coder {@link #UTF16} only if a char is not Latin-1: strings compare by layout
   */
  static String adopt(byte[] value, byte coder) {
    try {
      return (String) ADOPT.invokeExact(value, coder);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private static String selfTest(VarHandle value, VarHandle coder, MethodHandle adopt)
      throws Throwable {
    String narrow = "a\u00e9";
    String wide = "\u4e2da";
    byte[] narrowValue = (byte[]) value.get(narrow);
    byte[] wideValue = (byte[]) value.get(wide);
    if ((byte) coder.get(narrow) != LATIN1 || (byte) coder.get(wide) != UTF16) {
      return "strings are not compact";
    }
    boolean expected =
        narrowValue.length == 2
            && narrowValue[1] == (byte) 0xe9
            && wideValue.length == 4
            && JavaTextKernels.charAt(wideValue, 0) == '\u4e2d'
            && narrow.equals((String) adopt.invokeExact(narrowValue, LATIN1))
            && wide.equals((String) adopt.invokeExact(wideValue, UTF16));
    return expected ? null : "strings have an unknown layout";
  }
}
