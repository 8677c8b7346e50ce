package io.fastaccel.runtime.nativekernels;

import java.lang.invoke.MethodHandle;

/**
 * The functions of the library as method handles. They are static constants, for only those are
 * inlined by the compiler; they are linked at their first use, for which {@link #use} must have
 * named the library.
 */
final class ForeignFunctions {

  /** Set before the classes below are initialised. */
  private static ForeignLibrary library;

  private static final Class<?>[] SEARCH = {byte[].class, int.class, int.class};

  private static final Class<?>[] COPY = {
    byte[].class, int.class, int.class, byte[].class, int.class
  };

  private static final Class<?>[] COPY_WITH_FLAGS = {
    byte[].class, int.class, int.class, byte[].class, int.class, int.class
  };

  private ForeignFunctions() {}

  /** Names the library to link to. */
  static void use(ForeignLibrary opened) {
    library = opened;
  }

  /** The version that the library tells. */
  static int version() {
    try {
      return (int) link("fastaccel_version").invokeExact();
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  private static MethodHandle link(String name, Class<?>... parameters) {
    try {
      return library.function(name, parameters);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(name, e);
    }
  }

  /** What to throw where a handle threw, which none does. */
  static RuntimeException unexpected(Throwable e) {
    if (e instanceof Error error) {
      throw error;
    }
    return e instanceof RuntimeException exception ? exception : new IllegalStateException(e);
  }

  /** For {@link ForeignTextKernels}. */
  static final class Escape {
    static final MethodHandle LATIN1 = link("fastaccel_escape_latin1", COPY);
    static final MethodHandle LATIN1_TO_UTF8 = link("fastaccel_escape_latin1_to_utf8", COPY);
    static final MethodHandle LATIN1_TO_UTF16 = link("fastaccel_escape_latin1_to_utf16", COPY);
    static final MethodHandle UTF16 = link("fastaccel_escape_utf16", COPY);
    static final MethodHandle UTF16_TO_UTF8 =
        link("fastaccel_escape_utf16_to_utf8", COPY_WITH_FLAGS);

    private Escape() {}
  }

  /** For {@link ForeignReadKernels}. */
  static final class Read {
    static final MethodHandle STRING_END = link("fastaccel_string_end", SEARCH);
    static final MethodHandle PLAIN_END = link("fastaccel_plain_end", SEARCH);
    static final MethodHandle UTF8_TO_LATIN1 = link("fastaccel_utf8_to_latin1", COPY);
    static final MethodHandle UTF8_TO_UTF16 = link("fastaccel_utf8_to_utf16", COPY);
    static final MethodHandle UNESCAPE = link("fastaccel_unescape", COPY_WITH_FLAGS);
    static final MethodHandle STRUCTURALS =
        link(
            "fastaccel_structurals",
            byte[].class,
            int.class,
            int.class,
            int[].class,
            int.class,
            int.class);

    private Read() {}
  }

  /** For {@link ForeignJsonKernels}. */
  static final class Json {
    static final MethodHandle VALIDATE = link("fastaccel_validate", SEARCH);
    static final MethodHandle CANONICAL = link("fastaccel_canonical", COPY);

    private Json() {}
  }
}
