package io.fastaccel.runtime.text;

/**
 * What a reader of JSON in UTF-8 spends its time on: looking for the end of a string, and decoding.
 *
 * <p>All positions are those of the arrays. The caller guarantees {@code 0 <= from <= to <=
 * in.length}, {@code to - from <=} {@link TextKernels#MAX_INPUT}, {@code in != out}, and room in
 * {@code out} from {@code at} on for the method's bound; an implementation need not check it, and
 * may overwrite all of that room. Methods neither throw nor allocate nor keep the arrays. All may
 * be called from any thread.
 */
public interface ReadKernels {

  /** The input is not UTF-8 (Unicode 16, table 3-7). */
  int MALFORMED = -1;

  /** The input has a char beyond U+00FF. */
  int WIDE = -2;

  /** Flag of {@link #unescape}: bytes beyond ASCII are chars of Latin-1. */
  int LATIN_1 = 1;

  /** The most bytes that {@link #unescape} may be given. */
  int MOST_ESCAPED = (1 << 15) - 1;

  /** What the result of {@link #unescape} has above the bytes written. */
  int READ_SHIFT = 15;

  /** State of {@link #structurals}: what came before ended inside a string. */
  int IN_STRING = 1;

  /** State of {@link #structurals}: what came before ended with a reverse solidus that escapes. */
  int ESCAPED = 2;

  /** The position of the first quote, reverse solidus or control; {@code to} if there is none. */
  int stringEnd(byte[] in, int from, int to);

  /** The position of the first of these or of a byte beyond ASCII; {@code to} if there is none. */
  int plainEnd(byte[] in, int from, int to);

  /**
   * Copies the inside of a JSON string, and writes for each escape of two bytes the byte that it
   * stands for. Ends before the first quote, control or reverse solidus that begins no such escape
   * (nor one that is cut), and without {@link #LATIN_1} before the first byte beyond ASCII. Bound:
   * {@code to - from}, which is at most {@link #MOST_ESCAPED}.
   *
   * @param flags {@link #LATIN_1} or 0
   * @return how many bytes were written, plus how many were read shifted by {@link #READ_SHIFT}
   */
  int unescape(byte[] in, int from, int to, byte[] out, int at, int flags);

  /**
   * Writes the positions of the braces, brackets, colons and commas outside strings, and of the
   * quotes that begin or end strings; behind them the state to go on with. Bound: {@code to - from
   * + 1}.
   *
   * <p>Escapes are followed outside strings too, where no valid JSON has any.
   *
   * @param state 0 at the beginning; else what a call before wrote last
   * @return the position in {@code out} after the last position, where the state is
   */
  int structurals(byte[] in, int from, int to, int[] out, int at, int state);

  /**
   * UTF-8 to Latin-1. Bound: {@code to - from}.
   *
   * @return the position after the last byte written, {@link #MALFORMED} or {@link #WIDE}
   */
  int utf8ToLatin1(byte[] in, int from, int to, byte[] out, int at);

  /**
   * UTF-8 to UTF-16 in the byte order of the machine. Bound: {@code 2 * (to - from)}.
   *
   * @return the position after the last byte written, or {@link #MALFORMED}
   */
  int utf8ToUtf16(byte[] in, int from, int to, byte[] out, int at);
}
