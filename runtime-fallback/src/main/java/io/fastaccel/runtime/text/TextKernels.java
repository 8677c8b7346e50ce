package io.fastaccel.runtime.text;

/**
 * Copies text while escaping it as the contents of a JSON string (RFC 8259, section 7), without the
 * surrounding quotes.
 *
 * <p><b>Text.</b> Arrays hold text in the layout of {@code String.value}: <i>Latin-1</i> is one
 * byte a char, <i>UTF-16</i> two bytes a char in the byte order of the machine. All positions
 * ({@code from}, {@code to}, {@code at}, and results) are byte positions; in UTF-16 they are even.
 *
 * <p><b>Escapes.</b> The quote and the reverse solidus are written as {@code \"} and {@code \\},
 * the controls backspace, tab, line feed, form feed and carriage return as {@code \b \t \n \f \r},
 * every other char below U+0020 as {@code \}{@code u00XX} with upper-case hexadecimal digits.
 * Nothing else is escaped (not {@code /}, not U+007F, not U+2028), except surrogates where a method
 * says so.
 *
 * <p><b>What the caller guarantees</b>, and an implementation need not check: {@code 0 <= from <=
 * to <= in.length}; {@code to - from <=} {@link #MAX_INPUT}; {@code in != out}; from {@code at} on
 * {@code out} has room for the method's bound, which is the largest possible output. An
 * implementation may overwrite all of that room, beyond the returned position too, and nothing
 * outside it.
 *
 * <p>Methods return the position in {@code out} after the last byte written. They neither throw nor
 * allocate nor keep the arrays. All may be called from any thread.
 */
public interface TextKernels {

  /** The most bytes of input that a call may be given: 64 KiB, so that no call runs for long. */
  int MAX_INPUT = 1 << 16;

  /**
   * Flag of {@link #escapeUtf16ToUtf8}: every surrogate char, paired or not, is written as {@code
   * \}{@code uXXXX} with upper-case digits.
   */
  int ESCAPE_SURROGATES = 1;

  /** Latin-1 to Latin-1. Bound: {@code 6 * (to - from)} bytes. */
  int escapeLatin1(byte[] in, int from, int to, byte[] out, int at);

  /** Latin-1 to UTF-8. Bound: {@code 6 * (to - from)} bytes. */
  int escapeLatin1ToUtf8(byte[] in, int from, int to, byte[] out, int at);

  /** Latin-1 to UTF-16. Bound: {@code 12 * (to - from)} bytes. */
  int escapeLatin1ToUtf16(byte[] in, int from, int to, byte[] out, int at);

  /**
   * UTF-16 to UTF-16. Surrogates are copied as they are, paired or not. Bound: {@code 6 * (to -
   * from)} bytes.
   */
  int escapeUtf16(byte[] in, int from, int to, byte[] out, int at);

  /**
   * UTF-16 to UTF-8. Without flags, a high surrogate followed by a low surrogate before {@code to}
   * becomes four bytes of UTF-8, and any other surrogate is written as {@code \}{@code uXXXX} with
   * upper-case digits: a caller that splits a text must not split between the two. Bound: {@code 3
   * * (to - from)} bytes.
   *
   * @param flags 0 or {@link #ESCAPE_SURROGATES}
   */
  int escapeUtf16ToUtf8(byte[] in, int from, int to, byte[] out, int at, int flags);
}
