package io.fastaccel.runtime.text;

/**
 * Checks JSON texts, and writes them in a canonical form: two texts that differ only in what cannot
 * matter to whoever reads them have the same one.
 *
 * <p><b>JSON</b> is RFC 8259 to the letter, in UTF-8 (Unicode 16, table 3-7), nested at most {@link
 * #MAX_DEPTH} deep: one value of any kind with white space around it; no byte order mark, comments,
 * trailing commas or leading zeros. An escaped surrogate without its partner is valid.
 *
 * <p><b>The canonical form</b> of a valid text:
 *
 * <ul>
 *   <li>White space outside strings is left out.
 *   <li>The members of an object are sorted by their names, in canonical form and without the
 *       quotes, as unsigned bytes, a name before the longer ones that begin with it. Objects with
 *       two equal names have no canonical form, since readers disagree about their meaning.
 *   <li>Elements of arrays keep their order.
 *   <li>In strings and names the quote and the reverse solidus are written as {@code \"} and {@code
 *       \\}, the controls backspace, tab, line feed, form feed and carriage return as {@code \b \t
 *       \n \f \r}, other chars below U+0020 and surrogates without a partner as {@code \}{@code
 *       uXXXX} with upper-case digits, everything else in UTF-8: {@code \/} becomes {@code /}, and
 *       an escaped pair of surrogates four bytes. Nothing else is changed; chars are not composed
 *       or decomposed.
 *   <li>Numbers keep their text: {@code 1.0}, {@code 1} and {@code 1e0} stay three different
 *       things, as they may be to a reader.
 * </ul>
 *
 * <p>The form is a JSON text of the same meaning, is never longer than the text, and is its own
 * canonical form.
 *
 * <p>All positions are those of the arrays. The caller guarantees {@code 0 <= from <= to <=
 * in.length}, {@code to - from <=} {@link TextKernels#MAX_INPUT} and {@code in != out}. Methods
 * neither throw nor keep the arrays. All may be called from any thread.
 */
public interface JsonKernels {

  /** The text is valid. */
  int VALID = -1;

  /** The text has no canonical form: it is not JSON, or an object has two equal names. */
  int NOT_CANONICAL = -1;

  /** The most objects and arrays around a value. */
  int MAX_DEPTH = 128;

  /**
   * Whether the text is JSON.
   *
   * @return {@link #VALID}, or the position of the first byte with which no JSON text can go on:
   *     {@code to} if the text ends too early
   */
  int validate(byte[] in, int from, int to);

  /**
   * Writes the canonical form. The caller guarantees {@link #room} from {@code at} on, all of which
   * an implementation may overwrite.
   *
   * @return the position after the last byte of it, or {@link #NOT_CANONICAL}
   */
  int canonical(byte[] in, int from, int to, byte[] out, int at);

  /** The bytes that {@link #canonical} needs for a text of this length, most of them to work in. */
  static int room(int length) {
    return 5 * length + 2048;
  }
}
