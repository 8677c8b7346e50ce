package io.fastaccel.runtime.nativekernels;

import io.fastaccel.runtime.text.TextKernels;
import java.lang.invoke.MethodHandle;

/**
 * The kernels by the foreign-function API, from Java 22.
 *
 * <p>The handles are static constants, for only those are inlined by the compiler. The class may be
 * initialised only after {@link #use}.
 */
final class ForeignTextKernels implements TextKernels {

  /** Set before the class below is initialised. */
  private static ForeignLibrary library;

  /** Names the library to link to. */
  static void use(ForeignLibrary opened) {
    library = opened;
  }

  /** The version that the library tells. */
  static int version() {
    try {
      return (int) Functions.VERSION.invokeExact();
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  @Override
  public int escapeLatin1(byte[] in, int from, int to, byte[] out, int at) {
    try {
      return (int) Functions.ESCAPE_LATIN1.invokeExact(in, from, to, out, at);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  @Override
  public int escapeLatin1ToUtf8(byte[] in, int from, int to, byte[] out, int at) {
    try {
      return (int) Functions.ESCAPE_LATIN1_TO_UTF8.invokeExact(in, from, to, out, at);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  @Override
  public int escapeLatin1ToUtf16(byte[] in, int from, int to, byte[] out, int at) {
    try {
      return (int) Functions.ESCAPE_LATIN1_TO_UTF16.invokeExact(in, from, to, out, at);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  @Override
  public int escapeUtf16(byte[] in, int from, int to, byte[] out, int at) {
    try {
      return (int) Functions.ESCAPE_UTF16.invokeExact(in, from, to, out, at);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  @Override
  public int escapeUtf16ToUtf8(byte[] in, int from, int to, byte[] out, int at, int flags) {
    try {
      return (int) Functions.ESCAPE_UTF16_TO_UTF8.invokeExact(in, from, to, out, at, flags);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  private static RuntimeException unexpected(Throwable e) {
    if (e instanceof Error error) {
      throw error;
    }
    return e instanceof RuntimeException exception ? exception : new IllegalStateException(e);
  }

  private static final class Functions {
    private static final Class<?>[] COPY = {
      byte[].class, int.class, int.class, byte[].class, int.class
    };

    static final MethodHandle VERSION = link("fastaccel_version");
    static final MethodHandle ESCAPE_LATIN1 = link("fastaccel_escape_latin1", COPY);
    static final MethodHandle ESCAPE_LATIN1_TO_UTF8 = link("fastaccel_escape_latin1_to_utf8", COPY);
    static final MethodHandle ESCAPE_LATIN1_TO_UTF16 =
        link("fastaccel_escape_latin1_to_utf16", COPY);
    static final MethodHandle ESCAPE_UTF16 = link("fastaccel_escape_utf16", COPY);
    static final MethodHandle ESCAPE_UTF16_TO_UTF8 =
        link(
            "fastaccel_escape_utf16_to_utf8",
            byte[].class,
            int.class,
            int.class,
            byte[].class,
            int.class,
            int.class);

    private static MethodHandle link(String name, Class<?>... parameters) {
      try {
        return library.function(name, parameters);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(name, e);
      }
    }
  }
}
